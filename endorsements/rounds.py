"""The life of a round: one table of moves, and a command for each act of staff or clock."""

from collections.abc import Collection
from datetime import datetime
from secrets import SystemRandom
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from endorsements import additions, checklist, definition, elections, inspection, log, roll
from endorsements.clock import as_text, database_now
from endorsements.errors import DoesNotAddUp, IllegalMove, NeedsTwo, NotReady, ReasonMissing
from endorsements.models import (
    Candidate,
    CastRecord,
    Envelope,
    InnerBallot,
    PaperEntry,
    Result,
    RollEntry,
    Round,
    RoundStatus,
)
from endorsements.protocol import chain
from endorsements.protocol.digests import definition_digest
from endorsements.protocol.merkle import values_root
from endorsements.reviewing import reasons
from members import audit, outbox
from members.models import User

S = RoundStatus
MOVES: dict[str, set[str]] = {
    S.DRAFT: {S.SCHEDULED},
    S.SCHEDULED: {S.DRAFT, S.OPEN, S.ANNULLED},
    S.OPEN: {S.CLOSED, S.HELD, S.ANNULLED},
    S.CLOSED: {S.MIXED, S.HELD, S.ANNULLED},
    S.MIXED: {S.COUNTED, S.HELD, S.ANNULLED},
    S.COUNTED: {S.PUBLISHED, S.HELD, S.ANNULLED},
    S.PUBLISHED: {S.CERTIFIED, S.HELD, S.ANNULLED},
    S.CERTIFIED: {S.ANNULLED},
    # A held round goes back to where it was held from; past its closing time that is closed.
    S.HELD: {S.OPEN, S.CLOSED, S.MIXED, S.COUNTED, S.PUBLISHED, S.ANNULLED},
    S.ANNULLED: set(),
}
Actor = User | None


def move(voting_round: Round, target: str) -> None:
    """Set the status of a locked round; the caller saves it.

    Raises:
        IllegalMove: the table has no such step.
    """
    require_move(voting_round, target)
    if voting_round.status == S.HELD and target not in (voting_round.held_from, S.ANNULLED):
        raise IllegalMove(f"This round was held from {voting_round.held_from}.")
    voting_round.held_from = voting_round.status if target == S.HELD else ""
    voting_round.status = target


def require_move(voting_round: Round, target: str) -> None:
    """Refuse a step that the table does not have, before anything is done."""
    if target not in MOVES[voting_round.status]:
        raise IllegalMove(f"A round that is {voting_round.status} cannot become {target}.")


@transaction.atomic
def schedule(round_id: UUID, *, by: User, looked_at: Collection[str] = ()) -> Round:
    """Freeze definition and roll, and draw the candidates' order.

    Args:
        looked_at: what this person says they have looked at, for the trail.

    Raises:
        IllegalMove: the round is not a draft.
        NotReady: the checklist is not clean.
    """
    voting_round = log.lock(round_id)
    if voting_round.status != S.DRAFT:
        raise IllegalMove(f"A round that is {voting_round.status} cannot be scheduled.")
    elections.reprint_round(voting_round)
    electorate = roll.draw_up(voting_round)
    if obstacles := checklist.obstacles_to_scheduling(voting_round, electorate):
        raise NotReady(obstacles)
    _draw_order(voting_round)
    styles = roll.freeze(voting_round, electorate)
    frozen = definition.build(voting_round, styles)
    voting_round.definition = frozen
    voting_round.definition_hash = definition_digest(frozen)
    voting_round.pad_to = definition.pad_to(voting_round, frozen)
    move(voting_round, S.SCHEDULED)
    voting_round.save()
    seen = {"looked_at": sorted(looked_at)} if looked_at else {}
    audit.record("round.scheduled", by=by, of=voting_round, roll=voting_round.roll_count, **seen)
    return voting_round


def _draw_order(voting_round: Round) -> None:
    for contest in voting_round.contests.all():
        candidates = list(contest.candidates.all())
        SystemRandom().shuffle(candidates)
        for position, candidate in enumerate(candidates, start=1):
            candidate.position = position
        Candidate.objects.bulk_update(candidates, ["position"])


@transaction.atomic
def unschedule(round_id: UUID, *, by: User) -> Round:
    """Back to draft: roll, hash and announced keys are forgotten; workers destroy the keys."""
    voting_round = log.lock(round_id)
    if voting_round.status != S.SCHEDULED:
        raise IllegalMove("Only a scheduled round can go back to draft.")
    move(voting_round, S.DRAFT)
    for field in (
        "definition",
        "definition_hash",
        "roll_root",
        "roll_count",
        "pad_to",
        "frozen_at",
    ):
        setattr(voting_round, field, None)
    voting_round.signing_key = voting_round.mix_key = voting_round.tally_key = None
    voting_round.save()
    roll.discard(voting_round)
    audit.record("round.unscheduled", by=by, of=voting_round)
    return voting_round


@transaction.atomic
def open_voting(round_id: UUID, *, by: Actor = None, proposed_by: Actor = None) -> Round:
    """Begin the log and take ballots; by the clock when due, by two people at any time before.

    Raises:
        IllegalMove: the round is not scheduled, or not due and nobody asked for it.
        NeedsTwo: one person alone asks for it.
        NotReady: something of the checklist bars it.
    """
    voting_round = log.lock(round_id)
    if voting_round.status != S.SCHEDULED:
        raise IllegalMove(f"A round that is {voting_round.status} cannot be opened.")
    now = database_now()
    if by is None and now < _time(voting_round.opens_at):
        raise IllegalMove("The round is not due to open yet.")
    both = {} if by is None else two_people(by, proposed_by)
    if obstacles := checklist.obstacles_to_opening(voting_round, now):
        raise NotReady(obstacles)
    if by is not None:
        voting_round.opens_at = now
    move(voting_round, S.OPEN)
    voting_round.save(update_fields=["status", "opens_at"])
    log.append(voting_round, chain.GENESIS, log.genesis(voting_round))
    additions.append_those_before_the_opening(voting_round)
    audit.record("round.opened", by=by, of=voting_round, **both)
    return voting_round


@transaction.atomic
def close_voting(
    round_id: UUID, *, by: Actor = None, proposed_by: Actor = None, reason: str = ""
) -> Round:
    """Take no ballot any more and fix in the log which ballots there are.

    Waits for ballots under way, which share the lock that this takes alone. A held round past
    its closing time is closed too and stays held.

    Raises:
        IllegalMove: not open, or closed before its time by nobody.
        NeedsTwo: one person alone closes before the time.
        ReasonMissing: it is closed early without saying why.
        DoesNotAddUp: the log was changed past the commands; the round must be held.
    """
    voting_round = lock_alone(round_id)
    if voting_round.effective_status != S.OPEN:
        raise IllegalMove("Only an open round can be closed.")
    now = database_now()
    is_early = now < _time(voting_round.closes_at)
    if is_early and (by is None or voting_round.status == S.HELD):
        raise IllegalMove("The round is not due to close yet.")
    both = {}
    if is_early:
        both = two_people(by, proposed_by)
        require_reason(reason)
    log.flush_locked(voting_round)
    log.append(voting_round, chain.CLOSE, _close_payload(voting_round, now, is_early, reason))
    if voting_round.status == S.HELD:
        voting_round.held_from = S.CLOSED
    else:
        move(voting_round, S.CLOSED)
    voting_round.save(update_fields=["status", "held_from"])
    audit.record("round.closed", by=by, of=voting_round, early=is_early, reason=reason, **both)
    return voting_round


def _close_payload(
    voting_round: Round, now: datetime, is_early: bool, reason: str
) -> dict[str, Any]:
    replay = log.replay(voting_round, roll.public_roll(voting_round))
    commitments = [bytes.fromhex(commitment) for _, commitment in replay.current().values()]
    payload: dict[str, Any] = {
        "count": len(commitments),
        "root": values_root(commitments).hex(),
        "styles": replay.current_by_style(),
        "at": as_text(now),
    }
    return payload | ({"early": reason.strip()} if is_early else {})


@transaction.atomic
def hold(round_id: UUID, *, reason: str, by: Actor = None, proposed_by: Actor = None) -> Round:
    """Stop everything until two people release the round; by a failed check or by two people."""
    require_reason(reason)
    both = {} if by is None else two_people(by, proposed_by)
    voting_round = lock_alone(round_id)
    held_from = voting_round.status
    move(voting_round, S.HELD)
    voting_round.stop_reason = reason.strip()
    voting_round.held_at = database_now()
    log.flush_locked(voting_round)
    log.append(voting_round, chain.HOLD, {"from": held_from, "reason": reason.strip()})
    voting_round.save(update_fields=["status", "held_from", "stop_reason", "held_at"])
    audit.record("round.held", by=by, of=voting_round, reason=reason, **both)
    return voting_round


@transaction.atomic
def release(round_id: UUID, *, reason: str, by: User, proposed_by: User) -> Round:
    """Let a held round go on from where it was held, once the checks pass.

    Raises:
        IllegalMove: the round is not held.
        NeedsTwo: one person alone asks for it.
        NotReady: a check fails, or a key was not proved since; the round stays held.
    """
    require_reason(reason)
    both = two_people(by, proposed_by)
    voting_round = log.lock(round_id)
    if voting_round.status != S.HELD:
        raise IllegalMove("Only a held round can be released.")
    if obstacles := obstacles_to_release(voting_round):
        raise NotReady(obstacles)
    target = voting_round.held_from
    move(voting_round, target)
    voting_round.stop_reason = ""
    voting_round.save(update_fields=["status", "held_from", "stop_reason"])
    log.append(voting_round, chain.RELEASE, {"to": target, "reason": reason.strip()})
    audit.record("round.released", by=by, of=voting_round, reason=reason, **both)
    return voting_round


def obstacles_to_release(voting_round: Round) -> list[str]:
    """Why a held round must stay held: every check that could have held it, made again."""
    obstacles = checklist.obstacles_to_release(voting_round)
    try:
        inspection.inspect_held(voting_round)
    except DoesNotAddUp as fault:
        # One that both find is said once.
        obstacles += [] if str(fault) in obstacles else [str(fault)]
    return obstacles


@transaction.atomic
def extend(round_id: UUID, *, closes_at: datetime, by: User, proposed_by: User) -> Round:
    """Give members more time; never less. Raises `IllegalMove`, `NeedsTwo`."""
    both = two_people(by, proposed_by)
    voting_round = log.lock(round_id)
    require_extension(voting_round, closes_at)
    old = _time(voting_round.closes_at)
    voting_round.closes_at = closes_at
    voting_round.save(update_fields=["closes_at"])
    log.append(voting_round, chain.EXTEND, {"old": as_text(old), "new": as_text(closes_at)})
    audit.record("round.extended", by=by, of=voting_round, old=old, new=closes_at, **both)
    return voting_round


def require_extension(voting_round: Round, closes_at: datetime) -> None:
    """Refuse a new closing time that is no extension, or comes too late."""
    if voting_round.effective_status != S.OPEN:
        raise IllegalMove("Only an open round can be extended.")
    old = _time(voting_round.closes_at)
    if database_now() >= old:
        raise IllegalMove("The closing time has passed: members were told that voting has ended.")
    if closes_at <= old:
        raise IllegalMove("The new closing time must be later than the old one.")


@transaction.atomic
def annul(round_id: UUID, *, reason: str, by: Actor, proposed_by: Actor) -> Round:
    """End a round for good; what is still sealed stays sealed, and all ballots are deleted.

    Keys are destroyed by the workers that hold them. Roll size, log and reason stay public.
    A rehearsal that is past its end is annulled by nobody (`rehearsals`).
    """
    require_reason(reason)
    voting_round = lock_alone(round_id)
    both = (
        {}
        if by is None and voting_round.is_past_rehearsal(database_now())
        else two_people(by, proposed_by)
    )
    if voting_round.status == S.DRAFT:
        raise IllegalMove("A draft is edited or deleted, not annulled.")
    has_log = voting_round.status != S.SCHEDULED
    move(voting_round, S.ANNULLED)
    voting_round.stop_reason = reason.strip()
    voting_round.save(update_fields=["status", "held_from", "stop_reason"])
    if has_log:
        log.flush_locked(voting_round)
        log.append(voting_round, chain.ANNUL, {"reason": reason.strip()})
    Envelope.objects.filter(round=voting_round).delete()
    InnerBallot.objects.filter(round=voting_round).delete()
    PaperEntry.objects.filter(round=voting_round).delete()
    voting_round.challenges.emptied()
    CastRecord.objects.filter(contest__round=voting_round).delete()
    Result.objects.filter(contest__round=voting_round).delete()
    RollEntry.objects.filter(round=voting_round).update(slot=None)
    outbox.forget_keys(f"receipt:{voting_round.id}:")
    outbox.forget_keys(f"embargo:{voting_round.id}:")
    reasons.forget(voting_round)
    audit.record("round.annulled", by=by, of=voting_round, reason=reason, **both)
    return voting_round


@transaction.atomic
def withdraw_candidate(candidate_id: int, *, by: User, proposed_by: User) -> Candidate:
    """Note that a candidate withdrew: marks for them count as not made; voters may change theirs.

    Raises:
        IllegalMove: see `require_withdrawal`.
        NeedsTwo: one person alone notes it.
    """
    both = two_people(by, proposed_by)
    candidate = Candidate.objects.select_related("contest").get(pk=candidate_id)
    # Alone: a ballot under way for this candidate is either recorded before, and its voter told,
    # or finds the candidate gone.
    voting_round = lock_alone(candidate.contest.round_id)
    require_withdrawal(voting_round, candidate)
    candidate.is_withdrawn = True
    candidate.save(update_fields=["is_withdrawn"])
    payload = {"contest": candidate.contest.key, "candidate": candidate.key}
    log.append(voting_round, chain.WITHDRAW, payload)
    audit.record("candidate.withdrawn", by=by, of=candidate, **both)
    return candidate


def require_withdrawal(voting_round: Round, candidate: Candidate) -> None:
    """Refuse where the round is not open, the withdrawal is noted, or nobody stands: an answer to
    a question cannot withdraw."""
    if voting_round.effective_status != S.OPEN:
        raise IllegalMove("A withdrawal is noted while the round is open.")
    if candidate.contest.is_question:
        raise IllegalMove("An answer to a ballot question cannot withdraw.")
    if candidate.is_withdrawn:
        raise IllegalMove(f"{candidate} has withdrawn already.")


def lock_alone(round_id: UUID) -> Round:
    """Wait for the ballots under way, keep new ones waiting, and lock the round."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(endorsements_round_lock(%s))", [str(round_id)])
    return log.lock(round_id)


def two_people(by: Actor, proposed_by: Actor) -> dict[str, str]:
    """What the trail keeps of the other person; refuse one person alone, whatever the way here."""
    if by is None or proposed_by is None or by.pk == proposed_by.pk:
        raise NeedsTwo("This takes two people: one proposes it, and another confirms it.")
    return {"proposed_by": str(proposed_by)}


def require_reason(reason: str) -> None:
    if not reason.strip():
        raise ReasonMissing("Please say why: the reason goes into the public log.")


def _time(moment: datetime | None) -> datetime:
    if moment is None:
        raise LookupError("a scheduled round has its times")
    return moment
