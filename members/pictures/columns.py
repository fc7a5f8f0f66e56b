"""Months side by side: columns that stack above zero and below it, or a line over them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from members.pictures.places import position

MOST_GRIDLINES = 5
STEPS = (1, 2, 5)
# Of the room that a month has, the part that its column takes.
FILLED = Fraction(3, 4)
LINE_WIDTH, LINE_HEIGHT = 1000, 400
JANUARY = 1
# Of the width of a phone, what the name of a year takes.
ROOM_OF_A_YEAR = Fraction(1, 6)


@dataclass(frozen=True)
class Block:
    """A stretch of a column; places are percentages of the picture."""

    x: str
    width: str
    y: str
    height: str
    kind: str


@dataclass(frozen=True)
class Gridline:
    y: str
    label: str
    is_zero: bool = False


@dataclass(frozen=True)
class Mark:
    """A month named below the picture; a year where it begins."""

    x: str
    label: str


@dataclass(frozen=True)
class Columns:
    """`path` is a line in a box of 1000 by 400, empty for columns."""

    blocks: tuple[Block, ...]
    gridlines: tuple[Gridline, ...]
    marks: tuple[Mark, ...]
    path: str = ""
    end_x: str = ""
    end_y: str = ""


def columns(
    months: Sequence[date],
    above: Sequence[tuple[str, Sequence[int]]],
    below: Sequence[tuple[str, Sequence[int]]] = (),
    *,
    unit: int = 1,
    sign: str = "",
) -> Columns:
    """Args:
    above, below: kinds with their numbers for each month, none of them negative; the first
        stands next to zero.
    unit: how many of the numbers make one of what is labelled, as a hundred cents a dollar.
    sign: before the labels, as "$".
    """
    scale = _Scale(_highest(above), _highest(below), unit, sign)
    blocks: list[Block] = []
    for place in range(len(months)):
        for numbers, direction in ((above, 1), (below, -1)):
            reached = 0
            for kind, values in numbers:
                if values[place]:
                    end = reached + values[place]
                    blocks.append(scale.block(place, len(months), kind, reached, end, direction))
                    reached = end
    return Columns(tuple(blocks), scale.gridlines(), _marks(months))


def line(months: Sequence[date], values: Sequence[int]) -> Columns:
    """A line from zero up, one point in the middle of each month."""
    scale = _Scale(max(values, default=0), 0, 1, "")
    points = [
        ((place + Fraction(1, 2)) / len(months), scale.height_of(value))
        for place, value in enumerate(values)
    ]
    corners = [f"{float(x) * LINE_WIDTH:.1f} {float(y) * LINE_HEIGHT:.1f}" for x, y in points]
    x, y = points[-1] if points else (Fraction(0), Fraction(1))
    path = "M" + " L".join(corners) if corners else ""
    return Columns((), scale.gridlines(), _marks(months), path, position(x), position(y))


class _Scale:
    """From the lowest to the highest number, on round gridlines."""

    def __init__(self, top: int, bottom: int, unit: int, sign: str) -> None:
        self.unit, self.sign = unit, sign
        self.step = _step(top + bottom, unit)
        self.top = -(-top // self.step) * self.step or self.step
        self.bottom = -(-bottom // self.step) * self.step

    def height_of(self, number: int) -> Fraction:
        """From the top, as a share of the picture."""
        return Fraction(self.top - number, self.top + self.bottom)

    def block(
        self, place: int, count: int, kind: str, start: int, end: int, direction: int
    ) -> Block:
        high, low = (end, start) if direction > 0 else (-start, -end)
        y = self.height_of(high)
        x = (place + (1 - FILLED) / 2) / count
        return Block(
            position(x),
            position(FILLED / count),
            position(y),
            position(self.height_of(low) - y),
            kind,
        )

    def gridlines(self) -> tuple[Gridline, ...]:
        numbers = range(-self.bottom, self.top + 1, self.step)
        return tuple(
            Gridline(position(self.height_of(one)), self._label(one), one == 0) for one in numbers
        )

    def _label(self, number: int) -> str:
        minus = "\u2212" if number < 0 else ""
        return f"{minus}{self.sign}{abs(number) // self.unit:,}"


def _highest(numbers: Sequence[tuple[str, Sequence[int]]]) -> int:
    return max((sum(month) for month in zip(*(v for _, v in numbers), strict=True)), default=0)


def _step(whole: int, unit: int) -> int:
    """The smallest round step, in units, of which few enough make the whole."""
    ten = unit
    while True:
        for digit in STEPS:
            # One more at either end, where a number lies between two lines.
            if whole <= digit * ten * (MOST_GRIDLINES - 1):
                return digit * ten
        ten *= 10


def _marks(months: Sequence[date]) -> tuple[Mark, ...]:
    """Years where they begin; the first one also within it, if its name has room."""
    whole = [place for place, month in enumerate(months) if month.month == JANUARY]
    if months and (not whole or whole[0] >= ROOM_OF_A_YEAR * len(months)):
        whole.insert(0, 0)
    return tuple(
        Mark(position(Fraction(place, len(months))), f"{months[place]:%Y}") for place in whole
    )
