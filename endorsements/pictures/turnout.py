"""Turnout over the time of voting, as a line."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from endorsements.pictures.figures import as_percent, position

QUARTERS = (Fraction(1, 4), Fraction(1, 2), Fraction(3, 4), Fraction(1))
LINE_WIDTH, LINE_HEIGHT = 1000, 400


@dataclass(frozen=True)
class Point:
    """Ballots recorded up to a moment."""

    at: datetime
    ballots: int


@dataclass(frozen=True)
class Gridline:
    """A height, as a percentage from the top, and what it stands for."""

    y: str
    label: str


@dataclass(frozen=True)
class TurnoutLine:
    """A line over the time of voting; `path` is in a box of 1000 by 400."""

    path: str
    end_x: str
    end_y: str
    gridlines: tuple[Gridline, ...]
    quorum_y: str


def turnout_line(
    points: Sequence[Point],
    *,
    opens_at: datetime,
    closes_at: datetime,
    eligible: int,
    quorum: int = 0,
) -> TurnoutLine:
    """Lay out turnout from the opening to the closing time.

    Args:
        points: in order of time, ballots never falling.
        eligible: members on the roll; the scale ends at the quarter of it that holds everything.
        quorum: fewest ballots for a result to stand; 0 draws no mark.
    """
    most = max([quorum, *(point.ballots for point in points)])
    top = next((part for part in QUARTERS if part * eligible >= most), Fraction(1))
    whole = float(top * eligible) or 1.0
    places = [
        (_part_of_time(point.at, opens_at, closes_at), min(point.ballots / whole, 1.0))
        for point in points
    ]
    last_x, last_y = places[-1] if places else (0.0, 0.0)
    return TurnoutLine(
        path=_path([(0.0, 0.0), *places]),
        end_x=position(last_x),
        end_y=position(1 - last_y),
        gridlines=tuple(
            Gridline(position(1 - part / top), as_percent(part)) for part in QUARTERS if part <= top
        ),
        quorum_y=position(1 - quorum / whole) if quorum else "",
    )


def _part_of_time(at: datetime, opens_at: datetime, closes_at: datetime) -> float:
    return min(max((at - opens_at) / (closes_at - opens_at), 0.0), 1.0)


def _path(places: Sequence[tuple[float, float]]) -> str:
    corners = [f"{x * LINE_WIDTH:.1f} {(1 - y) * LINE_HEIGHT:.1f}" for x, y in places]
    return "M" + " L".join(corners)
