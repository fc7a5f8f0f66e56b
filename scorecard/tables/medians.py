"""Medians of scores by chamber and group, and of cosponsored bills for both chambers together."""

from collections.abc import Iterator

from scorecard.grading import Group, group_of, median_score, upper_median
from scorecard.models import Chamber, Service
from scorecard.records import SessionRecord
from scorecard.tables.member_pages import cosponsored, voter_on_page
from scorecard.tables.words import or_empty

COLUMNS = ("session", "measure", "chamber", "group", "median")


def rows(record: SessionRecord, as_site: bool) -> Iterator[dict[str, object]]:
    for chamber in Chamber:
        for group in Group:
            median = score_median(record, chamber, group, as_site=as_site)
            yield _row(record, "vote score", chamber.value, group, median)
    for group in Group:
        yield _row(record, "cosponsored bills", "both", group, _bills(record, group, as_site))


def _row(
    record: SessionRecord, measure: str, chamber: str, group: Group, median: int | None
) -> dict[str, object]:
    return {
        "session": record.session.first_year,
        "measure": measure,
        "chamber": chamber,
        "group": group.value,
        "median": or_empty(median),
    }


def score_median(
    record: SessionRecord, chamber: Chamber, group: Group, *, as_site: bool = False
) -> int | None:
    """Over those who sit in the chamber today and have voted enough in the session."""
    voters = [
        voter_on_page(record, seat, as_site)
        for seat in _of_group(record.seats, group)
        if seat.chamber == chamber
    ]
    return median_score((voter.grade for voter in voters if voter), record.rules)


def _bills(record: SessionRecord, group: Group, as_site: bool) -> int | None:
    counts = [cosponsored(record, seat, as_site) for seat in _of_group(record.seats, group)]
    return upper_median(count for count in counts if count is not None)


def _of_group(seats: list[Service], group: Group) -> list[Service]:
    return [seat for seat in seats if group_of(seat.party) == group]
