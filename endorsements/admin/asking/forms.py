"""What staff are asked on the pages beside a questionnaire and an invitation."""

from django import forms
from unfold.widgets import (
    UnfoldAdminEmailInputWidget,
    UnfoldAdminFileFieldWidget,
    UnfoldAdminSplitDateTimeWidget,
    UnfoldAdminTextareaWidget,
    UnfoldAdminTextInputWidget,
)

from endorsements.admin import moments
from endorsements.chapter_staff import rounds_of
from endorsements.errors import QuestionnaireRefused
from endorsements.models import BankQuestion, Candidate, Form, RoundStatus
from endorsements.questionnaires.exchange import LARGEST
from endorsements.questionnaires.writing import read_pasted

ASKED_WHILE = [RoundStatus.DRAFT, RoundStatus.SCHEDULED, RoundStatus.OPEN]


class AddForm(forms.Form):
    section = forms.CharField(
        max_length=120,
        widget=UnfoldAdminTextInputWidget,
        help_text="The title of a section; one that is not there yet is made.",
    )
    bank = forms.ModelMultipleChoiceField(
        BankQuestion.objects.all(),
        label="From the bank",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    pasted = forms.CharField(
        label="From a document",
        required=False,
        max_length=100_000,
        widget=UnfoldAdminTextareaWidget(attrs={"rows": 8}),
        help_text="Paste its text: every line that begins with a number becomes a question, "
        "answered by yes or no with a comment; change that afterwards where it is meant otherwise.",
    )
    looked_at = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def clean_pasted(self):
        pasted = self.cleaned_data["pasted"]
        if pasted:
            try:
                read_pasted(pasted)
            except QuestionnaireRefused as refusal:
                raise forms.ValidationError(str(refusal)) from refusal
        return pasted

    def clean(self):
        answers = super().clean() or {}
        if not self.errors and not answers.get("bank") and not answers.get("pasted"):
            raise forms.ValidationError("Choose questions from the bank, or paste some.")
        return answers

    def preview(self):
        answers = self.cleaned_data
        pasted = read_pasted(answers["pasted"]) if answers["pasted"] else []
        return [*map(str, answers["bank"]), *pasted]


class FileForm(forms.Form):
    file = forms.FileField(
        label="CSV file",
        widget=UnfoldAdminFileFieldWidget,
        help_text="As “Questions as CSV” gives it: section, kind, wording, hint, word_limit, "
        "scale_low, scale_high, visibility, is_required. Only section and wording must be there.",
    )

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise forms.ValidationError("The file is larger than 1 MB.")
        return file


class DeadlineForm(forms.Form):
    due_at = forms.SplitDateTimeField(
        label="Answers until",
        widget=UnfoldAdminSplitDateTimeWidget,
        help_text=f"{moments.CLOCK}.",
    )


class SendForm(DeadlineForm):
    """A line for the address of each candidate who can be asked; who has none is not asked."""

    def __init__(self, *args, by, **kwargs):
        super().__init__(*args, **kwargs)
        candidates = Candidate.objects.filter(
            contest__round__in=rounds_of(by).values("pk"),
            contest__round__status__in=ASKED_WHILE,
            contest__round__rehearsal=False,
            invitation=None,
            is_withdrawn=False,
        ).exclude(contest__form=Form.QUESTION)
        for one in candidates.select_related("contest__round").order_by(
            "contest__round_id", "contest__position", "position", "pk"
        ):
            self.fields[f"email-{one.pk}"] = forms.EmailField(
                label=one.name,
                required=False,
                widget=UnfoldAdminEmailInputWidget,
                help_text=f"{one.contest} · {one.contest.round}",
            )

    def addresses(self):
        """Id of a candidate to the address that was typed."""
        return {
            int(name.partition("-")[2]): email
            for name, email in self.cleaned_data.items()
            if name.startswith("email-") and email
        }

    def clean(self):
        answers = super().clean() or {}
        if not self.errors and not self.addresses():
            raise forms.ValidationError("Write the address of at least one candidate.")
        return answers


class NothingToAsk(forms.Form):
    """Pressing the button is the answer."""


class AgainForm(forms.Form):
    email = forms.EmailField(
        label="To another address",
        required=False,
        widget=UnfoldAdminEmailInputWidget,
        help_text="Empty: to the address so far.",
    )
