"""The marks of a votes sheet, and how a cell is read as one."""

from enum import StrEnum


class Side(StrEnum):
    """How one votes on a roll call."""

    YES = "yes"
    NO = "no"

    @property
    def other(self) -> "Side":
        return Side.NO if self is Side.YES else Side.YES


class Mark(StrEnum):
    """Where somebody stood on a scored item. A plus is not a yes: see `sides.py`."""

    PLUS = "plus"
    MINUS = "minus"
    ABSENT = "nv"
    PRESENT = "nvp"
    NOT_IN_OFFICE = "na"
    OTHER = "other"


CELLS = {
    "+": Mark.PLUS,
    "-": Mark.MINUS,
    "NV": Mark.ABSENT,
    "NVP": Mark.PRESENT,
    "n/a": Mark.NOT_IN_OFFICE,
}


def read_mark(cell: str) -> Mark:
    """The mark of a cell, blanks around it left out of account.

    Whatever is none of the five, an empty cell included, is `OTHER`: it counts as any vote that
    is no plus. Nothing is guessed, neither from a real minus sign nor from `N/A`.
    """
    return CELLS.get(cell.strip(), Mark.OTHER)
