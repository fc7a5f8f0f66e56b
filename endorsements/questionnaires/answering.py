"""What a candidate does: begin, save as typed, submit, decline, say how to stand on the ballot."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.conf import settings
from django.db import transaction

from endorsements.clock import database_now
from endorsements.errors import AnswersFixed, NotComplete, QuestionnaireRefused
from endorsements.models import Answer, Invitation, InvitationState, Question
from endorsements.questionnaires.words import EMPTY, Given, fault_of, mark_of, tidied
from members import audit, moments, outbox
from members.models import User

S = InvitationState
MOVES = {
    S.INVITED: {S.OPENED, S.DECLINED},
    S.OPENED: {S.ANSWERED, S.DECLINED},
    S.ANSWERED: {S.DECLINED},
    S.DECLINED: {S.OPENED},
}


@dataclass
class Saved:
    """What became of what was typed, by id of the question.

    Args:
        changed_elsewhere: what stands there now, written in another window meanwhile.
        refused: why an answer was not taken.
    """

    marks: dict[int, str] = field(default_factory=dict)
    changed_elsewhere: dict[int, Answer] = field(default_factory=dict)
    refused: dict[int, str] = field(default_factory=dict)

    @property
    def is_whole(self) -> bool:
        return not self.changed_elsewhere and not self.refused


@transaction.atomic
def begin(invitation_id: int) -> Invitation:
    """Note that the candidate has opened it, by a button: who follows a link may be a scanner.

    Raises:
        AnswersFixed: the deadline has passed.
    """
    invitation = _open_one(invitation_id)
    if invitation.state in (S.INVITED, S.DECLINED):
        _move(invitation, S.OPENED)
    return invitation


@transaction.atomic
def save(invitation_id: int, typed: Mapping[int, Given]) -> Saved:
    """Keep what was typed to some questions.

    Before it is submitted anything is kept as it was typed; afterwards an answer that could not be
    submitted is refused, since what stands there counts. What changed in another window since the
    page was shown is never overwritten unseen.

    Raises:
        AnswersFixed: the deadline has passed.
        QuestionnaireRefused: the candidate has declined.
    """
    invitation = _open_one(invitation_id)
    if invitation.state == S.DECLINED:
        raise QuestionnaireRefused("You declined. Press “Answer after all” first.")
    if invitation.state == S.INVITED:
        _move(invitation, S.OPENED)
    questions = Question.objects.filter(section__questionnaire=invitation.questionnaire_id)
    stored = {one.question_id: one for one in invitation.answers.all()}
    saved, now = Saved(), database_now()
    for question in questions.filter(pk__in=typed):
        _keep(invitation, question, typed[question.pk], stored.get(question.pk), saved, now)
    return saved


def _keep(
    invitation: Invitation,
    question: Question,
    given: Given,
    answer: Answer | None,
    saved: Saved,
    at: datetime,
) -> None:
    value, comment = tidied(given.value), tidied(given.comment)
    mark, stands = mark_of(value, comment), _mark(answer)
    saved.marks[question.pk] = stands
    if mark in (stands, given.seen):
        return  # nothing was typed here
    if stands != given.seen and answer is not None:
        saved.changed_elsewhere[question.pk] = answer
        return
    fault = fault_of(question, value, comment) if invitation.state == S.ANSWERED else ""
    if fault:
        saved.refused[question.pk] = fault
        return
    saved.marks[question.pk] = mark
    Answer.objects.update_or_create(
        invitation=invitation,
        question=question,
        # From now on these are the candidate's own words, whoever entered what stood there.
        defaults={"value": value, "comment": comment, "saved_at": at, "entered_by": None},
    )


def _mark(answer: Answer | None) -> str:
    return mark_of(answer.value, answer.comment) if answer else EMPTY


def missing(invitation: Invitation) -> dict[Question, str]:
    """What keeps the answers from being submitted, by question, in the questionnaire's order."""
    answers = {one.question_id: one for one in invitation.answers.all()}
    questions = Question.objects.filter(section__questionnaire=invitation.questionnaire_id)
    found = {}
    for question in questions:
        answer = answers.get(question.pk)
        fault = fault_of(question, answer.value if answer else "", answer.comment if answer else "")
        if fault:
            found[question] = fault
    return found


@transaction.atomic
def submit(invitation_id: int) -> Invitation:
    """Hand the answers in. They can be changed until the deadline; twice is once.

    Raises:
        AnswersFixed: the deadline has passed.
        NotComplete: something is not answered or too long.
    """
    invitation = _open_one(invitation_id)
    if invitation.state == S.ANSWERED:
        return invitation
    lacks = missing(invitation)
    if lacks:
        raise NotComplete([f"{question}: {fault}" for question, fault in lacks.items()])
    if invitation.state == S.INVITED:
        _move(invitation, S.OPENED)
    _move(invitation, S.ANSWERED)
    _tell(invitation, "Your answers are in", SUBMITTED)
    return invitation


@transaction.atomic
def decline(invitation_id: int) -> Invitation:
    """Note that the candidate does not answer; what was typed is kept and shown to nobody.

    Raises:
        AnswersFixed: the deadline has passed.
    """
    invitation = _open_one(invitation_id)
    if invitation.state != S.DECLINED:
        _move(invitation, S.DECLINED)
        _tell(invitation, "You declined to answer", DECLINED)
    return invitation


def stand_in(invitation: Invitation, *, is_complete: bool, by: User) -> None:
    """Move on an invitation, locked by the caller, whose answers staff have entered.

    Args:
        is_complete: it is handed in as well, if it was not.
    """
    if invitation.state == S.INVITED:
        _move(invitation, S.OPENED, by=by)
    if is_complete and invitation.state != S.ANSWERED:
        _move(invitation, S.ANSWERED, by=by)


def _open_one(invitation_id: int) -> Invitation:
    rows = Invitation.objects.select_for_update(of=("self",))
    invitation = rows.select_related("candidate__contest", "questionnaire").get(pk=invitation_id)
    if not invitation.is_open(database_now()):
        raise AnswersFixed("The deadline has passed: your answers stand as they were submitted.")
    return invitation


def _move(invitation: Invitation, target: InvitationState, *, by: User | None = None) -> None:
    if target not in MOVES[S(invitation.state)]:
        raise QuestionnaireRefused(
            f"An invitation that is {invitation.state} cannot be {target} next."
        )
    invitation.state = target
    invitation.submitted_at = database_now() if target == S.ANSWERED else None
    invitation.save(update_fields=["state", "submitted_at"])
    over = "what staff entered" if by else "the private link"
    audit.record(f"invitation.{target}", by=by, of=invitation, over=over)


SUBMITTED = (
    "Your answers to “{title}” are submitted. You can change them with your link until {due}. What "
    "you save then counts at once."
)
DECLINED = (
    "It was noted that you do not answer “{title}”. You can change your mind with your link until "
    "{due}."
)
NOT_YOU = "If this was not you, somebody else has your link: please write to {contact} at once."


def _tell(invitation: Invitation, subject: str, says: str) -> None:
    """Where somebody else holds the link, the candidate learns of it."""
    facts = {
        "title": invitation.questionnaire.title,
        "due": moments.in_words(invitation.due_at),
        "contact": settings.ORGANISATION_CONTACT,
    }
    body = f"{says} {NOT_YOU}\n".format(**facts)
    outbox.put(to=invitation.email, subject=subject, body=body, kind="questionnaire.noted")
