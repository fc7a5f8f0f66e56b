"""Whether what is stored of a round is what its log says, asked before each step of the count."""

from endorsements import envelopes, log, roll
from endorsements.checklist import RESTORED
from endorsements.clock import as_text
from endorsements.definition import withdrawn_candidates
from endorsements.errors import DoesNotAddUp
from endorsements.models import Checkpoint, Envelope, LogEntry, RollEntry, Round, RoundStatus
from endorsements.protocol import chain
from endorsements.protocol.digests import (
    checkpoint_message,
    commitment_digest,
    definition_digest,
    receipt_message,
)
from endorsements.protocol.replay import Replay

ROWS_AT_A_TIME = 2000


def inspect(voting_round: Round, *, after: str) -> Replay:
    """Replay the log and compare with it all that the count rests on.

    Args:
        after: kind of the entry that must stand in the log before the step may be done.

    Raises:
        DoesNotAddUp: something was changed past the commands.
    """
    replay = log.replay(voting_round, roll.public_roll(voting_round))
    if after not in replay.reached or replay.is_held:
        raise DoesNotAddUp(f"The round is {voting_round.status}, and its log says otherwise.")
    _compare(voting_round, replay)
    return replay


def inspect_held(voting_round: Round) -> None:
    """The same for a held round, before it may be released; its ballots too while they have slots.

    Raises:
        DoesNotAddUp: something was changed past the commands.
    """
    replay = log.replay(voting_round, roll.public_roll(voting_round))
    if not replay.is_held:
        raise DoesNotAddUp("The round is held, and its log says otherwise.")
    _compare(voting_round, replay)
    if voting_round.held_from in (RoundStatus.OPEN, RoundStatus.CLOSED):
        require_signed_ballots(voting_round)
        _require_envelopes(voting_round, replay)


def _require_envelopes(voting_round: Round, replay: Replay) -> None:
    """Every slot has the envelope that the log says was recorded last; unopened."""
    expected = replay.current()
    for envelope in Envelope.objects.filter(round=voting_round).iterator(ROWS_AT_A_TIME):
        version, commitment = expected.pop(bytes(envelope.slot).hex(), (0, ""))
        sealed = commitment_digest(bytes(envelope.sealed)).hex()
        if (envelope.version, sealed) != (version, commitment):
            raise DoesNotAddUp("An envelope is not the one that the log says was recorded last.")
    if expected:
        raise DoesNotAddUp(f"{len(expected)} ballots in the log have no envelope.")


def _compare(voting_round: Round, replay: Replay) -> None:
    if replay.genesis | {"closes_at": replay.closes_at} != log.genesis(voting_round):
        raise DoesNotAddUp("Definition, roll, keys or times are not those in the log.")
    if definition_digest(voting_round.definition or {}) != bytes(
        voting_round.definition_hash or b""
    ):
        raise DoesNotAddUp("The definition is not the one that was frozen.")
    _require_signed_log(voting_round, replay)
    if roll.voters_per_style(voting_round) != replay.voters_by_style():
        raise DoesNotAddUp("The members on the roll are not those whose slots were published.")
    if _added(voting_round) != replay.added:
        raise DoesNotAddUp("The members who were added to the roll are not those in the log.")
    if _voided(voting_round) != set(replay.voided):
        raise DoesNotAddUp("The slots that were voided are not those in the log.")
    if withdrawn_candidates(voting_round) != replay.withdrawn:
        raise DoesNotAddUp("The candidates who withdrew are not those in the log.")


def _require_signed_log(voting_round: Round, replay: Replay) -> None:
    """The log must say what was signed of it, in the database and in the file outside."""
    public = bytes(voting_round.signing_key or b"")
    for point in Checkpoint.objects.filter(round=voting_round):
        head, at = bytes(point.head), as_text(point.at)
        message = checkpoint_message(voting_round.id.bytes, point.seq, head, point.slots, at)
        is_signed = envelopes.is_signed(public, message, bytes(point.signature))
        is_so = replay.heads.get(point.seq) == head and replay.slots_at[point.seq] == point.slots
        if not (is_signed and is_so):
            raise DoesNotAddUp("The log is not the one that was signed.")
    if log.is_behind_its_checkpoints(voting_round.id):
        raise DoesNotAddUp(RESTORED)


def _added(voting_round: Round) -> dict[str, str]:
    added = RollEntry.objects.filter(round=voting_round).added()
    return {bytes(slot or b"").hex(): style for slot, style in added.values_list("slot", "style")}


def _voided(voting_round: Round) -> set[str]:
    voided = RollEntry.objects.filter(round=voting_round, is_voided=True)
    return {bytes(slot or b"").hex() for slot in voided.values_list("slot", flat=True)}


def require_signed_ballots(voting_round: Round) -> None:
    """Every ballot in the log must carry the receipt that only the site can sign.

    Raises:
        DoesNotAddUp: a ballot was added past the ballot box.
    """
    public = bytes(voting_round.signing_key or b"")
    casts = LogEntry.objects.filter(round=voting_round, kind=chain.CAST)
    for payload, signature in casts.values_list("payload", "signature").iterator(ROWS_AT_A_TIME):
        message = receipt_message(
            voting_round.id.bytes,
            bytes.fromhex(payload["slot"]),
            payload["version"],
            bytes.fromhex(payload["commitment"]),
        )
        if not envelopes.is_signed(public, message, bytes(signature or b"")):
            raise DoesNotAddUp("A ballot in the log was not signed by the ballot box.")
