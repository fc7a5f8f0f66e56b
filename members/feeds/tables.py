"""From a file to lines whose cells are found by the name of their column.

Columns come and go, and some headers repeat ("Reserved"), so that nothing goes by position and
only the columns that a reader knows must be there once. A line that is broken is refused; it
never takes the lines after it along.
"""

import csv
from collections import deque
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from members.errors import Unreadable
from members.feeds.cells import shown
from members.feeds.encodings import open_text
from members.feeds.rows import Refusal
from members.sheets import as_it_was

DELIMITERS = ",;\t|"
# A comment may hold line breaks; a quotation mark that is open for longer was never closed.
MOST_LINES_OF_A_CELL = 20
SHOWN_HEADERS = 8
NOT_CLOSED = "A quotation mark on this line is never closed."


def plain(header: str) -> str:
    """A header without what varies: capitals, and stray or doubled spaces."""
    return " ".join(header.replace("\ufeff", " ").split()).casefold()


@dataclass(frozen=True)
class Line:
    number: int
    columns: dict[str, int]
    cells: Sequence[str]

    def get(self, *names: str) -> str:
        """The first of these columns that holds something; empty when none does."""
        for name in names:
            place = self.columns.get(name)
            if place is not None and (text := as_it_was(self.cells[place].strip())):
                return text
        return ""


class Table:
    """The lines of a file below its header."""

    def __init__(
        self, content: bytes, known: Collection[str], longest: int = MOST_LINES_OF_A_CELL
    ) -> None:
        """Args:
            known: the names of all columns that the reader may ask for, as by `plain`.
            longest: over how many more lines a record may go on.

        Raises:
            Unreadable: no text, or none of the known columns, or one of them twice.
        """
        self._numbered = deque[tuple[int, str]]()
        self._source = enumerate(open_text(content), start=1)
        self._longest = longest
        header = self._first_line()
        self._delimiter = max(DELIMITERS, key=lambda sign: _count_known(header, sign, known))
        headers = [plain(cell) for cell in _split(header, self._delimiter) or []]
        if not _count_known(header, self._delimiter, known):
            found = ", ".join(map(shown, headers[:SHOWN_HEADERS]))
            raise Unreadable(f"None of the columns of this source is there, but: {found}.")
        for name in known:
            if headers.count(name) > 1:
                raise Unreadable(f"The column {name} is there twice.")
        self._width = len(headers)
        self.columns = {name: headers.index(name) for name in headers}

    def require(self, *names: str) -> None:
        """Raises:
        Unreadable: one of these columns is missing.
        """
        if missing := [name for name in names if name not in self.columns]:
            raise Unreadable(f"These columns are missing: {', '.join(missing)}.")

    def lines(self) -> Iterator[Line | Refusal]:
        while (taken := self._take()) is not None:
            number, text = taken
            if text.strip():
                yield self._line(number, text)

    def _first_line(self) -> str:
        while (taken := self._take()) is not None:
            # Spreadsheet programs write "sep=;" above the header.
            if "\0" in taken[1]:
                raise Unreadable("This is not a text file.")
            if taken[1].strip() and not taken[1].startswith("sep="):
                return taken[1]
        raise Unreadable("The file is empty.")

    def _take(self) -> tuple[int, str] | None:
        return self._numbered.popleft() if self._numbered else next(self._source, None)

    def _line(self, number: int, text: str) -> Line | Refusal:
        if "\0" in text:
            return Refusal(number, "The line holds a byte of zero, which no text does.")
        read_on: list[tuple[int, str]] = []
        try:
            while (cells := _split(text, self._delimiter)) is None:
                taken = self._take() if len(read_on) < self._longest else None
                if taken is None:
                    raise csv.Error(NOT_CLOSED)
                read_on.append(taken)
                text += taken[1]
        except csv.Error as fault:
            # What was read on in search of the end is looked at again line by line.
            self._numbered.extendleft(reversed(read_on))
            return Refusal(number, NOT_CLOSED if read_on else f"{fault}".capitalize() + ".")
        return self._checked(number, cells)

    def _checked(self, number: int, cells: list[str]) -> Line | Refusal:
        extra = [cell for cell in cells[self._width :] if cell.strip()]
        if extra:
            return Refusal(number, f"{len(cells)} cells stand under {self._width} headers.")
        if len(cells) < self._width:
            return Refusal(
                number, f"The line ends after {len(cells)} of {self._width} cells: it was cut off."
            )
        return Line(number, self.columns, cells)


def _split(text: str, delimiter: str) -> list[str] | None:
    """The cells of one record; None when its last quotation mark is still open."""
    try:
        return next(csv.reader([text], delimiter=delimiter, strict=True))
    except csv.Error as fault:
        if "unexpected end of data" in str(fault):
            return None
        raise


def _count_known(header: str, delimiter: str, known: Collection[str]) -> int:
    try:
        cells = _split(header, delimiter) or []
    except csv.Error:
        return 0
    return sum(plain(cell) in known for cell in cells)
