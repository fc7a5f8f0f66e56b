"""What may be asked of a legislator's page, and of two legislators."""

from typing import Any

from django import forms

from scorecard.models import Legislator
from scorecard.pages.everybody import Everybody

CHOOSE = ("", "Choose somebody")
UNKNOWN = "We know no legislator “%(value)s”: choose somebody from the list."
SAME = "These are one and the same person: choose two different ones."


class SessionForm(forms.Form):
    """Which session to show vote by vote, by its first year."""

    session = forms.IntegerField(required=False, min_value=1, max_value=9999)

    @property
    def first_year(self) -> int | None:
        """None where nothing, or nothing sensible, was asked."""
        return self.cleaned_data["session"] if self.is_valid() else None


class CompareForm(forms.Form):
    """Whom to compare with whom, by the addresses of their pages; former ones do as well."""

    a = forms.ChoiceField(label="One legislator", required=False)
    b = forms.ChoiceField(label="Another", required=False)

    def __init__(self, asked: Any, everybody: Everybody) -> None:
        asked = {name: everybody.address_of(asked.get(name, "")) for name in ("a", "b")}
        super().__init__(asked)
        self._people = everybody.people
        for name in ("a", "b"):
            field = self.fields[name]
            field.choices = [CHOOSE, *everybody.choices]  # type: ignore[attr-defined]
            field.error_messages["invalid_choice"] = UNKNOWN
            field.widget.attrs["class"] = "form-select"

    def clean(self) -> dict[str, Any]:
        found = self.cleaned_data
        if found.get("a") and found.get("a") == found.get("b"):
            raise forms.ValidationError(SAME)
        return found

    @property
    def chosen(self) -> tuple[Legislator, Legislator] | None:
        """Both of them; None as long as one is missing."""
        if not self.is_valid() or not all(self.cleaned_data.values()):
            return None
        return self._people[self.cleaned_data["a"]], self._people[self.cleaned_data["b"]]

    @property
    def refusals(self) -> list[str]:
        """Each thing that is wrong, once, in a sentence."""
        found = [str(said) for errors in self.errors.values() for said in errors]
        return list(dict.fromkeys(found))
