"""The public log of a round: append, give pending ballots their place, sign checkpoints.

The round's row is the lock under which the log grows; casting never takes it.
"""

import fcntl
import json
import os
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction

from endorsements import envelopes, keys
from endorsements.clock import as_text, database_now
from endorsements.errors import DoesNotAddUp
from endorsements.models import Checkpoint, LogEntry, Round
from endorsements.protocol import chain
from endorsements.protocol.replay import LogBroken, Replay

TAIL_BYTES = 64 * 1024
PLACE_PENDING = """
    UPDATE endorsements_logentry AS entry SET seq = placed.seq, head = placed.head
    FROM unnest(%s::bigint[], %s::bigint[], %s::bytea[]) AS placed (id, seq, head)
    WHERE entry.id = placed.id
"""


def lock(round_id: UUID) -> Round:
    """The round, locked against everything else that changes it or its log."""
    return Round.objects.select_for_update(no_key=True).get(pk=round_id)


def append(voting_round: Round, kind: str, payload: dict[str, Any]) -> LogEntry:
    """Add an entry that has its place at once. The caller holds the round's lock."""
    last = LogEntry.objects.filter(round=voting_round).in_order().last()
    if last is None:
        seq, head = 0, chain.genesis_head(payload)
    else:
        seq = (last.seq or 0) + 1
        head = chain.next_head(bytes(last.head or b""), seq, kind, payload)
    return LogEntry.objects.create(
        round=voting_round, seq=seq, kind=kind, payload=payload, head=head
    )


def genesis(voting_round: Round) -> dict[str, Any]:
    """The payload of the log's first entry: everything fixed before the first ballot."""
    return {
        "round": voting_round.id.hex,
        "definition": _hex(voting_round.definition_hash),
        "roll_root": _hex(voting_round.roll_root),
        "roll_count": voting_round.roll_count,
        "mix_key": _hex(voting_round.mix_key),
        "tally_key": _hex(voting_round.tally_key),
        "signing_key": _hex(voting_round.signing_key),
        "opens_at": as_text(_moment(voting_round.opens_at)),
        "closes_at": as_text(_moment(voting_round.closes_at)),
    }


def _moment(moment: datetime | None) -> datetime:
    if moment is None:
        raise LookupError("a scheduled round has its times")
    return moment


def _hex(raw: bytes | memoryview | None) -> str:
    return bytes(raw or b"").hex()


@transaction.atomic
def flush(round_id: UUID) -> int:
    """Give every pending ballot its place, sorted by commitment; returns how many there were.

    The order within a batch says nothing of the order of casting.
    """
    return flush_locked(lock(round_id))


def flush_locked(voting_round: Round) -> int:
    """The same, for a caller that holds the round's lock."""
    entries = LogEntry.objects.filter(round=voting_round)
    pending = list(entries.pending().values_list("id", "payload"))
    if not pending:
        return 0
    pending.sort(key=lambda entry: entry[1]["commitment"])
    last = entries.in_order().values_list("seq", "head").last()
    if last is None:
        raise LookupError("ballots are pending in a round whose log has no beginning")
    seq, head = last[0] or 0, bytes(last[1] or b"")
    placed = []
    for entry_id, payload in pending:
        seq += 1
        head = chain.next_head(head, seq, chain.CAST, payload)
        placed.append((entry_id, seq, head))
    with connection.cursor() as cursor:
        cursor.execute(PLACE_PENDING, [list(column) for column in zip(*placed, strict=True)])
    return len(placed)


@transaction.atomic
def sign_checkpoint(round_id: UUID) -> Checkpoint | None:
    """Sign where the log stands; None when that was signed before or there is no log.

    Raises:
        KeyLost: the signing key is not in this process's custody.
    """
    voting_round = lock(round_id)
    last = LogEntry.objects.filter(round=voting_round).in_order().last()
    before = Checkpoint.objects.filter(round=voting_round).last()
    if last is None or last.seq is None or (before and before.seq == last.seq):
        return None
    slots = (before.slots if before else 0) + _first_ballots(voting_round, before)
    at = database_now()
    signature = envelopes.sign_checkpoint(
        keys.signing_key(round_id),
        round_id=round_id,
        seq=last.seq,
        head=bytes(last.head or b""),
        slots=slots,
        at=as_text(at),
    )
    return Checkpoint.objects.create(
        round=voting_round, seq=last.seq, head=last.head, slots=slots, at=at, signature=signature
    )


def _first_ballots(voting_round: Round, since: Checkpoint | None) -> int:
    """Slots that voted for the first time after a checkpoint (versions begin at 1)."""
    return LogEntry.objects.filter(
        round=voting_round,
        kind=chain.CAST,
        seq__gt=since.seq if since else -1,
        payload__version=1,
    ).count()


def replay(voting_round: Round, roll: dict[str, str]) -> Replay:
    """Replay the whole log from its beginning, as an auditor would.

    Args:
        roll: slot (hexadecimal) to ballot style as frozen at scheduling.

    Raises:
        DoesNotAddUp: the stored log does not follow from itself.
    """
    state = Replay(roll=roll)
    entries = LogEntry.objects.filter(round=voting_round).in_order()
    try:
        for entry in entries.iterator():
            state.take(entry_line(entry))
        state.current()
    except LogBroken as fault:
        raise DoesNotAddUp(f"The log does not add up: {fault}.") from None
    return state


def entry_line(entry: LogEntry) -> dict[str, Any]:
    """An entry as a line of log.jsonl."""
    line: dict[str, Any] = {
        "seq": entry.seq,
        "kind": entry.kind,
        "payload": entry.payload,
        "head": bytes(entry.head or b"").hex(),
    }
    if entry.signature is not None:
        line["signature"] = bytes(entry.signature).hex()
    return line


def checkpoint_line(checkpoint: Checkpoint) -> dict[str, Any]:
    """A checkpoint as a line of checkpoints.jsonl."""
    return {
        "round": checkpoint.round_id.hex,
        "seq": checkpoint.seq,
        "head": bytes(checkpoint.head).hex(),
        "slots": checkpoint.slots,
        "at": as_text(checkpoint.at),
        "signature": bytes(checkpoint.signature).hex(),
    }


def write_out_checkpoints(round_id: UUID) -> int:
    """Append to the file outside the database what it lacks; returns how many lines."""
    path = _checkpoint_file(round_id)
    path.parent.mkdir(mode=0o755, parents=True, exist_ok=True)
    with path.open("a+", encoding="utf-8") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        last = _last_line(path)
        if not _ends_with_a_line(path):
            file.write("\n")
        missing = Checkpoint.objects.filter(round_id=round_id, seq__gt=last["seq"] if last else -1)
        lines = [json.dumps(checkpoint_line(checkpoint)) + "\n" for checkpoint in missing]
        file.writelines(lines)
        file.flush()
        os.fsync(file.fileno())
    return len(lines)


def is_behind_its_checkpoints(round_id: UUID) -> bool:
    """Whether the log lacks, or contradicts, what the file outside the database says of it.

    So it is after an older backup was restored.
    """
    last = _last_line(_checkpoint_file(round_id))
    if last is None:
        return False
    entry = LogEntry.objects.filter(round_id=round_id, seq=last["seq"]).first()
    return entry is None or bytes(entry.head or b"").hex() != last["head"]


def forget_checkpoints(round_id: UUID) -> None:
    """Remove the file of a rehearsal that is deleted."""
    _checkpoint_file(round_id).unlink(missing_ok=True)


def _checkpoint_file(round_id: UUID) -> Path:
    return Path(settings.CHECKPOINT_DIR) / f"{round_id}.jsonl"


def _last_line(path: Path) -> dict[str, Any] | None:
    """The last whole line; a line cut short by a crash is passed over."""
    for line in reversed(_tail(path).splitlines()):
        try:
            return json.loads(line)
        except ValueError:
            continue
    return None


def _ends_with_a_line(path: Path) -> bool:
    return _tail(path)[-1:] in (b"", b"\n")


def _tail(path: Path) -> bytes:
    """The end of a file, far more than one line of it; empty when there is no file."""
    if not path.exists():
        return b""
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - TAIL_BYTES))
        return file.read()
