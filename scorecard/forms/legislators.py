"""Which legislators a reader wants to see, and how."""

from typing import Any

from django import forms

from scorecard import atlas
from scorecard.models import Chamber
from scorecard.pages.choosing import EARLIER, GROUPS, LETTERS, NO_SCORE, NOW, SORTS, Choice

LONGEST = 60
CHOSEN = forms.Select(attrs={"class": "form-select"})


class LegislatorsForm(forms.Form):
    """All answers stand in the address."""

    q = forms.CharField(label="Name, district or town", max_length=LONGEST, required=False)
    served = forms.ChoiceField(choices=[(NOW, "now"), (EARLIER, "earlier")], required=False)
    chamber = forms.ChoiceField(
        choices=[("", "both"), *Chamber.choices], required=False, widget=CHOSEN
    )
    party = forms.CharField(max_length=40, required=False)
    county = forms.ChoiceField(required=False, widget=CHOSEN)
    grade = forms.ChoiceField(
        choices=[("", "any"), *((one, one) for one in LETTERS), (NO_SCORE, "no score")],
        required=False,
        widget=CHOSEN,
    )
    endorsed = forms.BooleanField(label="Endorsed by our members", required=False)
    sort = forms.ChoiceField(choices=[(one, one) for one in SORTS], required=False)
    group = forms.ChoiceField(choices=list(GROUPS.items()), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["county"].choices = [  # type: ignore[attr-defined]
            ("", "any"),
            *((one, one) for one in atlas.table().counties),
        ]

    @property
    def choice(self) -> Choice:
        """What was answered; an answer that is none is left out, and named by `unknown`."""
        self.is_valid()
        said = {name: value for name, value in self.cleaned_data.items() if value}
        return Choice(**said)

    @property
    def filters(self) -> list[forms.BoundField]:
        """The questions with a list of answers of their own."""
        return [self[name] for name in ("chamber", "county", "grade")]

    @property
    def unknown(self) -> list[str]:
        """Names of the questions whose answers mean nothing."""
        return [str(self.fields[name].label or name) for name in self.errors]
