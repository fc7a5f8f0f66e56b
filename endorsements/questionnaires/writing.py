"""Making a questionnaire: questions from the bank, or from a document whose lines are numbered."""

import re
from collections.abc import Collection

from django.db import transaction
from django.db.models import Max

from endorsements.errors import QuestionnaireRefused
from endorsements.models import BankQuestion, Question, Questionnaire, Section
from endorsements.models.questionnaires import Asked
from members import audit
from members.models import User

# "1.", "2)", "Q3:", "Question 4 -"
NUMBERED = re.compile(r"^\s*(?:q(?:uestion)?\s*)?\d{1,3}\s*[.):\u2013-]\s*(.*)$", re.IGNORECASE)
MOST_PASTED, LONGEST = 100, 1000
COPIED = [one.name for one in Asked._meta.local_fields]


def read_pasted(text: str) -> list[str]:
    """The questions of a text, in its order. A numbered line begins one; the lines below belong
    to it until an empty line or the next number. What stands before the first is left out.

    Raises:
        QuestionnaireRefused: there is none, or too many, or one is too long.
    """
    found: list[list[str]] = []
    is_inside = False
    for line in text.splitlines():
        numbered = NUMBERED.match(line)
        if numbered:
            found.append([numbered[1].strip()])
        elif line.strip() and is_inside:
            found[-1].append(line.strip())
        is_inside = bool(numbered) or (is_inside and bool(line.strip()))
    questions = [wording for lines in found if (wording := " ".join(filter(None, lines)))]
    if not questions:
        raise QuestionnaireRefused("No line begins with a number, as in “1. Do you support …?”")
    if len(questions) > MOST_PASTED:
        raise QuestionnaireRefused(f"These are more than {MOST_PASTED} questions.")
    for number, wording in enumerate(questions, start=1):
        if len(wording) > LONGEST:
            raise QuestionnaireRefused(f"Question {number} is longer than {LONGEST} characters.")
    return questions


@transaction.atomic
def add(
    questionnaire_id: int, title: str, *, bank: Collection[BankQuestion], pasted: str, by: User
) -> Section:
    """Put questions into the section of this title, at its end; a new section if there is none.

    Raises:
        QuestionnaireRefused: it was sent already, or nothing is to be added.
    """
    questionnaire = Questionnaire.objects.select_for_update().get(pk=questionnaire_id)
    if questionnaire.is_sent:
        raise QuestionnaireRefused("This questionnaire was sent: its questions are frozen.")
    made = [_copy(one) for one in bank]
    made += [Question(wording=wording) for wording in (read_pasted(pasted) if pasted else [])]
    if not made:
        raise QuestionnaireRefused("Choose questions from the bank, or paste some.")
    section = questionnaire.sections.filter(title=title).first() or _new(questionnaire, title)
    last = section.questions.aggregate(last=Max("position"))["last"] or 0
    for position, question in enumerate(made, start=last + 1):
        question.section, question.position = section, position
    Question.objects.bulk_create(made)
    audit.record("questionnaire.added_to", by=by, of=questionnaire, questions=len(made))
    return section


def _new(questionnaire: Questionnaire, title: str) -> Section:
    last = questionnaire.sections.aggregate(last=Max("position"))["last"] or 0
    return Section.objects.create(questionnaire=questionnaire, title=title, position=last + 1)


def _copy(kept: BankQuestion) -> Question:
    return Question(bank_question=kept, **{name: getattr(kept, name) for name in COPIED})
