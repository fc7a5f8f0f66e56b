"""Questions and answers as CSV, out and in again, in cells that no spreadsheet program runs."""

import csv
import io
from collections.abc import Iterator

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max

from endorsements.errors import QuestionnaireRefused
from endorsements.models import InvitationState, Question, Questionnaire, Section
from endorsements.questionnaires.progress import progress_of
from members import audit, sheets
from members.models import User

QUESTION = ("kind", "wording", "hint", "word_limit", "scale_low", "scale_high", "visibility")
QUESTIONS = ("section", *QUESTION, "is_required")
ANSWERS = ("contest", "candidate", "state", "section", "question", "answer", "comment", "read by")
LARGEST, MOST_LINES, LONGEST_TITLE = 1024**2, 500, 120
YES, NO = "yes", "no"


def questions_csv(questionnaire: Questionnaire) -> Iterator[str]:
    """One line for each question, in order; `read` takes the same file."""
    questions = Question.objects.filter(section__questionnaire=questionnaire)
    rows = (
        [
            one.section.title,
            *(getattr(one, name) for name in QUESTION),
            YES if one.is_required else NO,
        ]
        for one in questions.select_related("section")
    )
    return sheets.lines(QUESTIONS, rows)


def answers_csv(questionnaire: Questionnaire) -> Iterator[str]:
    """One line for each question to each candidate who has submitted; of others their state."""
    return sheets.lines(ANSWERS, _answers(questionnaire))


def _answers(questionnaire: Questionnaire) -> Iterator[list[str]]:
    invitations = questionnaire.invitations.select_related("candidate__contest", "questionnaire")
    for invitation in invitations:
        who = [str(invitation.candidate.contest), invitation.candidate.name, invitation.state]
        if invitation.state != InvitationState.ANSWERED:
            yield [*who, "", "", "", "", ""]
            continue
        for part in progress_of(invitation).parts:
            for line in part.lines:
                said = [line.question.wording, line.says, line.comment, line.readers]
                yield [*who, part.section.title, *said]


def read(content: bytes) -> list[tuple[str, Question]]:
    """Titles of sections with questions that are not stored yet, as a file has them.

    Raises:
        QuestionnaireRefused: with the line and what is wrong in it.
    """
    if len(content) > LARGEST:
        raise QuestionnaireRefused("The file is larger than 1 MB.")
    try:
        text = content.decode("utf-8-sig")
        rows = list(csv.DictReader(io.StringIO(text, newline=""), strict=True))
    except (UnicodeDecodeError, csv.Error) as fault:
        raise QuestionnaireRefused("This is not a CSV file in UTF-8.") from fault
    if not rows or not {"section", "wording"} <= set(rows[0]):
        raise QuestionnaireRefused(f"The first line must name the columns: {', '.join(QUESTIONS)}.")
    if len(rows) > MOST_LINES:
        raise QuestionnaireRefused(f"The file has more than {MOST_LINES} questions.")
    return [_read_line(number, row) for number, row in enumerate(rows, start=2)]


def _read_line(number: int, row: dict[str, str]) -> tuple[str, Question]:
    cells = {name: sheets.as_it_was((row.get(name) or "").strip()) for name in QUESTIONS}
    title, is_required = cells.pop("section"), cells.pop("is_required")
    question = Question(
        is_required=is_required.lower() != NO,
        **{name: cell for name, cell in cells.items() if cell},
    )
    try:
        question.full_clean(exclude=["section", "bank_question"], validate_constraints=True)
    except ValidationError as fault:
        said = "; ".join(fault.messages)
        raise QuestionnaireRefused(f"Line {number}: {said}") from fault
    if not title or len(title) > LONGEST_TITLE:
        raise QuestionnaireRefused(f"Line {number}: the title of the section is missing or long.")
    return title, question


@transaction.atomic
def bring_in(questionnaire_id: int, content: bytes, *, by: User) -> int:
    """Add the questions of a file, each at the end of its section; returns how many.

    Raises:
        QuestionnaireRefused: it was sent already, or the file cannot be read; nothing is added.
    """
    questionnaire = Questionnaire.objects.select_for_update().get(pk=questionnaire_id)
    if questionnaire.is_sent:
        raise QuestionnaireRefused("This questionnaire was sent: its questions are frozen.")
    found = read(content)
    sections = {one.title: one for one in questionnaire.sections.all()}
    for position, title in enumerate(dict.fromkeys(title for title, _ in found), start=1000):
        if title not in sections:
            sections[title] = Section.objects.create(
                questionnaire=questionnaire, title=title, position=position
            )
    last = Question.objects.filter(section__questionnaire=questionnaire)
    first = (last.aggregate(last=Max("position"))["last"] or 0) + 1
    for position, (title, question) in enumerate(found, start=first):
        question.section, question.position = sections[title], position
    Question.objects.bulk_create(question for _, question in found)
    audit.record("questionnaire.brought_in", by=by, of=questionnaire, questions=len(found))
    return len(found)
