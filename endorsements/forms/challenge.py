"""What a challenger sends, and what staff answer."""

from django import forms

from endorsements.models import Finding


class FileForm(forms.Form):
    receipt = forms.CharField(
        max_length=20_000,
        error_messages={
            "required": "Please paste your receipt.",
            "max_length": "That is far longer than a receipt.",
        },
    )
    words = forms.CharField(
        max_length=2000,
        required=False,
        error_messages={"max_length": "Please say it in fewer words: 2000 letters at most."},
    )


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
