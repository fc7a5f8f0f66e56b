"""The stored path: a real round of sealed ballots, opened, counted and written by `counting.tally`.

The ballots are sealed for the count alone: the outer envelopes and the mix are left out.
"""

import json
import secrets
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any
from unittest import mock
from uuid import UUID

import nacl.bindings
from django.db import transaction
from nacl.public import PublicKey, SealedBox

from bench.measured import table
from bench.measured.contests import MEASURES, Measure
from bench.measured.measuring import Clock, in_child
from bench.measured.selections import KINDS
from endorsements import counting, custody, envelopes, log, rounds
from endorsements.models import (
    Candidate,
    CastRecord,
    Contest,
    InnerBallot,
    KeyName,
    LogEntry,
    RollEntry,
    Round,
    RoundStatus,
)
from endorsements.protocol import chain
from endorsements.protocol.digests import inner_digest
from endorsements.protocol.merkle import values_root
from members import bulk
from members.models import Contribution, ContributionKind, Member, User

CANDIDATES = 5
CONTESTS = ("single choice", "approval", "score", "IRV", "STV, exact")
ROWS_AT_A_TIME = 5000
WHOLE, LIBSODIUM = "whole", "libsodium"
# Parts of the whole, by the functions of `counting` that do them.
PARTS = {
    "replaying the log": "inspection.inspect",
    "opening": "_open_all",
    "storing records": "_store_records",
    "counting": "contest_result",
    "hashing records": "records_root",
}


@dataclass(frozen=True)
class Stored:
    """What the stored path came to; seconds of the whole and of its parts."""

    ballots: int
    records: int
    seconds: Mapping[str, float]
    peak: float


def count_stored_round(ballots: int) -> Stored:
    """Seal so many ballots; then open, count and write them, timed."""
    # In a process of its own, so that its memory is not mistaken for the count's.
    round_id: UUID = in_child(lambda _: _mixed_round(ballots)).found

    def act(clock: Clock) -> dict[str, float]:
        with _watched(clock):
            clock.time(WHOLE, lambda: counting.tally(round_id))
        return clock.totals()

    measured = in_child(act)
    records = CastRecord.objects.filter(contest__round=round_id).count()
    return Stored(ballots, records, measured.found, measured.peak)


def _mixed_round(ballots: int) -> UUID:
    table.clear()
    voting_round = _round_of(ballots)
    _vote(voting_round, ballots)
    _mix(voting_round, ballots)
    return voting_round.pk


def _round_of(voters: int) -> Round:
    """An open round with all these members on its roll."""
    now = datetime.now(UTC)
    voting_round = Round.objects.create(
        title="Benchmark",
        slug="benchmark",
        record_date=now.date(),
        opens_at=now - timedelta(hours=1),
        closes_at=now + timedelta(days=1),
    )
    for measure in _measures():
        _contest(voting_round, measure)
    members = Member.objects.bulk_create(
        [Member(name=f"Member {number}", joined_on=now.date()) for number in range(voters)],
        batch_size=ROWS_AT_A_TIME,
    )
    Contribution.objects.bulk_create(
        [
            Contribution(
                member=member,
                kind=ContributionKind.DUES,
                amount_cents=120_00,
                received_on=now.date() - timedelta(days=100),
            )
            for member in members
        ],
        batch_size=ROWS_AT_A_TIME,
    )
    # The order on the ballot is nothing to be measured here.
    with mock.patch.object(rounds, "_draw_order"):
        rounds.schedule(voting_round.pk, by=_somebody())
    for key in KeyName:
        custody.make_key(voting_round.pk, key)
    rounds.open_voting(voting_round.pk)
    return Round.objects.get(pk=voting_round.pk)


def _measures() -> Iterator[Measure]:
    return (measure for measure in MEASURES if measure.name in CONTESTS)


def _contest(voting_round: Round, measure: Measure) -> None:
    key = measure.form
    contest = Contest(round=voting_round, key=key, office=measure.name)
    rule = measure.rule(CANDIDATES)
    contest.take_rule(rule)
    contest.save()
    Candidate.objects.bulk_create(
        [Candidate(contest=contest, key=one, name=one.title()) for one in rule.candidates]
    )


def _somebody(name: str = "benchmark") -> User:
    return User.objects.get_or_create(email=f"{name}@example.org")[0]


@transaction.atomic
def _vote(voting_round: Round, ballots: int) -> None:
    """A log as if everybody had voted, up to the close."""
    slots = RollEntry.objects.filter(round=voting_round).values_list("slot", flat=True)
    bulk.insert(
        LogEntry,
        ["round_id", "kind", "payload", "signature"],
        (
            (voting_round.pk, chain.CAST, json.dumps(_first_ballot(slot)), bytes(64))
            for slot in slots[:ballots]
        ),
    )
    log.flush(voting_round.pk)
    log.sign_checkpoint(voting_round.pk)
    rounds.close_voting(
        voting_round.pk, by=_somebody(), proposed_by=_somebody("other"), reason="Benchmark"
    )


def _first_ballot(slot: bytes | memoryview | None) -> dict[str, Any]:
    commitment = secrets.token_hex(32)
    return {"slot": bytes(slot or b"").hex(), "version": 1, "commitment": commitment}


@transaction.atomic
def _mix(voting_round: Round, ballots: int) -> None:
    """Inner ballots as the mix leaves them."""
    sealed = sorted((inner_digest(inner), inner) for inner in _sealed(voting_round, ballots))
    columns = ["hash", "round_id", "sealed"]
    bulk.insert(InnerBallot, columns, ((one, voting_round.pk, inner) for one, inner in sealed))
    root = values_root(digest for digest, _ in sealed).hex()
    locked = log.lock(voting_round.pk)
    log.append(locked, chain.MIX, {"count": len(sealed), "root": root})
    rounds.move(locked, RoundStatus.MIXED)
    locked.save(update_fields=["status"])
    log.sign_checkpoint(voting_round.pk)


def _sealed(voting_round: Round, ballots: int) -> Iterator[bytes]:
    definition_hash = bytes(voting_round.definition_hash or b"")
    box = SealedBox(PublicKey(bytes(voting_round.tally_key or b"")))
    made = [
        (measure.form, KINDS[measure.kind](Random(measure.name), CANDIDATES))
        for measure in _measures()
    ]
    for _ in range(ballots):
        choices = tuple((key, envelopes.new_code(), next(texts)) for key, texts in made)
        text = envelopes.InnerText(voting_round.pk, definition_hash, "S1", choices)
        nonce = secrets.token_bytes(envelopes.NONCE_BYTES)
        yield bytes(box.encrypt(envelopes._pad(text.as_json(nonce), voting_round.pad_to or 0)))


@contextmanager
def _watched(clock: Clock) -> Iterator[None]:
    """Time the parts of the whole, and what happens inside libsodium."""
    with ExitStack() as stack:
        for name, path in PARTS.items():
            module, _, function = path.rpartition(".")
            owner = getattr(counting, module) if module else counting
            stack.enter_context(_timed(clock, name, owner, function))
        stack.enter_context(_timed(clock, LIBSODIUM, nacl.bindings, "crypto_box_seal_open"))
        yield


def _timed(clock: Clock, name: str, owner: Any, function: str) -> Any:
    real = getattr(owner, function)

    def timed(*values: Any, **named: Any) -> Any:
        return clock.time(name, lambda: real(*values, **named))

    return mock.patch.object(owner, function, timed)
