"""Who is just outside a round's roll: for staff before it opens, and for the member who asks.

Of a draft it is what the roll would leave out now; of a round that was scheduled what was kept with
the roll (`RollMiss`), which no later import changes. What came onto the ledger since, dated on or
before the record date, is named beside it.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection

from endorsements.models import RollEntry, RollMiss, Round, RoundStatus
from endorsements.roll import miss_query
from members.dues import grounds as causes
from members.dues.grounds import Grounds, read_grounds
from members.dues.reasons import in_words, what_helps
from members.everyone import Answer, near_misses
from members.models import Chapter, Contribution, Member
from members.search import found
from members.standing import standing_for_a_roll

ROWS_ON_A_PAGE = 50
MOST_LATE = 200


@dataclass(frozen=True)
class Miss:
    """One member, the chapter whose contest they miss (None: the whole round), and why."""

    member: Member
    chapter: Chapter | None
    why: str


@dataclass(frozen=True)
class Misses:
    """Some of the misses; `per_cause` and `total` are of all, or of all that were searched for."""

    per_cause: dict[str, int]
    total: int
    rows: list[Miss]


Found = tuple[int, int | None, str]


def misses_of(voting_round: Round, *, cause: str = "", terms: str = "", first: int = 0) -> Misses:
    """Args:
    cause: only these, of `members.dues.grounds`.
    terms: words that the member is known by; see `members.search`.
    first: how many to pass over.
    """
    if voting_round.record_date is None:
        return Misses({}, 0, [])
    among = None
    if terms.strip():
        among = list(found(Member.objects.all(), terms).values_list("pk", flat=True))
    query, values = _query(voting_round, among)
    per_cause = dict(_all(f"SELECT cause, count(*) FROM ({query}) m GROUP BY 1", values))  # noqa: S608
    page = f"""
        SELECT member_id, chapter_id, grounds FROM ({query}) miss
        JOIN members_member m ON m.id = miss.member_id
        WHERE %(cause)s IN ('', cause)
        ORDER BY m.name, m.id, chapter_id OFFSET %(first)s LIMIT %(number)s"""  # noqa: S608
    more = {"cause": cause, "first": first, "number": ROWS_ON_A_PAGE}
    rows = _named(_all(page, values | more))
    total = per_cause.get(cause, 0) if cause else sum(per_cause.values())
    return Misses(_most_first(per_cause), total, rows)


def _query(voting_round: Round, among: Collection[int] | None) -> tuple[str, dict[str, Any]]:
    """A SELECT of (member_id, chapter_id, cause, grounds), and its values."""
    if voting_round.status == RoundStatus.DRAFT:
        return miss_query(voting_round, among)
    kept = """
        SELECT member_id, chapter_id, cause, grounds FROM endorsements_rollmiss
        WHERE round_id = %(round)s
        AND (%(among)s::bigint[] IS NULL OR member_id = ANY(%(among)s))"""
    return kept, {"round": voting_round.pk, "among": among}


def _most_first(per_cause: dict[str, int]) -> dict[str, int]:
    return dict(sorted(per_cause.items(), key=lambda pair: (-pair[1], pair[0])))


def _all(query: str, values: dict[str, Any]) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(query, values)
        return list(cursor.fetchall())


def _named(rows: Sequence[Found]) -> list[Miss]:
    members = Member.objects.in_bulk({member for member, _, _ in rows})
    chapters = Chapter.objects.in_bulk({chapter for _, chapter, _ in rows if chapter})
    return [
        Miss(members[member], chapters.get(chapter or 0), in_words(read_grounds(text)))
        for member, chapter, text in rows
    ]


def recorded_late(voting_round: Round) -> list[Answer]:
    """Who would be on the roll if the ledger had said by the freeze what it says now."""
    if voting_round.frozen_at is None or voting_round.record_date is None:
        return []
    late = Contribution.objects.filter(
        recorded_at__gte=voting_round.frozen_at, received_on__lte=voting_round.record_date
    ).values_list("member__merged_into", "member")
    people = {merged_into or member for merged_into, member in late}
    people -= set(
        RollEntry.objects.filter(round=voting_round, member__in=people).values_list(
            "member", flat=True
        )
    )
    answers = near_misses(
        on=voting_round.record_date, recorded_by=voting_round.frozen_at, among=people
    )
    return [one for one in answers if one.grounds.cause == causes.RECORDED_LATE]


def roll_answer(slug: str, member: Member) -> str:
    """Whether this person is on the roll of a round, and why: for `manage.py standing`.

    Raises:
        Round.DoesNotExist: no round has this address.
    """
    voting_round = Round.objects.get(slug=slug)
    entry = RollEntry.objects.filter(round=voting_round).of_member(member).first()
    if entry is not None:
        return f"{member}: on the roll of “{voting_round}”. {entry.why}".rstrip()
    answer = why_not(voting_round, member)
    is_draft = voting_round.status == RoundStatus.DRAFT
    no = "has no roll yet" if is_draft else "not on the roll"
    return f"{member}: “{voting_round}”: {no}. {answer.because} {answer.helps}".rstrip()


@dataclass(frozen=True)
class WhyNot:
    """Why a member is not on a roll, and what they can do about it; `helps` may be empty."""

    because: str
    helps: str


def why_not(voting_round: Round, member: Member) -> WhyNot:
    """To a member who is not on the roll of this round, as it was when the roll was frozen."""
    day = voting_round.record_date
    if day is None:
        return WhyNot("The record date of this round is not fixed yet.", "")
    found_then = _grounds(voting_round, member, day)
    if found_then is not None:
        return WhyNot(in_words(found_then), what_helps(found_then))
    missed = RollMiss.objects.filter(round=voting_round).of_member(member)
    in_chapters = list(missed.select_related("chapter"))
    if not in_chapters and voting_round.chapter is not None:
        return WhyNot(f"It is a round of {voting_round.chapter}: its members alone vote.", "")
    if not in_chapters:
        return WhyNot("This round has no contest for you.", "")
    because = " ".join(f"{miss.chapter}: {miss.why}" for miss in in_chapters)
    return WhyNot(because, what_helps(in_chapters[0].facts))


def _grounds(voting_round: Round, member: Member, day: date) -> Grounds | None:
    """What was kept with the roll, unless it came too late; None for who is in good standing."""
    standing = standing_for_a_roll(member, on=day, recorded_by=voting_round.frozen_at)
    if standing.grounds.cause == causes.RECORDED_LATE:
        return standing.grounds
    kept = RollMiss.objects.filter(round=voting_round).of_member(member).off_the_roll().first()
    if kept is not None:
        return kept.facts
    return None if standing.is_good else standing.grounds
