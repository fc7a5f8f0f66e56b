"""CSV for spreadsheet programs, and the way back.

A spreadsheet program runs a cell that begins like a formula. Such a text gets an apostrophe in
front, which these programs show as a text. The feeds take it off again, so that what was exported
can be imported: hence a text that would look escaped is escaped, too.
"""

import csv
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

# With those of full width, which some programs take for the same.
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
APOSTROPHE = "'"
# Without it Excel reads UTF-8 as the encoding of the country.
BYTE_ORDER_MARK = "\ufeff"
CENTS = 100

Cell = str | int | Decimal | None


def harmless(text: str) -> str:
    """A text that no spreadsheet program runs."""
    return f"{APOSTROPHE}{text}" if _begins_a_formula(text) else text


def as_it_was(cell: str) -> str:
    """What `harmless` made harmless; any other text as it is."""
    escaped = cell.startswith(APOSTROPHE) and _begins_a_formula(cell[1:])
    return cell[1:] if escaped else cell


def _begins_a_formula(text: str) -> bool:
    return text.lstrip(APOSTROPHE).startswith(FORMULA_SIGNS)


def dollars(cents: int) -> Decimal:
    """An amount as a number with two decimals, which adds up in a spreadsheet."""
    return Decimal(cents) / CENTS


def lines(header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Iterator[str]:
    """The file, a line at a time. Texts are made harmless; numbers stay numbers."""
    writer = csv.writer(_Echo())
    yield BYTE_ORDER_MARK + writer.writerow(header)
    for row in rows:
        yield writer.writerow([_cell(one) for one in row])


def _cell(value: Cell) -> str:
    if isinstance(value, Decimal):
        return f"{value:.2f}"
    return harmless(value) if isinstance(value, str) else "" if value is None else str(value)


class _Echo:
    """A file that hands every line back."""

    def write(self, text: str) -> str:
        return text
