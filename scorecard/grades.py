"""Grades of many people over several sessions in one query: the database counts the marks."""

from collections import defaultdict
from collections.abc import Collection, Iterable

from django.db.models import Count, QuerySet

from scorecard import grading
from scorecard.grading import Grade, Mark
from scorecard.models import Position, Session

# By session, legislator and the chamber they voted in.
Grades = dict[tuple[int, int, str], Grade]


def grades_of(sessions: Collection[Session], people: Iterable[int] | None = None) -> Grades:
    """Somebody in two rows is counted once; who has no mark in a session is absent from it.

    Args:
        people: ids of legislators; everybody who is known if None.
    """
    positions = Position.objects.filter(
        row__session__in=[one.pk for one in sessions],
        row__repeats__isnull=True,
        row__legislator__isnull=False,
    )
    if people is not None:
        positions = positions.filter(row__legislator__in=list(people))
    rules = {one.pk: one.rules.as_rules() for one in sessions}
    return {
        key: grading.graded(grading.tally_of(counts), rules[key[0]])
        for key, counts in _counted(positions).items()
    }


def _counted(positions: QuerySet[Position]) -> dict[tuple[int, int, str], dict[Mark, int]]:
    columns = ("row__session_id", "row__legislator_id", "row__chamber", "mark")
    rows = positions.order_by().values_list(*columns).annotate(number=Count("pk"))
    found: dict[tuple[int, int, str], dict[Mark, int]] = defaultdict(dict)
    for session_id, person, chamber, mark, number in rows:
        found[session_id, person, chamber][Mark(mark)] = number
    return found
