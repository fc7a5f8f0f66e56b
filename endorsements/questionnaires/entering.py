"""Answers that staff enter for candidates who sent them in another way: looked at, then stored.

What a candidate has answered with the link is never touched. An answer that staff entered says so
wherever it is read, and its candidate is told by mail.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from django.conf import settings
from django.db import transaction

from endorsements.chapter_staff import rounds_of
from endorsements.clock import database_now
from endorsements.errors import QuestionnaireRefused
from endorsements.models import Answer, Invitation, InvitationState, Question, Questionnaire
from endorsements.questionnaires import answering
from endorsements.questionnaires.words import MOST_CHARACTERS, fault_of, in_words
from members import audit, moments, outbox
from members.models import User

S = InvitationState


@dataclass(frozen=True)
class Entry:
    """One answer as it was written down. `place` says where, as in "Line 3"."""

    place: str
    invitation: Invitation
    question: Question
    value: str
    comment: str

    @property
    def says(self) -> str:
        return in_words(self.question, self.value)

    @property
    def fault(self) -> str:
        """What keeps it from being taken; an empty answer says nothing and is no fault."""
        if max(len(self.value), len(self.comment)) > MOST_CHARACTERS:
            return f"An answer has at most {MOST_CHARACTERS} characters."
        return fault_of(self.question, self.value, self.comment) if self.value else NO_VALUE


NO_VALUE = "There is a comment and no answer."


@dataclass
class Reading:
    """What was read, before it is compared with what is stored."""

    entries: list[Entry] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


@dataclass
class Plan:
    """What entering would do.

    Args:
        taken: answers that are new, or that staff entered otherwise before.
        same: how many stand there already as they were read.
        kept: sentences about what stays because the candidate answered it.
        faults: sentences about what cannot be taken; while there is one, nothing is.
        lacking: by candidate who cannot be handed in yet, how many questions are open.
        handed_in: those whose answers are complete and count as submitted.
    """

    taken: list[Entry] = field(default_factory=list)
    same: int = 0
    kept: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    lacking: dict[str, int] = field(default_factory=dict)
    handed_in: list[Invitation] = field(default_factory=list)


# From the questionnaire and those who may be answered for to what was read.
Source = Callable[[Questionnaire, list[Invitation]], Reading]


def plan(questionnaire: Questionnaire, source: Source, *, by: User) -> Plan:
    """Compare what was written down with what is stored; nothing is changed."""
    theirs = rounds_of(by).values("pk")
    rows = questionnaire.invitations.filter(candidate__contest__round__in=theirs)
    invitations = list(rows.select_related("candidate__contest__round", "questionnaire"))
    read = source(questionnaire, invitations)
    found = Plan(faults=list(read.faults))
    stored = _stored(one.invitation for one in read.entries)
    for entry in read.entries:
        if entry.value or entry.comment:
            _place(found, entry, stored.get((entry.invitation.pk, entry.question.pk)))
    _foresee(found, questionnaire, stored)
    return found


def _stored(invitations: Iterable[Invitation]) -> dict[tuple[int, int], Answer]:
    answers = Answer.objects.filter(invitation__in={one.pk for one in invitations})
    return {(one.invitation_id, one.question_id): one for one in answers}


def _place(found: Plan, entry: Entry, stored: Answer | None) -> None:
    who = f"{entry.place}: {entry.invitation.candidate.name}"
    is_there = stored is not None and bool(stored.value or stored.comment)
    if stored and (stored.value, stored.comment) == (entry.value, entry.comment):
        found.same += 1
    elif entry.fault:
        found.faults.append(f"{entry.place}: {entry.fault}")
    elif is_there and stored and stored.entered_by_id is None:
        found.kept.append(f"{who} has answered this question with the link: that answer stays.")
    elif sentence := _barred(entry.invitation):
        found.faults.append(f"{who} {sentence}")
    else:
        found.taken.append(entry)


def _barred(invitation: Invitation) -> str:
    if invitation.state == S.DECLINED:
        return "declined to answer, and can take that back with the link alone."
    if not invitation.is_open(database_now()):
        return "could answer until the deadline, which has passed: give more time first."
    return ""


def _foresee(
    found: Plan, questionnaire: Questionnaire, stored: dict[tuple[int, int], Answer]
) -> None:
    """Who has answered everything once these are stored, and who lacks something."""
    questions = list(Question.objects.filter(section__questionnaire=questionnaire))
    entered: dict[Invitation, dict[int, Entry]] = defaultdict(dict)
    for entry in found.taken:
        entered[entry.invitation][entry.question.pk] = entry
    for invitation, entries in entered.items():
        lacking = 0
        for one in questions:
            said = entries.get(one.pk) or stored.get((invitation.pk, one.pk))
            lacking += bool(fault_of(one, said.value if said else "", said.comment if said else ""))
        if lacking:
            found.lacking[invitation.candidate.name] = lacking
        elif invitation.state != S.ANSWERED:
            found.handed_in.append(invitation)


@transaction.atomic
def enter(questionnaire_id: int, source: Source, *, by: User) -> Plan:
    """Store what was written down: all of it, or nothing. The same again changes nothing.

    Raises:
        QuestionnaireRefused: something of it cannot be taken.
    """
    questionnaire = Questionnaire.objects.get(pk=questionnaire_id)
    list(questionnaire.invitations.select_for_update(of=("self",)).order_by("pk"))
    found = plan(questionnaire, source, by=by)
    if found.faults:
        raise QuestionnaireRefused(" ".join(["Nothing was changed.", *found.faults]))
    now = database_now()
    for entry in found.taken:
        Answer.objects.update_or_create(
            invitation=entry.invitation,
            question=entry.question,
            defaults={
                "value": entry.value,
                "comment": entry.comment,
                "saved_at": now,
                "entered_by": by,
            },
        )
    for invitation in {one.invitation for one in found.taken}:
        number = sum(one.invitation == invitation for one in found.taken)
        audit.record("invitation.entered_by_staff", by=by, of=invitation, answers=number)
        answering.stand_in(invitation, is_complete=invitation in found.handed_in, by=by)
        _tell(invitation)
    return found


ENTERED = (
    "{organisation} has entered answers to “{title}” for you, from what you sent. They are marked "
    "as entered by staff. Please read them with your link, and change them there until {due}: what "
    "you save then counts, as your own.\n\n"
    "If you sent nothing, please write to {contact} at once.\n"
)


def _tell(invitation: Invitation) -> None:
    """Nobody speaks for a candidate behind their back."""
    facts = {
        "organisation": settings.ORGANISATION_NAME,
        "title": invitation.questionnaire.title,
        "due": moments.in_words(invitation.due_at),
        "contact": settings.ORGANISATION_CONTACT,
    }
    outbox.put(
        to=invitation.email,
        subject="Your answers were entered",
        body=ENTERED.format(**facts),
        kind="questionnaire.entered",
    )
