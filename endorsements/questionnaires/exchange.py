"""Questions and answers as CSV, in cells that no spreadsheet program runs.

`question_files` and `answer_files` take these files in again.
"""

from collections.abc import Iterator

from django.utils import timezone

from endorsements.models import Invitation, InvitationState, Question, Questionnaire
from endorsements.models.rounds import RoundQuerySet
from endorsements.questionnaires.progress import Line, progress_of
from members import sheets

QUESTION = ("kind", "wording", "hint", "word_limit", "scale_low", "scale_high", "visibility")
QUESTIONS = ("section", "introduction", *QUESTION, "is_required")
WHOSE = ("round", "contest", "candidate")
ANSWERS = (*WHOSE, "state", "section", "question", "answer", "comment", "read by", "entered by")
YES, NO = "yes", "no"


def questions_csv(questionnaire: Questionnaire) -> Iterator[str]:
    """One line for each question, in order. Figures are not in it."""
    questions = Question.objects.filter(section__questionnaire=questionnaire)
    rows = (
        [
            one.section.title,
            one.section.introduction,
            *(getattr(one, name) for name in QUESTION),
            YES if one.is_required else NO,
        ]
        for one in questions.select_related("section")
    )
    return sheets.lines(QUESTIONS, rows)


def answers_csv(questionnaire: Questionnaire, rounds: RoundQuerySet) -> Iterator[str]:
    """One line for each question to each candidate who has submitted; of others their state.

    Args:
        rounds: of no others are candidates in it.
    """
    return sheets.lines(ANSWERS, _answers(questionnaire, rounds))


def _answers(questionnaire: Questionnaire, rounds: RoundQuerySet) -> Iterator[list[str]]:
    invitations = questionnaire.invitations.filter(
        candidate__contest__round__in=rounds.values("pk")
    )
    for invitation in invitations.select_related("candidate__contest__round", "questionnaire"):
        who = [*whose(invitation), invitation.state]
        if invitation.state != InvitationState.ANSWERED:
            yield [*who, "", "", "", "", "", ""]
            continue
        for part in progress_of(invitation).parts:
            for line in part.lines:
                said = [line.question.wording, line.says, line.comment, line.readers]
                yield [*who, part.section.title, *said, _by(line)]


def whose(invitation: Invitation) -> tuple[str, str, str]:
    """Round, contest and candidate, as a file names them."""
    contest = invitation.candidate.contest
    return contest.round.slug, str(contest), invitation.candidate.name


def _by(line: Line) -> str:
    answer = line.answer
    if answer is None or answer.entered_by is None:
        return ""
    return f"{answer.entered_by}, {timezone.localtime(answer.saved_at):%Y-%m-%d %H:%M}"
