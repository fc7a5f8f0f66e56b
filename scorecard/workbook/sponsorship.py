"""Sponsorship, which stands turned round: a person a column, a bill a row."""

from collections.abc import Sequence

from scorecard.errors import Unreadable
from scorecard.workbook import cells
from scorecard.workbook.files import Grid
from scorecard.workbook.oddities import Findings
from scorecard.workbook.rows import BillKeyRow, SponsorCell, SponsorPerson

NUMBERS, NAMES, HEADS = 0, 1, 2
KEY, TITLE, FIRST = 1, 2, 3
YES, NO = "Y", "N"


def read_sponsorship(
    grid: Grid, findings: Findings
) -> tuple[list[BillKeyRow], list[SponsorPerson]]:
    """The bills and the people, both in the order of the sheet.

    A bill row without a key and a column without a name are left out. What is neither a Y nor
    an N, an empty cell included, is no cosponsorship.

    Raises:
        Unreadable: the two rows of people are not there.
    """
    if len(grid) < HEADS:
        raise Unreadable(f"{findings.sheet} has no two rows above the bills.")
    bills = [row for row in map(_bill, range(HEADS, len(grid)), grid[HEADS:]) if row.numbers]
    people = []
    for column in range(FIRST, max(len(row) for row in grid)):
        name = _cell(grid[NAMES], column)
        if name.strip():
            people.append(_person(grid, column, bills, findings))
        elif any(_cell(row, column).strip() for row in grid):
            made = "left out: a column without a name is nobody's"
            findings.add(cells.place(NAMES, column), "no name", _cell(grid[NUMBERS], column), made)
    return bills, people


def _cell(row: Sequence[str], column: int) -> str:
    return row[column] if column < len(row) else ""


def _bill(index: int, row: Sequence[str]) -> BillKeyRow:
    written = _cell(row, KEY)
    numbers = tuple(filter(None, map(cells.bill_number, written.split("/"))))
    title = _cell(row, TITLE)
    return BillKeyRow(index + 1, written, numbers, title.strip(), title)


def _person(
    grid: Grid, column: int, bills: Sequence[BillKeyRow], findings: Findings
) -> SponsorPerson:
    name = _cell(grid[NAMES], column)
    if name.strip() != name:
        place = cells.place(NAMES, column)
        findings.add(place, "padded name", repr(name), "read without the blanks")
    return SponsorPerson(
        column=column,
        number=_cell(grid[NUMBERS], column).strip(),
        name=" ".join(name.split()),
        cells={
            bill.row: _sponsored(bill.row - 1, column, _cell(grid[bill.row - 1], column), findings)
            for bill in bills
        },
    )


def _sponsored(row: int, column: int, cell: str, findings: Findings) -> SponsorCell:
    letter = cell.strip().upper()
    is_yes, is_bare = letter == YES, cell.upper() == letter
    if letter not in (YES, NO):
        made = "no cosponsorship"
        findings.add(cells.place(row, column), "unknown cosponsor cell", repr(cell), made)
    elif not is_bare:
        findings.add(
            cells.place(row, column), "padded cosponsor cell", repr(cell), f"read {letter}"
        )
    return SponsorCell(is_yes, is_bare)
