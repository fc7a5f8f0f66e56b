"""What a challenger sends, and what staff answer."""

import re

from django import forms

from endorsements.models import Finding
from endorsements.protocol.records import CODE_ALPHABET

# Fours, as check codes and the codes of sheets are printed, or however somebody types them.
FOURS = re.compile(rf"(?:[{CODE_ALPHABET}]{{4}}[-\u2013\s]?){{3,}}", re.IGNORECASE)


class WordsField(forms.CharField):
    """What is wrong, in a member's own words."""

    default_error_messages = {
        "required": "Please say in words what is wrong.",
        "max_length": "Please say it in fewer words: 2000 letters at most.",
        "code": "Please leave the codes out: whoever reads one sees in the list how you voted.",
    }

    def __init__(self, *, required: bool = True) -> None:
        super().__init__(max_length=2000, required=required)

    def validate(self, value: str) -> None:
        super().validate(value)
        if holds_code(value):
            raise forms.ValidationError(self.error_messages["code"], code="code")


def holds_code(words: str) -> bool:
    """Whether a code stands in it, or what looks like one; words of four letters alone do not.

    A code without a digit, typed without hyphens, is taken for words: one in forty.
    """
    runs = (run.strip() for run in FOURS.findall(words))
    return any("-" in run or any(map(str.isdigit, run)) for run in runs)


class PaperForm(forms.Form):
    """Of somebody who votes on paper, and has no receipt."""

    words = WordsField()


class FileForm(forms.Form):
    receipt = forms.CharField(
        max_length=20_000,
        error_messages={
            "required": "Please paste your receipt.",
            "max_length": "That is far longer than a receipt.",
        },
    )
    words = WordsField(required=False)


class ReadForm(forms.Form):
    key = forms.CharField(
        max_length=100,
        error_messages={
            "required": "Please paste the key that you were given when you filed.",
            "max_length": "That is longer than the key.",
        },
    )


class OpeningForm(forms.Form):
    reason = forms.CharField(
        max_length=500,
        error_messages={"required": "Please say why: whoever confirms it will read the reason."},
    )


class AnswerForm(forms.Form):
    finding = forms.ChoiceField(
        choices=Finding.choices, error_messages={"required": "Please say what was found."}
    )
    words = forms.CharField(
        max_length=2000,
        error_messages={"required": "Please answer in words: the challenger reads them."},
    )
