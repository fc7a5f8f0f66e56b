"""The public record: files that anyone can download, recount, and keep."""

import hashlib
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any
from uuid import UUID

from django.db import transaction

from endorsements import inspection, log, rounds, runoffs
from endorsements.clock import database_now
from endorsements.errors import DoesNotAddUp
from endorsements.models import (
    CastRecord,
    Checkpoint,
    Contest,
    InnerBallot,
    LogEntry,
    RecordFile,
    Result,
    Round,
    RoundStatus,
)
from endorsements.protocol import chain
from endorsements.protocol.files import (
    CHECKPOINTS_FILE,
    DEFINITION_FILE,
    INNER_FILE,
    LOG_FILE,
    RESULT_FILE,
    SUMS_FILE,
    VERIFIER_FILE,
    records_file,
)
from endorsements.protocol.merkle import values_root
from endorsements.protocol.records import records_csv, records_root
from endorsements.protocol.replay import Replay
from endorsements.protocol.results import result_document, result_hash
from endorsements.tally.results import RECORDS
from members import audit

VERIFIER = Path(__file__).parent / "verifier" / "dist" / VERIFIER_FILE


@transaction.atomic
def publish(round_id: UUID) -> bool:
    """Write the public record of a counted round and open it, once the embargo is over.

    Returns:
        Whether the round is published now; False when it is not its turn.

    Raises:
        DoesNotAddUp: ballots, records or results are not those that the log names.
    """
    voting_round = log.lock(round_id)
    if voting_round.has_public_outcome:
        return True
    due = voting_round.publication_due_at
    now = database_now()
    if voting_round.status != RoundStatus.COUNTED or due is None or now < due:
        return False
    document = checked_results(voting_round)
    for name, content in _fixed_files(voting_round, document):
        RecordFile.objects.create(round=voting_round, name=name, content=content)
    rounds.move(voting_round, RoundStatus.PUBLISHED)
    voting_round.published_at = now
    voting_round.save(update_fields=["status", "published_at"])
    audit.record("round.published", by=None, of=voting_round)
    runoffs.prepare(voting_round)
    return True


def checked_results(voting_round: Round) -> dict[str, Any]:
    """The results of a locked, counted round, once everything agrees with the log.

    Raises:
        DoesNotAddUp: ballots, records or results are not those that the log names.
    """
    replay = inspection.inspect(voting_round, after=chain.TALLY)
    _require_counted_records(voting_round, replay)
    return _counted_results(voting_round, replay)


def _fixed_files(voting_round: Round, document: dict[str, Any]) -> Iterator[tuple[str, str]]:
    yield DEFINITION_FILE, _pretty(voting_round.definition)
    yield INNER_FILE, "".join(digest.hex() + "\n" for digest in _inner_hashes(voting_round))
    shown = {result["contest"] for result in document["contests"] if result["published"] == RECORDS}
    for contest in voting_round.contests.all():
        if contest.key in shown:
            yield records_file(contest.key), records_csv(_records(contest))
    yield RESULT_FILE, _pretty(document)


def _require_counted_records(voting_round: Round, replay: Replay) -> None:
    if values_root(_inner_hashes(voting_round)).hex() != replay.reached[chain.MIX]["root"]:
        raise DoesNotAddUp("The inner ballots are not those that came out of the mixing.")
    counted = replay.reached[chain.TALLY]["records"]
    roots = {c.key: records_root(_records(c)).hex() for c in voting_round.contests.all()}
    if roots != {key: root["root"] for key, root in counted.items()}:
        raise DoesNotAddUp("The stored records are not those that were counted.")


def _counted_results(voting_round: Round, replay: Replay) -> dict[str, Any]:
    stored = Result.objects.filter(contest__round=voting_round)
    results = list(stored.order_by("contest__position", "contest__pk"))
    document = result_document(
        voting_round.definition or {},
        [row.numbers for row in results],
        roll_count=sum(replay.voters_by_style().values()),
        salt=bytes(voting_round.result_salt or b"").hex(),
    )
    is_counted = result_hash(document).hex() == replay.reached[chain.TALLY]["result"]
    if not is_counted or any(row.outcome != row.numbers["outcome"] for row in results):
        raise DoesNotAddUp("The stored results are not those that were counted.")
    return document


def _inner_hashes(voting_round: Round) -> list[bytes]:
    hashes = InnerBallot.objects.filter(round=voting_round).order_by("hash")
    return [bytes(digest) for digest in hashes.values_list("hash", flat=True)]


def _records(contest: Contest) -> list[tuple[str, str]]:
    return list(CastRecord.objects.filter(contest=contest).values_list("code", "selection"))


def _pretty(value: Any) -> str:
    return json.dumps(value, indent=1, ensure_ascii=False, sort_keys=True) + "\n"


def file_names(voting_round: Round) -> list[str]:
    """What may be downloaded of a round at this point of its life, in order.

    The log and its checkpoints from the opening on, the rest after publication.
    """
    names = [CHECKPOINTS_FILE, LOG_FILE] if _has_log(voting_round) else []
    if voting_round.has_public_outcome:
        fixed = RecordFile.objects.filter(round=voting_round).values_list("name", flat=True)
        names = [*sorted([*names, *fixed, VERIFIER_FILE]), SUMS_FILE]
    return names


def _has_log(voting_round: Round) -> bool:
    return LogEntry.objects.filter(round=voting_round, seq=0).exists()


def file_content(voting_round: Round, name: str) -> Iterator[str]:
    """A public file in pieces.

    Raises:
        KeyError: there is no such file, or not yet.
    """
    if name not in file_names(voting_round):
        raise KeyError(name)
    if name == LOG_FILE:
        entries = LogEntry.objects.filter(round=voting_round).in_order()
        return (_line(log.entry_line(entry)) for entry in entries.iterator())
    if name == CHECKPOINTS_FILE:
        points = Checkpoint.objects.filter(round=voting_round).order_by("seq")
        return (_line(log.checkpoint_line(point)) for point in points.iterator())
    if name == VERIFIER_FILE:
        return iter([VERIFIER.read_text(encoding="utf-8")])
    if name == SUMS_FILE:
        return _sums(voting_round)
    return iter([RecordFile.objects.get(round=voting_round, name=name).content])


def _line(value: dict[str, Any]) -> str:
    return json.dumps(value, sort_keys=True, ensure_ascii=False) + "\n"


def _sums(voting_round: Round) -> Iterator[str]:
    for name in file_names(voting_round):
        if name != SUMS_FILE:
            digest = hashlib.sha256()
            for piece in file_content(voting_round, name):
                digest.update(piece.encode())
            yield f"{digest.hexdigest()}  {name}\n"


def write_zip(voting_round: Round, target: IO[bytes]) -> None:
    """Write the whole record as a zip with one folder.

    The sums are those of the files as written. Checkpoints come before the log, which may grow
    meanwhile: what they speak of is always in it.
    """
    sums: list[str] = []
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in file_names(voting_round):
            digest = hashlib.sha256()
            pieces = iter(sums) if name == SUMS_FILE else file_content(voting_round, name)
            with archive.open(f"{voting_round.slug}/{name}", "w") as file:
                for piece in pieces:
                    file.write(piece.encode())
                    digest.update(piece.encode())
            sums.append(f"{digest.hexdigest()}  {name}\n")
