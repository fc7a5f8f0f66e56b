"""What staff are asked on the pages beside a questionnaire and an invitation."""

from base64 import b64decode, b64encode

from django import forms
from unfold.widgets import (
    UnfoldAdminEmailInputWidget,
    UnfoldAdminFileFieldWidget,
    UnfoldAdminSplitDateTimeWidget,
    UnfoldAdminTextareaWidget,
    UnfoldAdminTextInputWidget,
)

from endorsements.chapter_staff import rounds_of
from endorsements.errors import QuestionnaireRefused
from endorsements.models import BankQuestion, Candidate, Form, RoundStatus
from endorsements.questionnaires.files import LARGEST
from endorsements.questionnaires.writing import read_pasted
from members import moments

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
    """A file, or what an earlier page held of it: that is read again, and checked again."""

    file = forms.FileField(
        label="CSV file",
        required=False,
        widget=UnfoldAdminFileFieldWidget,
    )
    held = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, help_text="", **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["file"].help_text = help_text

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file and file.size > LARGEST:
            raise forms.ValidationError("The file is larger than 1 MB.")
        return file

    def clean_held(self):
        try:
            return b64decode(self.cleaned_data["held"], validate=True)
        except ValueError:
            self.add_error("file", "Please choose the file again.")
            return b""

    def clean(self):
        answers = super().clean() or {}
        file = answers.get("file")
        answers["content"] = file.read() if file else answers.get("held")
        if not self.errors and not answers["content"]:
            self.add_error("file", "Please choose a file with something in it.")
        return answers

    @property
    def is_looked_at(self):
        return not self.cleaned_data["file"]

    def held_again(self):
        return b64encode(self.cleaned_data["content"]).decode()


class PasteForm(forms.Form):
    pasted = forms.CharField(
        label="The answers",
        max_length=100_000,
        widget=UnfoldAdminTextareaWidget(attrs={"rows": 14}),
        help_text="Paste the candidate's letter: each answer begins on a line with the number of "
        "its question, as in “3. Yes, because ...”.",
    )
    looked_at = forms.BooleanField(required=False, widget=forms.HiddenInput)


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
