"""Rehearsals: rounds in which staff try everything out, and which delete themselves."""

from uuid import UUID

from django.db import transaction

from endorsements import checklist, keys, log, rounds
from endorsements.clock import database_now
from endorsements.models import (
    CastRecord,
    Checkpoint,
    Envelope,
    InnerBallot,
    KeyName,
    LogEntry,
    RecordFile,
    Result,
    RollEntry,
    RollMiss,
    Round,
    RoundStatus,
)
from members import audit, outbox

OVER = "The rehearsal is over."
ENDED = (RoundStatus.CERTIFIED, RoundStatus.ANNULLED)


@transaction.atomic
def forget(round_id: UUID) -> bool:
    """Delete a rehearsal whose time is over, with everything that it left but the trail.

    One that has not come to its end is annulled first; its keys then go by their workers, and the
    rest the next time. Run twice, or after a kill, it goes on where it stopped.

    Returns:
        Whether the round is gone now.
    """
    voting_round = Round.objects.past_rehearsals(database_now()).filter(pk=round_id).first()
    if voting_round is None:
        return not Round.objects.filter(pk=round_id).exists()
    if voting_round.status not in ENDED:
        rounds.annul(round_id, reason=OVER, by=None, proposed_by=None)
        return False
    if set(checklist.undestroyed(voting_round)) - {KeyName.SIGNING.value}:
        return False
    _delete(log.lock(round_id))
    return True


def _delete(voting_round: Round) -> None:
    audit.record("round.forgotten", by=None, of=voting_round)
    outbox.forget_keys(f"receipt:{voting_round.id}:")
    Round.objects.filter(replaces=voting_round).update(replaces=None)
    CastRecord.objects.filter(contest__round=voting_round).delete()
    Result.objects.filter(contest__round=voting_round).delete()
    for model in (Envelope, InnerBallot, RecordFile, Checkpoint, LogEntry, RollMiss, RollEntry):
        model.objects.filter(round=voting_round).delete()
    round_id = voting_round.id
    voting_round.delete()
    # Last: a file that is gone cannot be brought back with the transaction.
    keys.destroy(round_id, KeyName.SIGNING)
    log.forget_checkpoints(round_id)
