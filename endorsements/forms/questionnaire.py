"""What a candidate types: answers of one section, and how to stand on the ballot."""

from dataclasses import dataclass

from django import forms
from django.core.validators import MaxLengthValidator
from django.forms.boundfield import BoundField
from django.http import QueryDict

from endorsements.models import Answer, BallotWording, Question, QuestionKind, Section
from endorsements.questionnaires.answering import Saved
from endorsements.questionnaires.words import EMPTY, MOST_CHARACTERS, VALUES, Given, mark_of
from scorecard.forms.pictures import PictureField


@dataclass(frozen=True)
class QuestionRow:
    """One question with its fields, ready to print.

    Args:
        trouble: why it was not saved, or what still keeps it from being submitted.
        elsewhere: what another window has written meanwhile.
    """

    question: Question
    value: BoundField
    comment: BoundField | None
    seen: BoundField
    trouble: str = ""
    elsewhere: Answer | None = None

    @property
    def counted(self) -> BoundField:
        """The field whose words are counted."""
        return self.comment or self.value


class SectionForm(forms.Form):
    """The questions of a section. Nothing is required here: what is typed so far is kept."""

    def __init__(self, *args: object, section: Section, answers: dict[int, Answer]) -> None:
        super().__init__(*args)  # type: ignore[arg-type]
        self.questions = list(section.questions.all())
        self.answers = answers
        for question in self.questions:
            self._add(question, answers.get(question.pk))

    def _add(self, question: Question, answer: Answer | None) -> None:
        value, comment = (answer.value, answer.comment) if answer else ("", "")
        mark = mark_of(value, comment) if answer else EMPTY
        name = str(question.pk)
        self.fields[f"seen-{name}"] = forms.CharField(
            required=False, max_length=16, widget=forms.HiddenInput, initial=mark
        )
        if question.kind == QuestionKind.TEXT:
            self.fields[f"value-{name}"] = _text("Your answer", value, rows=8)
            return
        self.fields[f"value-{name}"] = forms.ChoiceField(
            label="Your answer",
            required=False,
            choices=_choices(question),
            widget=forms.RadioSelect,
            initial=value,
        )
        self.fields[f"comment-{name}"] = _text("Your comment", comment, rows=4)

    def typed(self) -> dict[int, Given]:
        """What was typed, by question; of a question that the request does not name, nothing."""
        answers = self.cleaned_data
        return {
            one.pk: Given(
                answers[f"value-{one.pk}"],
                answers.get(f"comment-{one.pk}", ""),
                answers[f"seen-{one.pk}"],
            )
            for one in self.questions
            if f"seen-{one.pk}" in self.data
        }

    def look_again(self, saved: Saved) -> None:
        """Print the marks of what stands now: saving once more replaces what the page tells of."""
        elsewhere = {
            pk: mark_of(one.value, one.comment) for pk, one in saved.changed_elsewhere.items()
        }
        typed = self.data.dict() if isinstance(self.data, QueryDict) else dict(self.data)
        marks = saved.marks | elsewhere
        self.data = typed | {f"seen-{pk}": mark for pk, mark in marks.items()}

    def rows(self, saved: Saved | None = None) -> list[QuestionRow]:
        saved = saved or Saved()
        return [self._row(one, saved) for one in self.questions]

    def _row(self, question: Question, saved: Saved) -> QuestionRow:
        comment, value = f"comment-{question.pk}", self[f"value-{question.pk}"]
        return QuestionRow(
            question,
            value,
            self[comment] if comment in self.fields else None,
            self[f"seen-{question.pk}"],
            saved.refused.get(question.pk, ""),
            saved.changed_elsewhere.get(question.pk),
        )


def _text(label: str, initial: str, rows: int) -> forms.CharField:
    return forms.CharField(
        label=label,
        required=False,
        strip=False,
        max_length=MOST_CHARACTERS,
        widget=forms.Textarea(attrs={"rows": rows, "maxlength": None}),
        initial=initial,
    )


def _choices(question: Question) -> list[tuple[str, str]]:
    offered = list(VALUES[QuestionKind(question.kind)].items())
    if question.kind == QuestionKind.SCALE:
        first, last = offered[0][0], offered[-1][0]
        offered[0] = (first, f"{first}: {question.scale_low}")
        offered[-1] = (last, f"{last}: {question.scale_high}")
    return offered if question.is_required else [*offered, ("", "No answer")]


class WordingForm(forms.ModelForm):
    photo_file = PictureField(
        label="Your photo",
        required=False,
        help_text="If you like: a JPEG, PNG or WebP of 12 MB at most. We make it small, and leave "
        "out what it says of place, time and camera.",
    )

    class Meta:
        model = BallotWording
        fields = ["name", "description", "biography", "website"]
        labels = {"description": "One line under your name"}
        widgets = {"biography": forms.Textarea(attrs={"rows": 8, "maxlength": 4000})}
        help_texts = {"name": "As it should stand on the ballot."}

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["biography"].validators.append(MaxLengthValidator(4000))
