"""What members write besides ballots: notes, posts, reports, reasons. Plain text, nothing else."""

from typing import Any

from django import forms

from endorsements.models import ReactionKind
from endorsements.models.discussion import LONGEST_POST
from endorsements.reviewing.reasons import LONGEST_REASON
from endorsements.reviewing.sealing import LONGEST

LONGEST_REPORT = 500


def _text(label: str, longest: int, *, rows: int, **wishes: Any) -> forms.CharField:
    box = forms.Textarea(attrs={"rows": rows, "autocomplete": "off"})
    return forms.CharField(label=label, max_length=longest, widget=box, **wishes)


class NoteForm(forms.Form):
    text = _text("My note", LONGEST, rows=3, required=False)


class PostForm(forms.Form):
    answers = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)
    text = _text("What you want to say", LONGEST_POST, rows=4)


class ReactionForm(forms.Form):
    kind = forms.ChoiceField(choices=ReactionKind)
    wanted = forms.BooleanField(required=False)


class ReportForm(forms.Form):
    because = _text("What is wrong with it?", LONGEST_REPORT, rows=3)


class ReasonForm(forms.Form):
    text = _text("Your reason", LONGEST_REASON, rows=4, required=False)
    may_quote = forms.BooleanField(required=False)

    def __init__(self, *args: Any, signed: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["may_quote"].label = f"You may quote this, signed “{signed}”."
