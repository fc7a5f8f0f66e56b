"""The forms on a legislator's page in the admin: one for each thing that staff may say of them."""

from django import forms
from unfold.widgets import (
    UnfoldAdminEmailInputWidget,
    UnfoldAdminFileFieldWidget,
    UnfoldAdminSelectWidget,
    UnfoldAdminSingleDateWidget,
    UnfoldAdminTextInputWidget,
    UnfoldAdminURLInputWidget,
)

from scorecard.models import Chamber, Legislator
from scorecard.photos import LARGEST_FILE

NO_DAY = {"invalid": "This is no day; write it as in 2026-05-05."}
TEXT = UnfoldAdminTextInputWidget


class NameForm(forms.ModelForm):
    """Not saved as a form: another name brings another address, which `naming` sees to."""

    class Meta:
        model = Legislator
        fields = ["name", "given_name", "family_name"]
        widgets = dict.fromkeys(fields, TEXT)


class ContactForm(forms.ModelForm):
    class Meta:
        model = Legislator
        fields = ["email", "phone", "page_url"]
        widgets = {
            "email": UnfoldAdminEmailInputWidget,
            "phone": TEXT,
            "page_url": UnfoldAdminURLInputWidget,
        }


class PhotoForm(forms.Form):
    photo = forms.FileField(
        widget=UnfoldAdminFileFieldWidget,
        help_text="A JPEG, PNG or WebP. It is made small, and what it says of place, time and "
        "camera is left out.",
        error_messages={
            "required": "Choose a picture first.",
            "empty": "The file is empty.",
        },
    )

    def clean_photo(self):
        photo = self.cleaned_data["photo"]
        if photo.size > LARGEST_FILE:
            raise forms.ValidationError(f"The picture is larger than {LARGEST_FILE // 1024**2} MB.")
        return photo


class SeatForm(forms.Form):
    chamber = forms.ChoiceField(choices=Chamber.choices, widget=UnfoldAdminSelectWidget)
    district = forms.CharField(
        max_length=120, widget=TEXT, help_text="As in the table of districts: 7th Plymouth."
    )
    party = forms.CharField(max_length=40, required=False, widget=TEXT)
    began_on = forms.DateField(
        label="Since",
        required=False,
        widget=UnfoldAdminSingleDateWidget,
        help_text="Empty where no source says since when.",
        error_messages=NO_DAY,
    )

    def clean_chamber(self):
        return Chamber(self.cleaned_data["chamber"])


class EndForm(forms.Form):
    service = forms.IntegerField(widget=forms.HiddenInput)
    ended_on = forms.DateField(
        label="Last day", widget=UnfoldAdminSingleDateWidget, error_messages=NO_DAY
    )


class StrikeForm(forms.Form):
    service = forms.IntegerField(widget=forms.HiddenInput)


class NumberForm(forms.Form):
    number = forms.CharField(
        max_length=120,
        widget=TEXT,
        help_text="As it stands in the sheets, for imports from now on.",
    )


class NoForm(forms.Form):
    """Of a button with nothing beside it."""
