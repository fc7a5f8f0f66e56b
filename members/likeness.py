"""Which rows of the rolls may be one person: a list for staff to look through, never a verdict."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db import connection

from members.models import Member

MOST_SHOWN = 200
# Each row is paired with the first of those alike, not with every other: a town in which a
# hundred people have one name makes a hundred lines, not five thousand.
PAIRS = """
    WITH person AS (
        SELECT id, plain FROM members_member WHERE merged_into_id IS NULL AND left_on IS NULL
    ), same_name AS (
        SELECT id, first_value(id) OVER (PARTITION BY plain ORDER BY id) AS first FROM person
    ), same_address AS (
        SELECT person.id, min(person.id) OVER (PARTITION BY email) AS first
        FROM members_memberaddress JOIN person ON person.id = member_id
    ), pair (one, other, alike) AS (
        SELECT first, id, 'name' FROM same_name WHERE first <> id
        UNION ALL
        SELECT first, id, 'address' FROM same_address WHERE first <> id
    )
    SELECT one, other, array_agg(DISTINCT alike ORDER BY alike DESC), count(*) OVER ()
    FROM pair
    GROUP BY one, other
    -- Both first, then those of one name; an address alone is often a couple's.
    ORDER BY count(DISTINCT alike) DESC, max(alike) DESC, one, other
    LIMIT %s
"""
WORDS = {"name": "same name and town", "address": "same address"}


@dataclass(frozen=True)
class Pair:
    """Two rows, the older one first, and what is alike in words."""

    one: Member
    other: Member
    alike: str


def likely_duplicates(most: int = MOST_SHOWN) -> tuple[list[Pair], int]:
    """The likeliest pairs, and how many there are in all."""
    with connection.cursor() as cursor:
        cursor.execute(PAIRS, [most])
        rows = cursor.fetchall()
    people = _people({pk for one, other, *_ in rows for pk in (one, other)})
    pairs = [
        Pair(people[one], people[other], " and ".join(WORDS[word] for word in alike))
        for one, other, alike, _ in rows
    ]
    return pairs, rows[0][3] if rows else 0


def _people(ids: Collection[int]) -> dict[int, Member]:
    return Member.objects.prefetch_related("addresses").in_bulk(ids)
