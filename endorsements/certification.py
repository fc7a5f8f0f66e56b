"""Certification: after the challenge window nothing is left that could join vote and member."""

from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction

from endorsements import custody, log, rounds
from endorsements.clock import database_now
from endorsements.errors import IllegalMove
from endorsements.models import (
    CastRecord,
    InnerBallot,
    KeyName,
    Result,
    RollEntry,
    Round,
    RoundStatus,
)
from endorsements.protocol import chain
from endorsements.reviewing import reasons
from endorsements.tally.results import RECORDS
from members import audit, outbox
from members.models import User

CHALLENGED = "A challenge is open, or its answer was not there to be read for a day."


@transaction.atomic
def certify(round_id: UUID) -> bool:
    """Certify a published round whose window is over and whose tally key is destroyed.

    Deletes the inner ballots, the slots in the roll, records of contests too small to publish
    them, and receipt mails that could not be handed over.

    Returns:
        Whether the round is certified now; False when it is not its turn.
    """
    voting_round = log.lock(round_id)
    if voting_round.status == RoundStatus.CERTIFIED:
        return True
    if not is_due(voting_round) or not custody.is_destroyed(voting_round, KeyName.TALLY):
        return False
    rounds.move(voting_round, RoundStatus.CERTIFIED)
    voting_round.save(update_fields=["status"])
    InnerBallot.objects.filter(round=voting_round).delete()
    RollEntry.objects.filter(round=voting_round).update(slot=None)
    voting_round.challenges.emptied()
    outbox.forget_keys(f"receipt:{voting_round.id}:")
    small = Result.objects.filter(contest__round=voting_round).exclude(numbers__published=RECORDS)
    CastRecord.objects.filter(contest__in=small.values("contest")).delete()
    reasons.settle(voting_round)
    early = voting_round.window_ended_because
    log.append(voting_round, chain.CERTIFY, {"early": early} if early else {})
    audit.record("round.certified", by=None, of=voting_round)
    return True


@transaction.atomic
def ask(round_id: UUID, *, by: User) -> Round:
    """Note that staff ask for the certification now; the workers do it.

    Raises:
        IllegalMove: the round is not published, or its challenge window is not over.
    """
    voting_round = log.lock(round_id)
    if voting_round.status != RoundStatus.PUBLISHED:
        raise IllegalMove(f"A round that is {voting_round.status} cannot be certified.")
    if voting_round.challenges.stopping().exists():
        raise IllegalMove(CHALLENGED)
    if not is_due(voting_round):
        raise IllegalMove("The challenge window is not over yet.")
    audit.record("round.certification_asked", by=by, of=voting_round)
    return voting_round


@transaction.atomic
def end_window(round_id: UUID, *, reason: str, by: User, proposed_by: User) -> Round:
    """End the challenge window before its time; the workers then certify as they would have.

    Raises:
        IllegalMove: see `require_early`.
        NeedsTwo: one person alone asks for it.
        ReasonMissing: the log must say why.
    """
    rounds.require_reason(reason)
    both = rounds.two_people(by, proposed_by)
    voting_round = log.lock(round_id)
    require_early(voting_round)
    voting_round.window_ended_at = database_now()
    voting_round.window_ended_because = reason.strip()
    voting_round.save(update_fields=["window_ended_at", "window_ended_because"])
    audit.record("round.window_ended", by=by, of=voting_round, reason=reason, **both)
    return voting_round


def require_early(voting_round: Round) -> None:
    """Refuse where the window may not, or need not, be ended early.

    What the organisation promises at the least (`FEWEST_CHALLENGE_DAYS`) is never cut short.
    """
    if not settings.EARLY_CERTIFICATION:
        raise IllegalMove("This organisation lets every challenge window run to its end.")
    if voting_round.status != RoundStatus.PUBLISHED or voting_round.published_at is None:
        raise IllegalMove("Only a published round can be certified early.")
    if is_due(voting_round):
        raise IllegalMove("The challenge window is over already.")
    if voting_round.challenges.stopping().exists():
        raise IllegalMove(CHALLENGED)
    fewest = 0 if voting_round.rehearsal else settings.FEWEST_CHALLENGE_DAYS
    if database_now() < voting_round.published_at + timedelta(days=fewest):
        unit = "day" if fewest == 1 else "days"
        raise IllegalMove(f"A record stays open to challenge for {fewest} {unit} at the least.")


def is_due(voting_round: Round) -> bool:
    """Whether the challenge window of a published round is over, and no challenge open."""
    due = voting_round.certification_due_at
    published = voting_round.status == RoundStatus.PUBLISHED
    is_over = published and due is not None and due <= database_now()
    return is_over and not voting_round.challenges.stopping().exists()
