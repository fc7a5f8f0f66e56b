"""Who may vote in what a chapter decides: its members, and of them who came to its meetings.

Good standing is asked by the organisation (`standing.py`); what a chapter asks besides is asked
here, of one member or of all by the same query. A meeting counts when it was held on or before
the day, and its attendance was recorded before the roll was frozen.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import connection

from members.dues import add_months
from members.dues import grounds as causes
from members.dues.grounds import Grounds
from members.models import ChapterRules, Member

# One row for each person and chapter of theirs, whatever row of the person belongs to it.
_BELONGING = f"""
    WITH asked (chapter, needed, since) AS (
        SELECT * FROM unnest(%(chapters)s::bigint[], %(needed)s::int[], %(since)s::date[])
    ),
    belongs AS (
        SELECT DISTINCT COALESCE(m.merged_into_id, m.id) AS person, b.chapter_id AS chapter
        FROM members_member_chapters b JOIN members_member m ON m.id = b.member_id
        WHERE b.chapter_id = ANY(%(chapters)s)
        AND (%(of_member)s::bigint IS NULL
            OR COALESCE(m.merged_into_id, m.id) = %(of_member)s)
    ),
    came AS (
        SELECT COALESCE(m.merged_into_id, m.id) AS person, t.chapter_id AS chapter,
            count(DISTINCT t.id) AS attended
        FROM members_attendance a
        JOIN members_meeting t ON t.id = a.meeting_id
        JOIN members_member m ON m.id = a.member_id
        JOIN asked ON asked.chapter = t.chapter_id
        WHERE t.held_on BETWEEN asked.since AND %(day)s
        AND (%(recorded_by)s::timestamptz IS NULL OR a.recorded_at < %(recorded_by)s)
        GROUP BY 1, 2
    )
    SELECT belongs.person, belongs.chapter,
        COALESCE(came.attended, 0) >= asked.needed AS may_vote,
        concat_ws(' ', '{causes.ATTENDANCE}', COALESCE(came.attended, 0), asked.needed,
            asked.since) AS grounds
    FROM belongs
    JOIN asked ON asked.chapter = belongs.chapter
    LEFT JOIN came ON came.person = belongs.person AND came.chapter = belongs.chapter"""  # noqa: S608


@dataclass(frozen=True)
class Asked:
    """What a chapter asks: so many meetings since a day."""

    needed: int
    since: date


def asked_by(chapters: Collection[int], on: date) -> dict[int, Asked]:
    """Chapter to what it asks on the day; no meetings where it has no rules by then."""
    asked = dict.fromkeys(chapters, Asked(0, on))
    for rules in ChapterRules.objects.filter(chapter__in=chapters).in_force_on(on):
        first = add_months(on, -rules.within_months) + timedelta(days=1)
        asked[rules.chapter_id] = Asked(rules.meetings_needed, first)
    return asked


def belonging_query(
    chapters: Collection[int],
    *,
    on: date,
    recorded_by: datetime | None = None,
    of_member: Member | None = None,
) -> tuple[str, dict[str, Any]]:
    """A SELECT of (person, chapter, may_vote, grounds), one row for each pair, and its values."""
    asked = asked_by(chapters, on)
    return _BELONGING, {
        "chapters": list(asked),
        "needed": [one.needed for one in asked.values()],
        "since": [one.since for one in asked.values()],
        "day": on,
        "recorded_by": recorded_by,
        "of_member": of_member and (of_member.merged_into_id or of_member.pk),
    }


def belonging_of(
    member: Member, chapters: Collection[int], *, on: date, recorded_by: datetime | None = None
) -> Iterator[tuple[int, bool, Grounds]]:
    """The member's chapters among these, whether they may vote there, and the attendance."""
    with connection.cursor() as cursor:
        cursor.execute(*belonging_query(chapters, on=on, recorded_by=recorded_by, of_member=member))
        rows = cursor.fetchall()
    for _, chapter, may_vote, text in rows:
        yield chapter, may_vote, causes.read_grounds(text)
