"""Questions from a file: what it would change first, then all of it at once or nothing."""

from collections import Counter
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max

from endorsements.errors import QuestionnaireRefused
from endorsements.models import Question, QuestionKind, Questionnaire, Section
from endorsements.questionnaires.exchange import NO, QUESTION, QUESTIONS, YES
from endorsements.questionnaires.files import lines_of
from endorsements.questionnaires.words import tidied
from members import audit
from members.feeds.rows import Refusal
from members.feeds.tables import Line
from members.models import User

MOST_LINES, LONGEST_TITLE, LONGEST_INTRODUCTION = 500, 120, 4000
FIELDS = (*QUESTION, "is_required")
FROZEN = "This questionnaire was sent: its questions are frozen."
# A section, a wording, and how many with both came before: the same may be asked twice.
Place = tuple[str, str, int]


@dataclass
class Plan:
    """What a file would do to a questionnaire.

    Args:
        added: questions to come, with the title of their section.
        changed: questions that are there already and stand otherwise in the file.
        same: how many are there as they are in the file.
        introductions: by title of the section, where the file has one.
        faults: a sentence for each line that cannot be taken.
    """

    added: list[tuple[str, Question]] = field(default_factory=list)
    changed: list[Question] = field(default_factory=list)
    same: int = 0
    introductions: dict[str, str] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)

    @property
    def changes(self) -> int:
        return len(self.added) + len(self.changed) + len(self.introductions)


def plan(questionnaire: Questionnaire, content: bytes) -> Plan:
    """Compare a file with what is stored; nothing is changed.

    Raises:
        QuestionnaireRefused: it was sent already, or this is no such file.
    """
    if questionnaire.is_sent:
        raise QuestionnaireRefused(FROZEN)
    stored = _stored(questionnaire)
    introductions = {one.title: tidied(one.introduction) for one in questionnaire.sections.all()}
    found, times = Plan(), Counter[tuple[str, str]]()
    lines = lines_of(content, columns=QUESTIONS, required=("section", "wording"), most=MOST_LINES)
    for line in lines:
        if isinstance(line, Refusal):
            found.faults.append(f"Line {line.line}: {line.reason}")
            continue
        try:
            title, question = _read(line)
        except ValidationError as fault:
            found.faults.append(f"Line {line.number}: {' '.join(fault.messages)}")
            continue
        key = (title, question.wording)
        _place(found, title, question, stored.get((*key, times[key])))
        times[key] += 1
        introduction = line.get("introduction")
        if introduction and introduction != introductions.get(title, ""):
            found.introductions[title] = introduction
    return found


def _stored(questionnaire: Questionnaire) -> dict[Place, Question]:
    found: dict[Place, Question] = {}
    times = Counter[tuple[str, str]]()
    questions = Question.objects.filter(section__questionnaire=questionnaire)
    for one in questions.select_related("section"):
        key = (one.section.title, tidied(one.wording))
        found[*key, times[key]] = one
        times[key] += 1
    return found


def _place(found: Plan, title: str, question: Question, stored: Question | None) -> None:
    if stored is None:
        found.added.append((title, question))
    elif _cells(stored) == _cells(question):
        found.same += 1
    else:
        for name in FIELDS:
            setattr(stored, name, getattr(question, name))
        found.changed.append(stored)


def _cells(question: Question) -> list[str]:
    """As a file has them, which knows no other line ends than its own."""
    return [tidied(str(getattr(question, name))) for name in FIELDS]


def _read(line: Line) -> tuple[str, Question]:
    """Raises:
    ValidationError: with what is wrong, in sentences.
    """
    title, required = line.get("section"), line.get("is_required").lower()
    if not title or len(title) > LONGEST_TITLE:
        raise ValidationError(f"The section needs a title of at most {LONGEST_TITLE} characters.")
    if len(line.get("introduction")) > LONGEST_INTRODUCTION:
        raise ValidationError(f"The introduction has more than {LONGEST_INTRODUCTION} characters.")
    if required not in ("", YES, NO):
        raise ValidationError(f"Under “is_required” stands {YES} or {NO}, not “{required[:40]}”.")
    question = Question(
        is_required=required != NO, **{name: cell for name in QUESTION if (cell := line.get(name))}
    )
    if question.kind == QuestionKind.SCALE and not (question.scale_low and question.scale_high):
        raise ValidationError("Say what both ends of the scale mean.")
    try:
        question.full_clean(exclude=["section", "bank_question"])
    except ValidationError as fault:
        raise ValidationError(
            [f"{name}: {' '.join(said)}" for name, said in fault.message_dict.items()]
        ) from fault
    return title, question


@transaction.atomic
def bring_in(questionnaire_id: int, content: bytes, *, by: User) -> Plan:
    """Do what the file says: all of it, or nothing. The same file again changes nothing.

    Raises:
        QuestionnaireRefused: it was sent already, or a line cannot be taken.
    """
    questionnaire = Questionnaire.objects.select_for_update().get(pk=questionnaire_id)
    found = plan(questionnaire, content)
    if found.faults:
        raise QuestionnaireRefused(" ".join(["Nothing was changed.", *found.faults]))
    sections = _sections(questionnaire, found)
    last = Question.objects.filter(section__questionnaire=questionnaire)
    first = (last.aggregate(last=Max("position"))["last"] or 0) + 1
    for position, (title, question) in enumerate(found.added, start=first):
        question.section, question.position = sections[title], position
    Question.objects.bulk_create(question for _, question in found.added)
    if found.changed:
        Question.objects.bulk_update(found.changed, FIELDS)
    if found.changes:
        numbers = {"added": len(found.added), "changed": len(found.changed)}
        audit.record("questionnaire.brought_in", by=by, of=questionnaire, **numbers)
    return found


def _sections(questionnaire: Questionnaire, found: Plan) -> dict[str, Section]:
    """Those that are there and those that the file makes, by title."""
    sections = {one.title: one for one in questionnaire.sections.all()}
    last = max((one.position for one in sections.values()), default=0)
    titles = dict.fromkeys(title for title, _ in found.added)
    new = [title for title in titles if title not in sections]
    for position, title in enumerate(new, start=last + 1):
        sections[title] = Section.objects.create(
            questionnaire=questionnaire, title=title, position=position
        )
    for title, introduction in found.introductions.items():
        sections[title].introduction = introduction
        sections[title].save(update_fields=["introduction"])
    return sections
