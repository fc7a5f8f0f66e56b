"""What staff are asked when they propose an entry of the ledger, or its undoing."""

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelect
from django.core.validators import RegexValidator
from django.utils import timezone
from unfold.widgets import (
    UnfoldAdminDateWidget,
    UnfoldAdminDecimalFieldWidget,
    UnfoldAdminSelectWidget,
    UnfoldAdminTextareaWidget,
    UnfoldAdminTextInputWidget,
)

from members import by_hand
from members.models import Contribution, ContributionKind, Member

CENTS = 100
KINDS = [
    ContributionKind.DUES,
    ContributionKind.REDUCED,
    ContributionKind.GIFT,
    ContributionKind.WAIVER,
]
MEANS = [
    ("", "Choose"),
    (by_hand.CASH, "cash"),
    (by_hand.CHEQUE, "a cheque"),
    (by_hand.OTHER, "another way, as a bank transfer"),
    (by_hand.NO_MONEY, "no money came: dues are waived"),
]
NUMBER = RegexValidator(
    r"\A0*[1-9A-Za-z][0-9A-Za-z]*\Z", "A cheque's number has digits and letters only."
)


class EntryForm(forms.Form):
    member = forms.ModelChoiceField(
        Member.objects.whole(),
        widget=AutocompleteSelect(Contribution._meta.get_field("member"), admin.site),
        error_messages={"required": "Please choose whose payment it is."},
    )
    kind = forms.ChoiceField(
        choices=[("", "Choose"), *((kind.value, kind.label) for kind in KINDS)],
        widget=UnfoldAdminSelectWidget,
    )
    amount = forms.DecimalField(
        label="Amount in dollars",
        min_value=0,
        max_digits=9,
        decimal_places=2,
        widget=UnfoldAdminDecimalFieldWidget,
    )
    received_on = forms.DateField(
        label="Received on",
        widget=UnfoldAdminDateWidget,
        help_text="The day from which dues are reckoned.",
    )
    means = forms.ChoiceField(label="How it came", choices=MEANS, widget=UnfoldAdminSelectWidget)
    cheque_number = forms.CharField(
        label="Number of the cheque",
        required=False,
        max_length=20,
        validators=[NUMBER],
        widget=UnfoldAdminTextInputWidget,
    )
    cheque_date = forms.DateField(
        label="Date on the cheque", required=False, widget=UnfoldAdminDateWidget
    )
    note = forms.CharField(
        label="What shows it",
        max_length=500,
        widget=UnfoldAdminTextareaWidget(attrs={"rows": 3}),
        help_text="Who took it where, and the number of the receipt; or why dues are waived. "
        "Another person reads this and confirms the entry.",
        error_messages={"required": "Please say what shows it: another person has to confirm it."},
    )

    def clean_received_on(self):
        return _not_to_come(self.cleaned_data["received_on"])

    def clean_cheque_date(self):
        return _not_to_come(self.cleaned_data["cheque_date"])

    def clean(self):
        amount = self.cleaned_data.get("amount")
        is_free = self.cleaned_data.get("kind") == ContributionKind.WAIVER
        if amount is not None and is_free != (amount == 0):
            self.add_error("amount", "A waiver is 0; dues and gifts are more than 0.")
        self._check_means(is_free)
        return super().clean()

    def _check_means(self, is_free):
        means = self.cleaned_data.get("means")
        if means and is_free != (means == by_hand.NO_MONEY):
            self.add_error("means", "For a waiver no money comes; dues and gifts come somehow.")
        given = [self.cleaned_data.get(name) for name in ("cheque_number", "cheque_date")]
        is_faulty = {"cheque_number", "cheque_date"} & set(self.errors)
        if means == by_hand.CHEQUE and not all(given) and not is_faulty:
            self.add_error("cheque_number", "A cheque has a number and a date: please give both.")
        if means and means != by_hand.CHEQUE and any(given):
            self.add_error("cheque_number", "Only a cheque has a number and a date.")


def _not_to_come(day):
    if day is not None and day > timezone.localdate():
        raise forms.ValidationError("This day has not come yet.")
    return day


class UndoForm(forms.Form):
    is_error = forms.TypedChoiceField(
        label="What happened",
        choices=[
            ("", "Choose"),
            ("no", "The money is given back, or the waiver ends: undone from today on"),
            ("yes", "Entered in error, or the cheque bounced: as if it had never been"),
        ],
        coerce=lambda answer: answer == "yes",
        widget=UnfoldAdminSelectWidget,
    )
    reason = forms.CharField(
        label="Why",
        max_length=500,
        widget=UnfoldAdminTextareaWidget(attrs={"rows": 3}),
        error_messages={"required": "Please say why: another person has to confirm it."},
    )
