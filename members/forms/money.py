"""Amounts as people type them, turned into cents."""

from typing import Any

from django import forms

from members.errors import BadCell
from members.feeds import cells

# What Stripe takes in one payment.
LEAST_CENTS, MOST_CENTS = 50, 99_999_999


class DollarField(forms.Field):
    """Whole cents; None where nothing was typed."""

    def __init__(self, **options: Any) -> None:
        box = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
        super().__init__(widget=box, **options)

    def to_python(self, value: Any) -> int | None:
        text = str(value or "").strip()
        if not text:
            return None
        try:
            found = cells.cents(text)
        except BadCell as refusal:
            raise forms.ValidationError(str(refusal)) from refusal
        if not LEAST_CENTS <= found <= MOST_CENTS:
            raise forms.ValidationError("By card one can pay from $0.50 to $999,999.99.")
        return found
