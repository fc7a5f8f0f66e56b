"""Where somebody lives, as they say it or as their browser does."""

from django import forms

LONGEST = 60


class HomeForm(forms.Form):
    """Answers so far; all of them stand in the address, so that the page can be kept."""

    town = forms.CharField(label="Your town, city or ZIP code", max_length=LONGEST, required=False)
    ward = forms.CharField(max_length=LONGEST, required=False)
    precinct = forms.CharField(max_length=LONGEST, required=False)


class PointForm(forms.Form):
    """A place in degrees."""

    longitude = forms.FloatField(min_value=-180, max_value=180)
    latitude = forms.FloatField(min_value=-90, max_value=90)
