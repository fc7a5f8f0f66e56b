"""Counting: inner ballots in, cast vote records and results out, in one transaction."""

import secrets
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any
from uuid import UUID

from django.db import transaction
from nacl.public import PrivateKey

from endorsements import custody, envelopes, inspection, keys, log, rounds
from endorsements.clock import database_now
from endorsements.errors import DoesNotAddUp
from endorsements.models import (
    CastRecord,
    Contest,
    InnerBallot,
    KeyEventKind,
    KeyName,
    LogEntry,
    Result,
    Round,
    RoundStatus,
)
from endorsements.paper import entering, finishing
from endorsements.protocol import chain
from endorsements.protocol.digests import inner_digest
from endorsements.protocol.merkle import values_root
from endorsements.protocol.records import is_code, records_root
from endorsements.protocol.replay import Replay
from endorsements.protocol.results import result_document, result_hash
from endorsements.tally.results import contest_result, styles_with
from members import bulk

ROWS_AT_A_TIME = 2000
SALT_BYTES = 16


@dataclass
class Opened:
    """Ballots of a round, opened: records by contest and ballots by style.

    Args:
        texts: every selection once, so that memory grows with different ballots, not with all.
    """

    records: dict[str, list[tuple[str, str]]] = field(default_factory=lambda: defaultdict(list))
    styles: Counter[str] = field(default_factory=Counter)
    texts: dict[str, str] = field(default_factory=dict)


def tally(round_id: UUID) -> bool:
    """Open the inner ballots of a mixed round, count every contest, write records and results.

    Returns:
        Whether the round is counted now; False when it is not its turn, also as long as ballots
        on paper are being entered.

    Raises:
        DoesNotAddUp, KeyLost: a check failed; nothing was changed and the round must be held.
    """
    with transaction.atomic():
        voting_round = log.lock(round_id)
        if LogEntry.objects.filter(round=voting_round, kind=chain.TALLY).exists():
            return True
        if voting_round.status != RoundStatus.MIXED:
            return False
        replay = inspection.inspect(voting_round, after=chain.MIX)
        if entering.is_awaited(voting_round):
            return False
        opened = _open_all(voting_round, replay)
        results = _write(voting_round, opened, replay)
        finishing.forget(voting_round)
        salt = voting_round.result_salt = secrets.token_bytes(SALT_BYTES)
        document = result_document(
            voting_round.definition or {},
            results,
            roll_count=sum(replay.voters_by_style().values()),
            salt=salt.hex(),
        )
        log.append(voting_round, chain.TALLY, _payload(opened, result_hash(document)))
        rounds.move(voting_round, RoundStatus.COUNTED)
        voting_round.counted_at = database_now()
        voting_round.save(update_fields=["status", "counted_at", "result_salt"])
        public = bytes(voting_round.tally_key or b"")
        custody.note(voting_round, KeyName.TALLY, public, KeyEventKind.USED)
    return True


def _open_all(voting_round: Round, replay: Replay) -> Opened:
    mixed = replay.reached[chain.MIX]
    secret = keys.opening_key(voting_round.id, KeyName.TALLY)
    opened, hashes = Opened(), []
    ballots = InnerBallot.objects.filter(round=voting_round).values_list("hash", "sealed")
    for name, sealed in ballots.iterator(ROWS_AT_A_TIME):
        if inner_digest(bytes(sealed)) != bytes(name):
            raise DoesNotAddUp("An inner ballot is not the one that came out of the mixing.")
        hashes.append(bytes(name))
        _take(voting_round, envelopes.open_inner(secret, bytes(sealed)), opened)
    if len(hashes) != mixed["count"] or values_root(hashes).hex() != mixed["root"]:
        raise DoesNotAddUp("The inner ballots are not those that came out of the mixing.")
    if dict(opened.styles) != replay.current_by_style():
        raise DoesNotAddUp("The ballots of a style are not as many as the slots that voted.")
    _open_paper(voting_round, replay, secret, opened)
    return opened


def _open_paper(voting_round: Round, replay: Replay, secret: PrivateKey, opened: Opened) -> None:
    """Ballots on paper go into the same records; nothing there tells them from the others."""
    online = opened.styles.copy()
    for sealed in finishing.sealed_ballots(voting_round, replay):
        _take(voting_round, envelopes.open_inner(secret, sealed), opened)
    if dict(opened.styles - online) != {k: n for k, n in replay.paper_by_style().items() if n}:
        raise DoesNotAddUp("The ballots on paper are not of the styles that the log says.")


def _take(voting_round: Round, text: envelopes.InnerText, opened: Opened) -> None:
    definition = voting_round.definition or {}
    if (text.round_id, text.definition_hash) != (
        voting_round.id,
        bytes(voting_round.definition_hash or b""),
    ):
        raise DoesNotAddUp("An inner ballot was made for another round or definition.")
    contests = [contest for contest, _, _ in text.choices]
    if sorted(contests) != sorted(definition["styles"].get(text.style, [None])):
        raise DoesNotAddUp("An inner ballot does not hold each contest of its style once.")
    if not all(is_code(code) for _, code, _ in text.choices):
        raise DoesNotAddUp("An inner ballot holds something that is not a check code.")
    opened.styles[text.style] += 1
    for contest, code, selection in text.choices:
        kept = opened.texts.setdefault(selection, selection)
        opened.records[contest].append((code, kept))


def _write(voting_round: Round, opened: Opened, replay: Replay) -> list[dict[str, Any]]:
    definition = voting_round.definition or {}
    per_style = replay.voters_by_style()
    stored = {contest.key: contest for contest in voting_round.contests.all()}
    results = []
    for contest in definition["contests"]:
        key = contest["key"]
        records = opened.records[key]
        records.sort()
        _store_records(stored[key], records)
        numbers = contest_result(
            definition,
            contest,
            # What is counted is what is stored.
            CastRecord.objects.of(stored[key]).profile(),
            eligible=sum(per_style.get(style, 0) for style in styles_with(definition, key)),
            seed=replay.heads[replay.reached_at[chain.CLOSE]],
            withdrawn=sorted(replay.withdrawn),
        )
        Result.objects.create(contest=stored[key], outcome=numbers["outcome"], numbers=numbers)
        results.append(numbers)
    return results


def _store_records(contest: Contest, records: Sequence[tuple[str, str]]) -> None:
    """Write records that are sorted by code."""
    if any(one[0] == next_one[0] for one, next_one in pairwise(records)):
        raise DoesNotAddUp("Two ballots carry the same check code.")
    rows = ((contest.pk, code, text) for code, text in records)
    bulk.insert(CastRecord, ["contest_id", "code", "selection"], rows)


def _payload(opened: Opened, digest: bytes) -> dict[str, Any]:
    return {
        "count": sum(opened.styles.values()),
        "records": {
            contest: {"count": len(records), "root": records_root(records).hex()}
            for contest, records in sorted(opened.records.items())
        },
        "result": digest.hex(),
    }
