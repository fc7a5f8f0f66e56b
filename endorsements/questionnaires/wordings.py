"""How a candidate stands on the ballot: confirmed, or asked to be changed; staff decide."""

from django.db import transaction

from endorsements import photos
from endorsements.clock import database_now
from endorsements.errors import AnswersFixed, QuestionnaireRefused
from endorsements.models import (
    BallotWording,
    Candidate,
    Invitation,
    Photo,
    RoundStatus,
    WordingState,
)
from members import audit
from members.models import User

FIELDS = ("name", "description", "biography", "website")
# What is frozen with the round.
ON_THE_BALLOT = ("name", "description")


@transaction.atomic
def say(invitation_id: int, wishes: dict[str, str], photo: Photo | None = None) -> BallotWording:
    """Confirm how name and biography will stand, or ask for changes; the last word counts.

    Args:
        photo: a new one; without it the one that was sent before is still wished for.

    Raises:
        AnswersFixed: the deadline has passed.
    """
    rows = Invitation.objects.select_for_update(of=("self",)).select_related("candidate")
    invitation = rows.get(pk=invitation_id)
    now = database_now()
    if not invitation.is_open(now):
        raise AnswersFixed("The deadline has passed. Please write to us.")
    stands = {name: getattr(invitation.candidate, name) for name in FIELDS}
    wished = {name: wishes[name] for name in FIELDS}
    before = BallotWording.objects.filter(invitation=invitation).first()
    sent = photo or (before.photo if before else None)
    is_new = sent is not None and sent.pk != invitation.candidate.photo_id
    state = WordingState.CONFIRMED if wished == stands and not is_new else WordingState.ASKED
    wording, _ = BallotWording.objects.update_or_create(
        invitation=invitation, defaults={**wished, "photo": sent, "state": state, "at": now}
    )
    photos.forget_unused()
    audit.record(f"wording.{state}", by=None, of=invitation, over="the private link")
    return wording


@transaction.atomic
def take_over(invitation_id: int, *, by: User) -> Candidate:
    """Write what the candidate asked for.

    Raises:
        QuestionnaireRefused: nothing was asked for, or the ballot is frozen already.
    """
    wording = _asked(invitation_id)
    candidate = Candidate.objects.select_for_update(of=("self",)).get(
        invitation=wording.invitation_id
    )
    changed = [name for name in FIELDS if getattr(candidate, name) != getattr(wording, name)]
    is_draft = candidate.contest.round.status == RoundStatus.DRAFT
    if not is_draft and set(changed) & set(ON_THE_BALLOT):
        raise QuestionnaireRefused("Name and line on the ballot were frozen with the round.")
    for name in changed:
        setattr(candidate, name, getattr(wording, name))
    candidate.save(update_fields=changed)
    if wording.photo is not None:
        candidate = photos.hang(candidate.pk, wording.photo, by=by)
    _settle(wording, WordingState.TAKEN, by)
    return candidate


@transaction.atomic
def leave(invitation_id: int, *, by: User) -> None:
    """Let everything stand as it was.

    Raises:
        QuestionnaireRefused: nothing was asked for.
    """
    _settle(_asked(invitation_id), WordingState.LEFT, by)


def _asked(invitation_id: int) -> BallotWording:
    rows = BallotWording.objects.select_for_update(of=("self",)).select_related("invitation")
    wording = rows.filter(invitation=invitation_id, state=WordingState.ASKED).first()
    if wording is None:
        raise QuestionnaireRefused("The candidate asks for no change.")
    return wording


def _settle(wording: BallotWording, state: WordingState, by: User) -> None:
    wording.state = state
    wording.save(update_fields=["state"])
    audit.record(f"wording.{state}", by=by, of=wording.invitation)
