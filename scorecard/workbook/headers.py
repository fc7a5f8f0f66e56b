"""Columns by the name in the first row: which there are, and in what order, differs."""

from collections.abc import Iterator, Sequence

from scorecard.errors import Unreadable
from scorecard.workbook.cells import place
from scorecard.workbook.files import Grid
from scorecard.workbook.oddities import Findings


def plain(header: str) -> str:
    """A header without capitals, stray blanks and line ends."""
    return " ".join(header.split()).casefold()


class Row:
    """One row below the header; cells are asked for by the name of their column."""

    def __init__(self, index: int, cells: Sequence[str], columns: dict[str, int]) -> None:
        self.index, self._cells, self._columns = index, cells, columns

    @property
    def number(self) -> int:
        """As people count rows."""
        return self.index + 1

    def raw(self, header: str) -> str:
        """The cell as it is; empty where the row or the sheet has none."""
        column = self._columns.get(header)
        return self._cells[column] if column is not None and column < len(self._cells) else ""

    def get(self, header: str) -> str:
        return self.raw(header).strip()

    def cell(self, header: str) -> str:
        """The name of the cell: "G14"."""
        return place(self.index, self._columns.get(header, 0))

    def written(self) -> dict[str, str]:
        return {header: self.raw(header) for header in self._columns}


class Sheet:
    """A sheet with a header. Of columns of one name the first counts."""

    def __init__(self, name: str, grid: Grid, findings: Findings) -> None:
        self._name, self._grid = name, grid
        self.columns: dict[str, int] = {}
        for index, cell in enumerate(grid[0] if grid else []):
            header = plain(cell)
            if header in self.columns:
                found, made = f"{header} stands twice", "the first one is read"
                findings.add(place(0, index), "header twice", found, made)
            elif header:
                self.columns[header] = index
            if header and " ".join(cell.split()) != cell:
                findings.add(place(0, index), "header padded", repr(cell), f"read as {header}")

    def require(self, *headers: str) -> None:
        """Raises:
        Unreadable: one of these columns is missing.
        """
        if missing := [header for header in headers if header not in self.columns]:
            names = ", ".join(missing)
            raise Unreadable(f"{self._name} has no column {names} in its first row.")

    def __iter__(self) -> Iterator[Row]:
        """The rows that hold anything."""
        for index, cells in enumerate(self._grid[1:], start=1):
            if cells:
                yield Row(index, cells, self.columns)
