"""Answers from a file as `exchange.answers_csv` gives it, or as staff filled it in."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence

from endorsements.models import Invitation, Question, QuestionKind, Questionnaire
from endorsements.questionnaires.entering import Entry, Reading, Source
from endorsements.questionnaires.exchange import ANSWERS, WHOSE, whose
from endorsements.questionnaires.files import lines_of
from endorsements.questionnaires.words import tidied
from members.feeds.rows import Refusal
from members.feeds.tables import Line

MOST_LINES = 20_000
ON_SCALE = re.compile(r"^\s*(\d)\s+of\s+\d\b.*$", re.DOTALL)
SHOWN = 60
COLUMNS = tuple(ANSWERS)


def read_file(content: bytes) -> Source:
    """What a file says; the round's column and the section's may be missing where one alone fits.

    Raises (when it is read):
        QuestionnaireRefused: it is no such file.
    """

    def source(questionnaire: Questionnaire, invitations: list[Invitation]) -> Reading:
        reader = _Reader(questionnaire, invitations)
        required = ("candidate", "question", "answer")
        for line in lines_of(content, columns=COLUMNS, required=required, most=MOST_LINES):
            reader.take(line)
        return reader.found

    return source


class _Reader:
    """Finds for each line whom and what it is about."""

    def __init__(self, questionnaire: Questionnaire, invitations: list[Invitation]) -> None:
        self.found = Reading()
        self._asked: dict[str, list[Invitation]] = defaultdict(list)
        for invitation in invitations:
            self._asked[_plain(invitation.candidate.name)].append(invitation)
        self._questions: dict[str, list[Question]] = defaultdict(list)
        questions = Question.objects.filter(section__questionnaire=questionnaire)
        for question in questions.select_related("section"):
            self._questions[_plain(question.wording)].append(question)
        # The same question asked twice is answered in turn.
        self._times = Counter[tuple[int, str, str]]()

    def take(self, line: Line | Refusal) -> None:
        if isinstance(line, Refusal):
            self.found.faults.append(f"Line {line.line}: {line.reason}")
            return
        if not line.get("question") and not line.get("answer"):
            return  # of a candidate who has not answered there is the state alone
        fault = self._take(line)
        if fault:
            self.found.faults.append(f"Line {line.number}: {fault}")

    def _take(self, line: Line) -> str:
        invitations = self._whose(line)
        if len(invitations) != 1:
            name = line.get("candidate")[:SHOWN]
            if invitations:
                return f"More than one “{name}” was asked: name the round and the contest."
            return f"Nobody called “{name}” was asked with this questionnaire."
        question, fault = self._asked_in(line, invitations[0])
        if question is None:
            return f"“{line.get('question')[:SHOWN]}” {fault}."
        value = value_of(question, line.get("answer"))
        comment = tidied(line.get("comment"))
        place = f"Line {line.number}"
        if question.kind == QuestionKind.TEXT and comment:
            return "A question that is answered by a text takes no comment."
        self.found.entries.append(Entry(place, invitations[0], question, value, comment))
        return ""

    def _whose(self, line: Line) -> Sequence[Invitation]:
        named = self._asked[_plain(line.get("candidate"))]
        cells = [_plain(line.get(name)) for name in WHOSE]
        return [
            one
            for one in named
            if all(
                not cell or cell == _plain(name)
                for cell, name in zip(cells, whose(one), strict=True)
            )
        ]

    def _asked_in(self, line: Line, invitation: Invitation) -> tuple[Question | None, str]:
        section, wording = _plain(line.get("section")), _plain(line.get("question"))
        fitting = [
            one
            for one in self._questions[wording]
            if not section or section == _plain(one.section.title)
        ]
        if not fitting:
            return None, "is no question of it"
        key = (invitation.pk, section, wording)
        self._times[key] += 1
        if self._times[key] > len(fitting):
            return None, "is answered twice"
        return fitting[self._times[key] - 1], ""


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()


def value_of(question: Question, text: str) -> str:
    """What is stored for an answer in words; what it cannot be is left for `fault_of` to say."""
    text = tidied(text)
    if question.kind == QuestionKind.YES_NO:
        return text.rstrip(".!").casefold()
    if question.kind == QuestionKind.SCALE:
        return ON_SCALE.sub(r"\1", text)
    return text
