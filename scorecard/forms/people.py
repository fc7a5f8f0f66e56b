"""What may be asked of a legislator's page."""

from django import forms


class SessionForm(forms.Form):
    """Which session to show vote by vote, by its first year."""

    session = forms.IntegerField(required=False, min_value=1, max_value=9999)

    @property
    def first_year(self) -> int | None:
        """None where nothing, or nothing sensible, was asked."""
        return self.cleaned_data["session"] if self.is_valid() else None
