"""What a single cell says: places, numbers, days, numbers of bills."""

from datetime import date
from functools import cache

from scorecard.grading import Side

ALPHABET = 26
CENTURY = 2000
TWO_DIGITS = 100
SIDES = {"yes": Side.YES, "y": Side.YES, "no": Side.NO, "n": Side.NO}


@cache
def column_name(index: int) -> str:
    """0 is A, 26 is AA."""
    name = ""
    index += 1
    while index:
        index, letter = divmod(index - 1, ALPHABET)
        name = chr(ord("A") + letter) + name
    return name


def place(row: int, column: int) -> str:
    """The name of a cell, both counted from 0: (0, 2) is C1."""
    return f"{column_name(column)}{row + 1}"


def whole_number(text: str) -> int | None:
    """A number as sheets write it ("33", "33.0", "1,001"); None where it is none."""
    plain = text.strip().replace(",", "")
    head, _, tail = plain.partition(".")
    return int(head) if head.isascii() and head.isdecimal() and not tail.strip("0") else None


def bill_number(text: str) -> str:
    """Dots and blanks dropped: "H. 2365" is H2365."""
    return "".join(text.replace(".", " ").split())


def day(text: str) -> date | None:
    """A day as M/D/YYYY, M/D/YY or YYYY-MM-DD, a time after it left out of account; None where
    it is none, or empty."""
    words = text.split()
    parts = words[0].replace("-", "/").split("/") if words else []
    if len(parts) != 3 or not all(part.isascii() and part.isdecimal() for part in parts):
        return None
    numbers = [int(part) for part in parts]
    year, month, of_month = numbers if "-" in words[0] else [numbers[2], numbers[0], numbers[1]]
    try:
        return date(year + CENTURY if year < TWO_DIGITS else year, month, of_month)
    except ValueError:
        return None


def has_short_year(text: str) -> bool:
    """Whether the year of a day is written with two digits."""
    return "/" in text and len(text.split()[0].rpartition("/")[2]) <= len("17")


def side(text: str) -> Side | None:
    """A position, whatever its capitals; None where it is none."""
    return SIDES.get(text.strip().lower())
