"""Mixing: envelopes in, sealed ballots without a slot out, in one transaction."""

from uuid import UUID

from django.db import transaction

from endorsements import custody, envelopes, inspection, keys, log, rounds
from endorsements.errors import DoesNotAddUp
from endorsements.models import (
    Checkpoint,
    Envelope,
    InnerBallot,
    KeyEventKind,
    KeyName,
    LogEntry,
    Round,
    RoundStatus,
)
from endorsements.protocol import chain
from endorsements.protocol.digests import commitment_digest, inner_digest
from endorsements.protocol.merkle import values_root
from endorsements.protocol.replay import Replay
from members import bulk

ROWS_AT_A_TIME = 2000


def mix(round_id: UUID) -> bool:
    """Open the outer envelopes of a closed round, strip the slots, destroy the mix key.

    Returns:
        Whether the round is mixed now; False when it is not its turn (also as long as the head
        of `close`, the seed of any draw, is not signed).

    Raises:
        DoesNotAddUp, KeyLost: a check failed; nothing was changed and the round must be held.
    """
    if not _mix_in_one_transaction(round_id):
        return False
    custody.destroy_key(round_id, KeyName.MIX)
    return True


@transaction.atomic
def _mix_in_one_transaction(round_id: UUID) -> bool:
    voting_round = log.lock(round_id)
    if LogEntry.objects.filter(round=voting_round, kind=chain.MIX).exists():
        return True
    if voting_round.status != RoundStatus.CLOSED:
        return False
    replay = inspection.inspect(voting_round, after=chain.CLOSE)
    if not _close_is_signed(voting_round, replay):
        return False
    inspection.require_signed_ballots(voting_round)
    inner_ballots = sorted(_opened(voting_round, replay), key=lambda ballot: bytes(ballot.hash))
    if len({ballot.hash for ballot in inner_ballots}) != len(inner_ballots):
        raise DoesNotAddUp("Two envelopes hold the same inner ballot.")
    rows = ((ballot.hash, voting_round.pk, ballot.sealed) for ballot in inner_ballots)
    bulk.insert(InnerBallot, ["hash", "round_id", "sealed"], rows)
    Envelope.objects.filter(round=voting_round).delete()
    root = values_root(bytes(ballot.hash) for ballot in inner_ballots)
    log.append(voting_round, chain.MIX, {"count": len(inner_ballots), "root": root.hex()})
    rounds.move(voting_round, RoundStatus.MIXED)
    voting_round.save(update_fields=["status"])
    public = bytes(voting_round.mix_key or b"")
    custody.note(voting_round, KeyName.MIX, public, KeyEventKind.USED)
    return True


def _close_is_signed(voting_round: Round, replay: Replay) -> bool:
    signed = Checkpoint.objects.filter(round=voting_round)
    return signed.filter(seq__gte=replay.reached_at[chain.CLOSE]).exists()


def _opened(voting_round: Round, replay: Replay) -> list[InnerBallot]:
    """Open every envelope after checking it against the log.

    Each slot's last commitment in the log must be that of its envelope, and slot, round and
    version inside must be those outside: an envelope changed, dropped, added or moved to
    another slot is found here.
    """
    expected = replay.current()
    secret = keys.opening_key(voting_round.id, KeyName.MIX)
    ballots = []
    for envelope in Envelope.objects.filter(round=voting_round).iterator(ROWS_AT_A_TIME):
        slot, sealed = bytes(envelope.slot), bytes(envelope.sealed)
        version, commitment = expected.pop(slot.hex(), (0, ""))
        if envelope.version != version or commitment_digest(sealed).hex() != commitment:
            raise DoesNotAddUp("An envelope is not the one that the log says was recorded last.")
        opened = envelopes.open_outer(secret, sealed)
        if (opened.round_id, opened.slot, opened.version) != (voting_round.id, slot, version):
            raise DoesNotAddUp("An envelope was sealed for another slot, round or version.")
        ballots.append(
            InnerBallot(hash=inner_digest(opened.inner), round=voting_round, sealed=opened.inner)
        )
    if expected:
        raise DoesNotAddUp(f"{len(expected)} ballots in the log have no envelope.")
    return ballots
