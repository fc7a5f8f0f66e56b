"""Standing over time, as a band: high where dues cover, low in grace, a line where nothing does."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from members.dues import Period
from members.dues.periods import GRACE, LAPSED, NEVER, PAID, WAITING
from members.pictures.places import position

WORDS = {
    PAID: "in good standing",
    GRACE: "in good standing, in the days of grace",
    WAITING: "paid, and a member for too short a time",
    LAPSED: "not in good standing",
    NEVER: "nothing paid yet",
}
# From the top, and the height, in hundredths of the band.
HEIGHTS = {PAID: (0, 100), GRACE: (50, 50), WAITING: (0, 100), LAPSED: (94, 6), NEVER: (94, 6)}
MOST_YEARS_NAMED = 12


@dataclass(frozen=True)
class Stretch:
    """A period in the band; places are percentages."""

    x: str
    width: str
    y: int
    height: int
    state: str


@dataclass(frozen=True)
class Year:
    x: str
    label: str


@dataclass(frozen=True)
class Row:
    """A period in the table beside the band."""

    start: date
    end: date
    says: str


@dataclass(frozen=True)
class Band:
    """`says` is the whole in words; `states` are those that occur, for the key."""

    stretches: tuple[Stretch, ...]
    years: tuple[Year, ...]
    today: str
    rows: tuple[Row, ...]
    states: tuple[tuple[str, str], ...]
    says: str


def band(periods: Sequence[Period], today: date) -> Band:
    """Args:
    periods: at least one, in order and without gaps; today is in one of them.
    """
    first, last = periods[0].start, periods[-1].end
    whole = (last - first).days + 1

    def place(day: date) -> Fraction:
        return Fraction((day - first).days, whole)

    return Band(
        stretches=tuple(_stretch(one, place(one.start), whole) for one in periods),
        years=tuple(
            Year(position(place(date(year, 1, 1))), str(year)) for year in _years(first, last)
        ),
        today=position(place(today)),
        rows=tuple(Row(one.start, one.end, WORDS[one.state]) for one in periods),
        states=tuple((key, WORDS[key]) for key in WORDS if key in {one.state for one in periods}),
        says=_in_words(periods, today),
    )


def _stretch(period: Period, start: Fraction, whole: int) -> Stretch:
    y, height = HEIGHTS[period.state]
    width = Fraction((period.end - period.start).days + 1, whole)
    return Stretch(position(start), position(width), y, height, period.state)


def _years(first: date, last: date) -> range:
    """Years whose first day is in the picture; of very many every second, third or fifth."""
    count = last.year - first.year
    step = -(-count // MOST_YEARS_NAMED) or 1
    return range(first.year + 1, last.year + 1, step)


def _in_words(periods: Sequence[Period], today: date) -> str:
    now = next(one for one in periods if one.start <= today <= one.end)
    past = [one for one in periods if one.start <= today]
    good = sum(
        (min(one.end, today) - one.start).days + 1 for one in past if one.state in (PAID, GRACE)
    )
    whole = (today - periods[0].start).days + 1
    return f"Today {WORDS[now.state]}. In good standing on {good:,} of {whole:,} days so far."
