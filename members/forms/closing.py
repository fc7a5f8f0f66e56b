"""The second step of closing an account: the words, and what was read."""

from collections.abc import Sequence
from typing import Any

from django import forms

WORDS = "close my account"


class ClosingForm(forms.Form):
    """Args: notices: what the owner must have read; one box to tick for each."""

    words = forms.CharField(
        label=f"Type “{WORDS}”",
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none"}),
    )

    def __init__(self, *args: Any, notices: Sequence[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if notices:
            self.fields["told"] = forms.MultipleChoiceField(
                label="Please tick that you have read this",
                choices=[(notice, notice) for notice in notices],
                widget=forms.CheckboxSelectMultiple,
                error_messages={"required": "Please read and tick each of these sentences."},
            )
            self.order_fields(["told", "words"])
        self.notices = set(notices)

    def clean_words(self) -> str:
        words = " ".join(self.cleaned_data["words"].lower().split())
        if words != WORDS:
            raise forms.ValidationError(f"Please type exactly: {WORDS}")
        return words

    def clean_told(self) -> list[str]:
        told = self.cleaned_data["told"]
        if self.notices - set(told):
            raise forms.ValidationError("Please read and tick each of these sentences.")
        return told
