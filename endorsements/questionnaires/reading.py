"""What readers see: all candidates of a contest beside each other, question by question.

Nobody's answers are shown while another candidate of the contest can still change theirs: who
answers late must not have read the others.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from endorsements.models import (
    Answer,
    Candidate,
    Contest,
    Invitation,
    InvitationState,
    Question,
    QuestionKind,
    Round,
    Section,
    Visibility,
)
from endorsements.questionnaires.words import in_words

NOT_ASKED = "was not asked"
READ_BY_MEMBERS = (Visibility.PUBLIC, Visibility.MEMBERS)
READ_BY_ALL = (Visibility.PUBLIC,)


@dataclass(frozen=True)
class Cell:
    """What one candidate says to one question; `state` says why there is nothing.

    `entered_on` is when staff wrote it down; none where the candidate did.
    """

    candidate: Candidate
    value: str
    says: str
    comment: str
    state: str
    entered_on: datetime | None = None


@dataclass(frozen=True)
class Row:
    question: Question
    cells: list[Cell]

    @property
    def differs(self) -> bool:
        """Whether those who answered with yes or no disagree."""
        said = {cell.value for cell in self.cells if cell.value}
        return self.question.kind == QuestionKind.YES_NO and len(said) > 1


@dataclass(frozen=True)
class Group:
    section: Section
    rows: list[Row]


@dataclass(frozen=True)
class State:
    candidate: Candidate
    says: str


@dataclass(frozen=True)
class SideBySide:
    """One contest's answers for one kind of reader.

    Args:
        waits_until: when the last candidate's deadline passes, as long as it has not.
        public_from: when everybody reads them; only where this reader does not yet.
        hidden: how many questions this reader does not see.
    """

    states: list[State]
    groups: list[Group] = field(default_factory=list)
    waits_until: datetime | None = None
    public_from: datetime | None = None
    hidden: int = 0


def public_from(voting_round: Round) -> datetime | None:
    """From when everybody reads the answers; None for a draft without dates."""
    return voting_round.answers_public_from or voting_round.opens_at


def asked_contests(voting_round: Round) -> set[str]:
    """Keys of the contests whose candidates were asked something."""
    invitations = Invitation.objects.filter(candidate__contest__round=voting_round)
    return set(invitations.values_list("candidate__contest__key", flat=True))


def side_by_side(contest: Contest, *, for_members: bool, at: datetime) -> SideBySide:
    """In six queries at most, however many candidates and questions there are."""
    candidates = list(contest.candidates.all())
    rows = Invitation.objects.filter(candidate__in=candidates).prefetch_related("answers")
    invitations = {one.candidate_id: one for one in rows}
    states = [State(one, _state(invitations.get(one.pk), at)) for one in candidates]
    last = max((one.due_at for one in invitations.values()), default=at)
    if last > at:
        return SideBySide(states, waits_until=last)
    begins = public_from(contest.round)
    if not for_members and (begins is None or begins > at):
        return SideBySide(states, public_from=begins)
    readers = READ_BY_MEMBERS if for_members else READ_BY_ALL
    groups, hidden = _groups(candidates, invitations, readers, at)
    return SideBySide(states, groups, hidden=hidden)


def _state(invitation: Invitation | None, at: datetime) -> str:
    return invitation.says(at) if invitation else NOT_ASKED


def _groups(
    candidates: list[Candidate],
    invitations: dict[int, Invitation],
    readers: tuple[Visibility, ...],
    at: datetime,
) -> tuple[list[Group], int]:
    asked = {one.questionnaire_id for one in invitations.values()}
    sections = Section.objects.filter(questionnaire__in=asked).prefetch_related("questions")
    groups, hidden = [], 0
    for section in sections.order_by("questionnaire_id", "position", "pk"):
        questions = list(section.questions.all())
        shown = [one for one in questions if one.visibility in readers]
        hidden += len(questions) - len(shown)
        rows = [Row(one, list(_cells(one, section, candidates, invitations, at))) for one in shown]
        if rows:
            groups.append(Group(section, rows))
    return groups, hidden


def _cells(
    question: Question,
    section: Section,
    candidates: list[Candidate],
    invitations: dict[int, Invitation],
    at: datetime,
) -> Iterable[Cell]:
    for candidate in candidates:
        invitation = invitations.get(candidate.pk)
        if invitation is None or invitation.questionnaire_id != section.questionnaire_id:
            yield Cell(candidate, "", "", "", NOT_ASKED)
        elif invitation.state != InvitationState.ANSWERED:
            yield Cell(candidate, "", "", "", invitation.says(at))
        else:
            yield _cell(candidate, question, _answer_to(question, invitation))


def _answer_to(question: Question, invitation: Invitation) -> Answer | None:
    return next((one for one in invitation.answers.all() if one.question_id == question.pk), None)


def _cell(candidate: Candidate, question: Question, answer: Answer | None) -> Cell:
    if answer is None or not (answer.value or answer.comment):
        return Cell(candidate, "", "", "", "left this open")
    entered_on = answer.saved_at if answer.entered_by_id else None
    says = in_words(question, answer.value)
    return Cell(candidate, answer.value, says, answer.comment, "", entered_on)
