"""The roll of a round: who may vote in what, frozen at scheduling with the grounds of each.

Everything about members stays inside the database: a roll may have a million. Who is just
outside is written beside it (`RollMiss`).
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import Count
from django.utils import timezone

from endorsements.clock import database_now
from endorsements.errors import DoesNotAddUp
from endorsements.models import Contest, RecordFile, RollEntry, RollMiss, Round
from endorsements.protocol.files import ROLL_FILE
from endorsements.protocol.merkle import merkle_root, roll_root
from members.chapters import belonging_query
from members.everyone import standing_query
from members.imports import one_at_a_time
from members.models import Member

Contests = tuple[str, ...]
# The contests on a ballot, in the ballot's order, and how many members would get it.
Electorate = Mapping[Contests, int]

ROWS_AT_ONCE = 10_000
LEAF = 32  # bytes of SHA-256
# Sorting a million ledgers takes much less time in memory (some 600 MB of it; ten thousand take
# 6 MB); given back with the transaction.
_WORK_MEM = "SET LOCAL work_mem = '768MB'"
# Everybody's standing, and the chapters of these contests in which they may vote.
_VOTERS = """
    SELECT standing.*, COALESCE(own.chapters, ARRAY[]::bigint[]) AS chapters
    FROM ({standing}) standing
    LEFT JOIN (
        SELECT person, array_agg(chapter ORDER BY chapter) AS chapters
        FROM ({belonging}) belonging WHERE may_vote GROUP BY person
    ) own ON own.person = standing.member_id"""
_DRAWN_UP = "roll_being_drawn_up"
# Who belongs to which chapter is asked for the roll, and again for who is outside it.
_BELONGING = "belonging_being_drawn_up"
# Sixteen bytes of a digest of a secret and the member's number. The secret is drawn by PostgreSQL
# from the system's source of keys for this one statement, and kept nowhere: 244 bits, as a random
# UUID has six that are the same in all. Asked for as a value, it is part of no row that PostgreSQL
# might put by on its disk.
_NEW_SLOT = """substring(
        sha256((SELECT drawn FROM secret) || int8send(voter.member_id)) FROM 1 FOR 16)"""
_WRITE_ENTRIES = f"""
    WITH secret AS MATERIALIZED (
        SELECT uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()) AS drawn
    )
    INSERT INTO endorsements_rollentry
        (round_id, member_id, slot, style, channel, is_voided, reason, grounds)
    SELECT %(round)s, voter.member_id, {_NEW_SLOT}, ballot.style, 'none', FALSE, '', voter.grounds
    FROM {_DRAWN_UP} voter
    JOIN unnest(%(groups)s::text[], %(styles)s::text[]) ballot (chapters, style)
        ON ballot.chapters = voter.chapters::text
    WHERE voter.is_good"""  # noqa: S608
# Who is outside the roll, and who is on it but outside a chapter's contest.
_MISSES = """
    SELECT member_id, NULL::bigint AS chapter_id, split_part(grounds, ' ', 1) AS cause, grounds
    FROM {voters} voter WHERE is_near AND {in_the_chapter}
    UNION ALL
    SELECT own.person, own.chapter, split_part(own.grounds, ' ', 1), own.grounds
    FROM ({belonging}) own JOIN {voters} voter ON voter.member_id = own.person
    WHERE voter.is_good AND NOT own.may_vote"""
_WRITE_MISSES = """
    INSERT INTO endorsements_rollmiss (round_id, member_id, chapter_id, cause, grounds)
    SELECT %(round)s, member_id, chapter_id, cause, grounds FROM ({misses}) miss"""
_WRITE_FILE = """
    INSERT INTO endorsements_recordfile (round_id, name, content)
    SELECT %(round)s, %(name)s, COALESCE(
        string_agg(encode(slot, 'hex') || ' ' || style || chr(10), '' ORDER BY slot), '')
    FROM endorsements_rollentry WHERE round_id = %(round)s"""
LEAVES_AT_ONCE = 20_000
# As `merkle.roll_leaf` makes it of slot and style; many to a row, since rows are what takes time.
_LEAVES = r"""
    SELECT string_agg(leaf, ''::bytea ORDER BY leaf) FROM (
        SELECT leaf, (row_number() OVER (ORDER BY leaf) - 1) / %(at_once)s AS bunch FROM (
            SELECT sha256('\x00'::bytea || slot || convert_to(style, 'UTF8')) AS leaf
            FROM endorsements_rollentry WHERE round_id = %(round)s
            OFFSET 0
        ) one
    ) placed GROUP BY bunch ORDER BY bunch"""


def electorate_of(voting_round: Round) -> Electorate:
    """Who would be on the roll if it were frozen now; empty without a record date."""
    if voting_round.record_date is None:
        return {}
    standing, values = _standing_query(voting_round, voting_round.record_date)
    belonging, more = _belonging_query(voting_round, voting_round.record_date)
    query = _VOTERS.format(standing=standing, belonging=belonging)
    return _counted(voting_round, f"({query})", more | values)


def draw_up(voting_round: Round) -> Electorate:
    """Fix who is on the roll and who just outside, to be written by `freeze`.

    Sets `frozen_at`. No import is written from here to the end of the transaction, so that what
    was recorded before that moment is seen, and what comes later is later.
    """
    one_at_a_time()
    voting_round.frozen_at = database_now()
    if voting_round.record_date is None:
        return {}
    _execute(_WORK_MEM)
    _lay_by(_BELONGING, *_belonging_query(voting_round, voting_round.record_date))
    standing, values = _standing_query(voting_round, voting_round.record_date)
    _lay_by(_DRAWN_UP, _VOTERS.format(standing=standing, belonging=f"TABLE {_BELONGING}"), values)
    return _counted(voting_round, _DRAWN_UP, {})


def _lay_by(table: str, query: str, values: Mapping[str, Any]) -> None:
    """Keep what a query finds until the end of the transaction."""
    _execute(f"DROP TABLE IF EXISTS {table}")
    _execute(f"CREATE TEMPORARY TABLE {table} ON COMMIT DROP AS {query}", values)
    _execute(f"ANALYZE {table}")


def miss_query(
    voting_round: Round, among: Collection[int] | None = None
) -> tuple[str, dict[str, Any]]:
    """A SELECT of (member_id, chapter_id, cause, grounds), and its values: who would be outside
    the roll of a draft with a record date, if it were frozen now."""
    day = voting_round.record_date or date.max
    standing, values = standing_query(
        on=day, left_by=timezone.localdate(), of_misses=True, among=among
    )
    belonging, more = _belonging_query(voting_round, day)
    misses = _misses(voting_round, "voters", belonging)
    return f"WITH voters AS MATERIALIZED ({standing}) {misses}", more | values


def _misses(voting_round: Round, voters: str, belonging: str) -> str:
    """Of a chapter's round, those in the chapter alone: others are not near it."""
    own = "TRUE"
    if voting_round.chapter_id is not None:
        own = f"""voter.member_id IN (
            SELECT person FROM ({belonging}) b WHERE b.chapter = {int(voting_round.chapter_id)})"""  # noqa: S608
    return _MISSES.format(voters=voters, belonging=belonging, in_the_chapter=own)


def _rehearsing(voting_round: Round) -> list[int] | None:
    """In a rehearsal staff alone vote, who are members; None for everybody."""
    if not voting_round.rehearsal:
        return None
    return list(Member.objects.of_staff().values_list("pk", flat=True))


def _standing_query(voting_round: Round, record_date: date) -> tuple[str, dict[str, Any]]:
    return standing_query(
        on=record_date,
        left_by=timezone.localdate(voting_round.frozen_at),
        of_misses=True,
        among=_rehearsing(voting_round),
    )


def _belonging_query(voting_round: Round, record_date: date) -> tuple[str, dict[str, Any]]:
    return belonging_query(_chapters(voting_round), on=record_date)


def _counted(voting_round: Round, voters: str, values: Mapping[str, Any]) -> Electorate:
    """How many members get which ballot; who has no contest gets none."""
    numbers: dict[Contests, int] = defaultdict(int)
    contests = list(voting_round.contests.all())
    for chapters, number in _rows(
        f"SELECT chapters, count(*) FROM {voters} v WHERE is_good GROUP BY chapters",  # noqa: S608
        values,
    ):
        if keys := _contests_for(voting_round, contests, chapters):
            numbers[keys] += number
    return dict(numbers)


def _chapters(voting_round: Round) -> list[int]:
    contests = voting_round.contests.exclude(chapter=None)
    own = {voting_round.chapter_id} if voting_round.chapter_id else set()
    return sorted({*own, *contests.values_list("chapter_id", flat=True)})


def _contests_for(voting_round: Round, contests: list[Contest], chapters: list[int]) -> Contests:
    """Keys of the contests for a member of these chapters; none outside the round's own chapter."""
    if voting_round.chapter_id is not None and voting_round.chapter_id not in chapters:
        return ()
    return tuple(
        contest.key
        for contest in contests
        if contest.chapter_id is None or contest.chapter_id in chapters
    )


def styles_of(electorate: Electorate) -> dict[str, Contests]:
    """Ballot styles, named S1, S2, ... in order of their contests; empty without members."""
    return {f"S{number}": contests for number, contests in enumerate(sorted(electorate), start=1)}


def voters_per_contest(electorate: Electorate) -> dict[str, int]:
    """Contest key to the number of members who may vote in it."""
    numbers: dict[str, int] = defaultdict(int)
    for contests, members in electorate.items():
        for contest in contests:
            numbers[contest] += members
    return dict(numbers)


def freeze(voting_round: Round, electorate: Electorate) -> dict[str, Contests]:
    """Write the roll of a draft round with fresh slots; returns its ballot styles.

    Sets `roll_root` and `roll_count` on the instance. The caller holds the round's lock, saves,
    and changes the status in the same transaction.

    Args:
        electorate: what `draw_up` found in this transaction.
    """
    styles = styles_of(electorate)
    groups = _groups(voting_round, styles)
    round_values = {"round": voting_round.pk}
    ballots = {"groups": list(groups), "styles": list(groups.values())}
    voting_round.roll_count = _execute(_WRITE_ENTRIES, round_values | ballots)
    leaves = b"".join(_leaves(voting_round))
    # The root is put together here while the database writes the rest.
    with ThreadPoolExecutor(max_workers=1) as beside:
        root = beside.submit(merkle_root, _cut(leaves))
        _write_misses(voting_round)
        _execute(_WRITE_FILE, round_values | {"name": ROLL_FILE})
        voting_round.roll_root = root.result()
    return styles


def _groups(voting_round: Round, styles: Mapping[str, Contests]) -> dict[str, str]:
    """Chapters, as PostgreSQL writes the array, to the style of the members who vote there."""
    style_of = {contests: style for style, contests in styles.items()}
    contests = list(voting_round.contests.all())
    found = _rows(f"SELECT DISTINCT chapters, chapters::text FROM {_DRAWN_UP} WHERE is_good", {})  # noqa: S608
    named = {
        text: style_of.get(_contests_for(voting_round, contests, chapters))
        for chapters, text in found
    }
    return {text: style for text, style in named.items() if style}


def _write_misses(voting_round: Round) -> None:
    if voting_round.record_date is None:
        return
    misses = _misses(voting_round, _DRAWN_UP, f"TABLE {_BELONGING}")
    _execute(_WRITE_MISSES.format(misses=misses), {"round": voting_round.pk})


def _leaves(voting_round: Round) -> Iterator[bytes]:
    """Leaves in order, many at a time."""
    values = {"round": voting_round.pk, "at_once": LEAVES_AT_ONCE}
    return (bytes(leaves) for (leaves,) in _rows(_LEAVES, values))


def _cut(leaves: bytes) -> Iterator[bytes]:
    return (leaves[start : start + LEAF] for start in range(0, len(leaves), LEAF))


def _execute(statement: str, values: Mapping[str, Any] | None = None) -> int:
    """Run it, and say how many rows it was about."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.rowcount


def _rows(query: str, values: Mapping[str, Any]) -> Iterator[tuple[Any, ...]]:
    """The rows, some at a time: there may be very many."""
    with connection.chunked_cursor() as cursor:
        cursor.execute(query, values)
        while rows := cursor.fetchmany(ROWS_AT_ONCE):
            yield from rows


def discard(voting_round: Round) -> None:
    """Forget the roll of a round that went back to draft."""
    RollEntry.objects.filter(round=voting_round).delete()
    RollMiss.objects.filter(round=voting_round).delete()
    RecordFile.objects.filter(round=voting_round).delete()


def public_roll(voting_round: Round) -> dict[str, str]:
    """Slot (hexadecimal) to ballot style as frozen; additions stand in the log.

    Raises:
        DoesNotAddUp: the file is missing, or another than was frozen.
    """
    content = RecordFile.objects.filter(round=voting_round, name=ROLL_FILE).values_list("content")
    lines = [line.partition(" ") for (text,) in content for line in text.splitlines()]
    public = {slot: style for slot, _, style in lines}
    if roll_root(map(_as_leaf, public.items())) != bytes(voting_round.roll_root or b""):
        raise DoesNotAddUp("The roll is not the one that was frozen.")
    return public


def _as_leaf(line: tuple[str, str]) -> tuple[bytes, str]:
    slot, style = line
    try:
        return bytes.fromhex(slot), style
    except ValueError:
        return b"", style


def voters_per_style(voting_round: Round) -> dict[str, int]:
    """Ballot style to the number of members on the roll, additions included."""
    entries = RollEntry.objects.filter(round=voting_round)
    return dict(entries.values_list("style").annotate(number=Count("pk")).order_by("style"))
