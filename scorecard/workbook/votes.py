"""House_Votes and Senate_Votes: four rows of heads, then one person a row."""

from collections.abc import Sequence

from scorecard.errors import Unreadable
from scorecard.grading import Mark, read_mark
from scorecard.workbook import cells
from scorecard.workbook.files import Grid
from scorecard.workbook.oddities import Findings
from scorecard.workbook.rows import VotesColumn, VotesPerson

POSITIONS, BILLS, NUMBERS, DAYS, HEADS = 0, 1, 2, 3, 4
NUMBER, NAME, FIRST = 0, 1, 2


def read_votes(grid: Grid, findings: Findings) -> tuple[list[VotesColumn], list[VotesPerson]]:
    """The heads of the columns and the people, both in the order of the sheet.

    A column without a number, or with one that an earlier column has, is left out, and so is a
    row without a name. Cells after the last filled one of a row are no votes.

    Raises:
        Unreadable: the heads are not there.
    """
    if len(grid) < HEADS:
        raise Unreadable(f"{findings.sheet} has no four rows above the votes.")
    columns = _columns(grid, findings)
    people = []
    for index, row in enumerate(grid[HEADS:], start=HEADS):
        if not any(cell.strip() for cell in row):
            continue
        if not _cell(row, NAME).strip():
            made = "left out: a row of votes without a name is nobody's"
            findings.add(cells.place(index, NAME), "no name", _cell(row, NUMBER), made)
            continue
        people.append(_person(index, row, columns, findings))
    return columns, people


def _cell(row: Sequence[str], column: int) -> str:
    return row[column] if column < len(row) else ""


def _columns(grid: Grid, findings: Findings) -> list[VotesColumn]:
    width = max(len(row) for row in grid)
    columns: dict[int, VotesColumn] = {}
    for index in range(FIRST, width):
        written = _cell(grid[NUMBERS], index)
        number, name = cells.whole_number(written), cells.place(NUMBERS, index)
        if number is None:
            if any(_cell(row, index).strip() for row in grid):
                made = "left out: the column cannot be matched with an item"
                findings.add(name, "no roll call number", repr(written), made)
        elif number in columns:
            made = f"left out: column {cells.column_name(columns[number].column)} has this number"
            findings.add(name, "roll call number twice", str(number), made)
        else:
            columns[number] = VotesColumn(
                column=index,
                number=number,
                position=_cell(grid[POSITIONS], index).strip(),
                bill_number=cells.bill_number(_cell(grid[BILLS], index)),
                day=_cell(grid[DAYS], index).strip(),
            )
    return list(columns.values())


def _person(
    index: int, row: Sequence[str], columns: Sequence[VotesColumn], findings: Findings
) -> VotesPerson:
    written = {column.number: row[column.column] for column in columns if column.column < len(row)}
    marks = {number: read_mark(cell) for number, cell in written.items()}
    name = _cell(row, NAME)
    if name.strip() != name:
        findings.add(cells.place(index, NAME), "padded name", repr(name), "read without the blanks")
    for column in columns:
        if column.number not in written:
            made = "no vote: the row ends before, so that it is not counted"
            findings.add(cells.place(index, column.column), "row ends early", "", made)
        elif marks[column.number] == Mark.OTHER:
            made = "counts as a vote that is no plus"
            found = repr(row[column.column])
            findings.add(cells.place(index, column.column), "unknown mark", found, made)
    return VotesPerson(
        row=index + 1,
        number=_cell(row, NUMBER).strip(),
        name=" ".join(name.split()),
        cells=written,
        marks=marks,
    )
