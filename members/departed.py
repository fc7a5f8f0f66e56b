"""Rows of a feed about somebody who closed their account.

A payment never brings anybody back onto the rolls. What is dated up to the day they left belongs to
their ledger, and so does the end of a series; whatever came later is refused, and staff read why.
They are known by the source's number and by the series of which they paid before: their addresses
are gone.
"""

from collections.abc import Collection
from datetime import date

from members.errors import BadCell
from members.feeds.rows import PERSON_ONLY, Row
from members.models import Contribution, ContributionKind


class HasLeft(BadCell):
    """A row would bring back somebody who closed their account."""


def series_of_departed(source: str, rows: Collection[Row]) -> dict[str, int]:
    """Series among these rows that were somebody's who left; to the row of the rolls."""
    series = {row.series for row in rows if row.series}
    if not series:
        return {}
    # By way of those who left, who are few: the ledger has no index of series.
    theirs = Contribution.objects.filter(
        member__departure__isnull=False, source=source, series__in=series
    )
    return dict(theirs.values_list("series", "member_id"))


def is_still_theirs(row: Row, left_on: date) -> bool:
    """Whether a row belongs to the ledger of somebody who left on the day."""
    if row.kind == ContributionKind.CANCELLATION:
        return True
    return row.kind != PERSON_ONLY and row.received_on <= left_on


def require_theirs(row: Row, left_on: date) -> None:
    """Raises:
    HasLeft: the row came after they had closed their account.
    """
    if is_still_theirs(row, left_on):
        return
    raise HasLeft(
        f"This is about somebody who closed their account on {left_on:%-d %B %Y}, and nobody comes "
        "back by a line of a file. Give the money back and end the series at its source. If they "
        "want to be a member again, put them onto the rolls as a new person, with their address."
    )
