"""What somebody who joins, renews or gives has to say; and a new amount for who pays already."""

from datetime import date
from typing import Any
from uuid import uuid4

from django import forms

from members import levels
from members.checkouts import ONLY_A_GIFT, Choice, Payer
from members.errors import BadCell, NotOffered
from members.feeds import cells
from members.forms.money import MOST_CENTS, DollarField
from members.models import Chapter

OTHER = "other"
PERIODS = [
    (levels.MONTH, "Every month"),
    (levels.YEAR, "Every year"),
    (levels.ONCE, "Once, for one year"),
]


class JoinForm(forms.Form):
    """Name and address are asked of those alone about whom the log-in does not say it."""

    token = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    level = forms.ChoiceField(label="How much", widget=forms.RadioSelect)
    other = DollarField(
        label="Another amount", required=False, help_text="In dollars, for the period below."
    )
    period = forms.ChoiceField(
        label="How often", choices=PERIODS, initial=levels.MONTH, widget=forms.RadioSelect
    )
    gift = DollarField(
        label="A gift on top", required=False, help_text="In dollars, once. Leave it empty if not."
    )
    name = forms.CharField(
        label="Your name",
        max_length=cells.LONGEST_NAME,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    email = forms.EmailField(
        label="Your e-mail address",
        help_text="With it you log in and vote. If you are on our rolls, use the address we know.",
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    chapter = forms.ModelChoiceField(
        Chapter.objects.all(), required=False, empty_label="None, or I do not know"
    )

    def __init__(self, *args: Any, payer: Payer, on: date, **options: Any) -> None:
        super().__init__(*args, **options)
        self.payer, self.on = payer, on
        self.offered = {level.key: level for level in levels.levels(on)}
        choices: list[tuple[str, object]] = list(self.offered.items())
        choices += [(OTHER, "Another amount"), (ONLY_A_GIFT, "No dues, only a gift")]
        self._choice_field("level").choices = choices
        self.fields["level"].initial = next(iter(self.offered))
        if payer.member or payer.is_proved:
            del self.fields["email"]
        if payer.member:
            del self.fields["name"]
        if payer.member or not Chapter.objects.exists():
            del self.fields["chapter"]

    def _choice_field(self, name: str) -> forms.ChoiceField:
        field = self.fields[name]
        if not isinstance(field, forms.ChoiceField):
            raise TypeError(name)
        return field

    def clean_name(self) -> str:
        name = cells.words(self.cleaned_data["name"]).strip(cells.INVISIBLE)
        if not name:
            raise forms.ValidationError("Please say your name.")
        return name

    def clean_email(self) -> str:
        try:
            return cells.email(self.cleaned_data["email"])
        except BadCell as refusal:
            raise forms.ValidationError(str(refusal)) from refusal

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        level, gift = cleaned.get("level"), cleaned.get("gift") or 0
        if level == ONLY_A_GIFT and not gift and "gift" not in self.errors:
            self.add_error("gift", "Please say how much you want to give.")
        if level not in (None, ONLY_A_GIFT) and "period" in cleaned:
            self._clean_dues(str(level), cleaned)
        if cleaned.get("dues", 0) + gift > MOST_CENTS:
            self.add_error("gift", "By card one can pay up to $999,999.99 at once.")
        return cleaned

    def _clean_dues(self, level: str, cleaned: dict[str, Any]) -> None:
        period = cleaned["period"]
        if level != OTHER:
            if cleaned.get("other"):
                self.add_error(
                    "other", "Choose “Another amount” above, or leave this empty: which is it?"
                )
            cleaned["dues"] = self.offered[level].cents(period)
        elif cleaned.get("other"):
            cleaned["dues"] = cleaned["other"]
            try:
                levels.kind_of(cleaned["dues"], period, self.on)
            except NotOffered as refusal:
                self.add_error("other", str(refusal))
        elif "other" not in self.errors:
            self.add_error("other", "Please say how much you want to pay.")

    def choice(self) -> Choice:
        said = self.cleaned_data
        chapter = said.get("chapter")
        return Choice(
            period=ONLY_A_GIFT if said["level"] == ONLY_A_GIFT else said["period"],
            dues_cents=said.get("dues", 0),
            gift_cents=said["gift"] or 0,
            chapter=chapter.name if chapter else "",
        )

    def who_pays(self) -> Payer:
        said = self.cleaned_data
        return Payer(
            name=said.get("name", self.payer.name),
            email=said.get("email", self.payer.email),
            member=self.payer.member,
            is_proved=self.payer.is_proved,
        )


class AmountForm(forms.Form):
    """Another amount for dues that renew themselves."""

    token = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    amount = DollarField(label="New amount", help_text="In dollars.")
