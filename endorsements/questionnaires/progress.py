"""How far a candidate's answers are, and how they would be read; rows ready to print."""

from dataclasses import dataclass, field

from endorsements.models import Answer, Contest, Invitation, Question, Section, Visibility
from endorsements.models.rounds import RoundStatus
from endorsements.questionnaires.words import fault_of, in_words


@dataclass(frozen=True)
class Line:
    """A question with its answer in words, and what still keeps it from being submitted."""

    question: Question
    says: str
    comment: str
    fault: str
    answer: Answer | None = None

    @property
    def entered_by_staff(self) -> bool:
        return self.answer is not None and self.answer.entered_by_id is not None

    @property
    def readers(self) -> str:
        return Visibility(self.question.visibility).label


@dataclass
class Part:
    """A section with its questions."""

    section: Section
    lines: list[Line] = field(default_factory=list)

    @property
    def answered(self) -> int:
        return sum(1 for line in self.lines if line.says)

    @property
    def faults(self) -> list[Line]:
        return [line for line in self.lines if line.fault]


@dataclass(frozen=True)
class Progress:
    parts: list[Part]

    @property
    def answered(self) -> int:
        return sum(part.answered for part in self.parts)

    @property
    def questions(self) -> int:
        return sum(len(part.lines) for part in self.parts)

    @property
    def faults(self) -> list[Line]:
        return [line for part in self.parts for line in part.faults]


def progress_of(invitation: Invitation) -> Progress:
    """In the questionnaire's order; three queries."""
    answers = {one.question_id: one for one in invitation.answers.select_related("entered_by")}
    sections = invitation.questionnaire.sections.prefetch_related("questions")
    return Progress(
        [
            Part(
                one, [_line(question, answers.get(question.pk)) for question in one.questions.all()]
            )
            for one in sections
        ]
    )


def _line(question: Question, answer: Answer | None) -> Line:
    value, comment = (answer.value, answer.comment) if answer else ("", "")
    fault = fault_of(question, value, comment)
    return Line(question, in_words(question, value), comment, fault, answer)


def drawn_order(contest: Contest) -> list[str]:
    """The names as they will stand on the ballot; empty before they were drawn."""
    if contest.round.status == RoundStatus.DRAFT:
        return []
    return [one.name for one in contest.candidates.order_by("position")]
