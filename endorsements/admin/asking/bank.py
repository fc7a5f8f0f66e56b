"""The bank: questions kept to be asked again."""

from django import forms
from django.contrib import admin

from endorsements.models import BankQuestion, QuestionKind
from members.admin.audited import AuditedModelAdmin

ENDS_MISSING = "Say what both ends of the scale mean."
LINES = [
    "wording",
    ("kind", "word_limit"),
    ("scale_low", "scale_high"),
    "hint",
    ("visibility", "is_required"),
]


class AskedForm(forms.ModelForm):
    """Said here in a sentence before the database refuses it."""

    def clean(self):
        answers = super().clean() or {}
        ends = answers.get("scale_low"), answers.get("scale_high")
        if answers.get("kind") == QuestionKind.SCALE and not all(ends):
            self.add_error("scale_low", ENDS_MISSING)
        return answers


@admin.register(BankQuestion)
class BankQuestionAdmin(AuditedModelAdmin):
    form = AskedForm
    fields = ["topic", *LINES]
    list_display = ["wording", "topic", "kind", "visibility"]
    list_filter = ["topic", "kind"]
    search_fields = ["wording", "topic"]
