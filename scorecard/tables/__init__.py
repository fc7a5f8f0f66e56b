"""The numbers of a session as tables, ours or as the present site shows them.

The site finds people by the number in the sheet, first match; counts who is listed twice twice;
takes a Y with a blank beside it for a no; and looks for the votes of today's members in the
chamber they sit in now. Ours go by who somebody was found to be. `docs/scorecard.md` names every
difference.
"""

from collections.abc import Callable, Iterator

from scorecard.records import SessionRecord
from scorecard.tables import (
    cosponsored_bills,
    medians,
    member_pages,
    roll_calls,
    scores,
    sponsorship,
)

Rows = Callable[[SessionRecord, bool], Iterator[dict[str, object]]]

TABLES: dict[str, tuple[tuple[str, ...], Rows]] = {
    "scores": (scores.COLUMNS, scores.rows),
    "rollcalls": (roll_calls.COLUMNS, roll_calls.rows),
    "medians": (medians.COLUMNS, medians.rows),
    "sponsorship": (sponsorship.COLUMNS, sponsorship.rows),
    "cosponsored_bills": (cosponsored_bills.COLUMNS, cosponsored_bills.rows),
    "member_pages": (member_pages.COLUMNS, member_pages.rows),
}

__all__ = ["TABLES", "Rows"]
