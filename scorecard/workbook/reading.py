"""The six sheets of a session as facts, with all that is odd about them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from scorecard.errors import Unreadable
from scorecard.workbook.bills import read_bills, read_items
from scorecard.workbook.files import Grids
from scorecard.workbook.oddities import Findings, Oddity
from scorecard.workbook.rows import (
    BillKeyRow,
    BillRow,
    ItemRow,
    SponsorPerson,
    VotesColumn,
    VotesPerson,
)
from scorecard.workbook.sponsorship import read_sponsorship
from scorecard.workbook.votes import read_votes

CHAMBERS = ("house", "senate")


@dataclass(frozen=True)
class Workbook:
    """What a workbook says, chamber by chamber ("house", "senate"), each in the sheet's order."""

    items: dict[str, list[ItemRow]]
    columns: dict[str, list[VotesColumn]]
    people: dict[str, list[VotesPerson]]
    bills: list[BillRow]
    bill_keys: list[BillKeyRow]
    sponsors: list[SponsorPerson]
    oddities: Sequence[Oddity]


def read(grids: Grids) -> Workbook:
    """Args: grids: all six sheets, as `open_file` gives them.

    Raises:
        Unreadable: a column or a row of heads is missing, or the chambers' votes are swapped.
    """
    notes: list[Findings] = []

    def noted(sheet: str) -> tuple[Any, Findings]:
        notes.append(Findings(sheet))
        return grids[sheet], notes[-1]

    items = {c: read_items(*noted(f"{c.capitalize()}_Bills")) for c in CHAMBERS}
    votes = {c: read_votes(*noted(f"{c.capitalize()}_Votes")) for c in CHAMBERS}
    _refuse_swapped(items, {chamber: columns for chamber, (columns, _) in votes.items()})
    bills = read_bills(*noted("Sponsored_Bills"))
    bill_keys, sponsors = read_sponsorship(*noted("Sponsorship"))
    return Workbook(
        items=items,
        columns={chamber: columns for chamber, (columns, _) in votes.items()},
        people={chamber: people for chamber, (_, people) in votes.items()},
        bills=bills,
        bill_keys=bill_keys,
        sponsors=sponsors,
        oddities=[oddity for findings in notes for oddity in findings],
    )


def _refuse_swapped(items: dict[str, list[ItemRow]], columns: dict[str, list[VotesColumn]]) -> None:
    def shared(of_items: str, of_votes: str) -> int:
        heads = {(column.number, column.bill_number) for column in columns[of_votes]}
        return sum((item.number, item.bill_number) in heads for item in items[of_items])

    straight = shared("house", "house") + shared("senate", "senate")
    if shared("house", "senate") + shared("senate", "house") > straight:
        raise Unreadable("House_Votes and Senate_Votes are swapped: each has the other's items.")
