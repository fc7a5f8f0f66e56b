"""What `bench.rolls` runs beside its servers: a round of very many members is scheduled.

Of four members on the roll three pay by the year, with three entries on the ledger, and one by the
month, with twelve; one in fifty had a payment refunded. One in ten more has lapsed, and is just
outside the roll. A third of everybody belongs to a chapter with a contest of its own, which asks
for a meeting. Beside it as many entries of a roll are written by one bare INSERT ... SELECT, into
the same table, with its constraints and triggers.
"""

import argparse
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any
from unittest import mock
from uuid import UUID

from django.core.management import call_command
from django.db import connection, transaction
from django.utils import timezone

from bench.measured.measuring import Clock, Measured, in_child
from endorsements import roll, rounds
from endorsements.models import Candidate, Contest, Round
from members.models import Chapter, ChapterRules, Contribution, Meeting, User

MEMBERS = 1_000_000
BARE, WHOLE = "bare INSERT ... SELECT", "scheduling, to its commit"
# Parts of the whole, by the functions of `roll` that do them.
PARTS = {
    "standing of everybody": "draw_up",
    "entries, misses, file, root": "freeze",
    "of which the root": "merkle_root",
}
_PEOPLE = """
    INSERT INTO members_member (id, name, town, joined_on, is_demo)
    SELECT n, 'Member ' || n, '', '2020-01-01', FALSE
    FROM generate_series(1, %(all)s) n"""
_PAYMENTS = """
    INSERT INTO members_contribution
        (member_id, kind, amount_cents, received_on, source, external_id, series, edition,
        recorded_at)
    SELECT n, 'dues', CASE WHEN n %% 4 = 0 THEN 1000 ELSE 12000 END,
        CASE
            WHEN n > %(on_roll)s THEN %(day)s - 366 * place - 500 - n %% 300
            WHEN n %% 4 = 0 THEN %(day)s - 30 * place - n %% 28
            ELSE %(day)s - 366 * (place - 1) - 40 - n %% 300
        END,
        'bench', n || '-' || place, '', 1, now() - interval '1 day'
    FROM generate_series(1, %(all)s) n,
        LATERAL generate_series(1, CASE WHEN n %% 4 = 0 THEN 12 ELSE 3 END) place"""
_REFUNDS = """
    INSERT INTO members_contribution
        (member_id, kind, amount_cents, received_on, source, external_id, series, edition,
        undoes_id, recorded_at)
    SELECT member_id, 'refund', -amount_cents, received_on + 3, source, '', '', 1, id, recorded_at
    FROM members_contribution WHERE member_id %% 50 = 7 AND external_id LIKE '%%-3'"""
_BELONGING = """
    INSERT INTO members_member_chapters (member_id, chapter_id)
    SELECT n, %(chapter)s FROM generate_series(3, %(all)s, 3) n"""
_ATTENDANCE = """
    INSERT INTO members_attendance (meeting_id, member_id, recorded_at)
    SELECT %(meeting)s, n, now() - interval '1 day' FROM generate_series(6, %(all)s, 6) n"""
_BARE = """
    INSERT INTO endorsements_rollentry
        (round_id, member_id, slot, style, channel, is_voided, reason, grounds)
    SELECT %(round)s, id, substring(sha256(uuid_send(gen_random_uuid())) FROM 1 FOR 16),
        'S1', 'none', FALSE, '', 'covered dues 12000 2026-03-03 2027-03-03'
    FROM members_member WHERE id <= %(on_roll)s"""


def main(words: Sequence[str]) -> int:
    parser = argparse.ArgumentParser("python -m bench.rolls", description=__doc__)
    parser.add_argument("members", nargs="?", type=int, default=MEMBERS, help="on the roll")
    members = parser.parse_args(words).members
    call_command("migrate", verbosity=0)
    round_id = in_child(partial(_prepare, members)).found
    entries = Contribution.objects.count()
    print(f"{members:,} members on the roll, {entries:,} entries on the ledger\n")
    bare = in_child(partial(_insert_bare, members))
    frozen = in_child(partial(_schedule, round_id))
    _report(bare, frozen)
    found = Round.objects.get(pk=round_id)
    if found.roll_count != members:
        raise SystemExit(f"{found.roll_count} are on the roll, not {members}")
    return 0


def _report(bare: Measured, frozen: Measured) -> None:
    [least] = bare.seconds.values()
    print(f"{BARE:28} {least:7.1f} s")
    for name, seconds in frozen.found.items():
        print(f"{name:28} {seconds:7.1f} s  {seconds / least:5.1f} x bare")
    print(f"Python grew by {frozen.peak:.0f} MB")


def _prepare(members: int, _: Clock) -> UUID:
    """Everybody with their ledgers, and a draft round with a contest for all and a chapter's."""
    now = datetime.now(UTC)
    chapter = Chapter.objects.create(name="Benchmark")
    rules = {"meetings_needed": 1, "effective_from": timezone.localdate(now) - timedelta(days=900)}
    ChapterRules.objects.create(chapter=chapter, **rules)
    meeting = Meeting.objects.create(
        chapter=chapter, held_on=timezone.localdate(now) - timedelta(days=60)
    )
    values: dict[str, Any] = {
        "on_roll": members,
        "all": members + members // 10,
        "day": timezone.localdate(now),
        "chapter": chapter.pk,
        "meeting": meeting.pk,
    }
    with connection.cursor() as cursor:
        # Loading is not what is measured: no trigger and no foreign key while it lasts.
        cursor.execute("SET session_replication_role = replica")
        for statement in (_PEOPLE, _PAYMENTS, _REFUNDS, _BELONGING, _ATTENDANCE):
            cursor.execute(statement, values)
        cursor.execute("SET session_replication_role = DEFAULT")
        cursor.execute("VACUUM ANALYZE")
    voting_round = _draft("benchmark", now)
    _contest(voting_round, "everybody", None)
    _contest(voting_round, "chapter", chapter)
    return voting_round.pk


def _draft(slug: str, now: datetime) -> Round:
    return Round.objects.create(
        title=slug.title(),
        slug=slug,
        record_date=timezone.localdate(now),
        opens_at=now + timedelta(hours=1),
        closes_at=now + timedelta(days=1),
    )


def _contest(voting_round: Round, key: str, chapter: Chapter | None) -> None:
    contest = Contest.objects.create(round=voting_round, key=key, office=key, chapter=chapter)
    for name in ("Ash", "Birch"):
        Candidate.objects.create(contest=contest, key=name.lower(), name=name)


def _insert_bare(members: int, clock: Clock) -> None:
    values = {"round": _draft("bare", datetime.now(UTC)).pk, "on_roll": members}
    clock.time(BARE, lambda: _in_a_transaction(_BARE, values))
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE endorsements_rollentry")


@transaction.atomic
def _in_a_transaction(statement: str, values: dict[str, Any]) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL pgtrigger.ignore = '{}'")
        cursor.execute(statement, values)


def _schedule(round_id: UUID, clock: Clock) -> dict[str, float]:
    staff = User.objects.get_or_create(email="benchmark@example.org")[0]
    with _watched(clock):
        clock.time(WHOLE, lambda: rounds.schedule(round_id, by=staff))
    return clock.totals()


@contextmanager
def _watched(clock: Clock) -> Iterator[None]:
    """Time the parts of the whole."""
    with mock.patch.multiple(
        roll, **{function: _timed(clock, name, function) for name, function in PARTS.items()}
    ):
        yield


def _timed(clock: Clock, name: str, function: str) -> Any:
    real = getattr(roll, function)
    return lambda *values: clock.time(name, lambda: real(*values))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
