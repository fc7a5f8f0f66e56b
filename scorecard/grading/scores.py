"""The score of one person in one chamber and session, and whether it is shown."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from scorecard.grading.letters import letter_of
from scorecard.grading.marks import Mark


@dataclass(frozen=True)
class Rules:
    """What changed over the years; all shares are whole percent of the scored items.

    A score is shown from `shown_from` on, and says below `marked_below` that votes are missing.
    Medians take in who is above `medians_above`. Before April 2026 being absent counted as a
    recorded vote (`absence_is_recorded`).
    """

    shown_from: int = 90
    marked_below: int = 90
    medians_above: int = 90
    absence_is_recorded: bool = False


PRESENT_RULES = Rules()


@dataclass(frozen=True)
class Tally:
    """How often each mark stands in somebody's row."""

    plus: int = 0
    minus: int = 0
    absent: int = 0
    present: int = 0
    not_in_office: int = 0
    other: int = 0

    @property
    def cells(self) -> int:
        """The number of scored items, `n/a` included."""
        return sum(
            (self.plus, self.minus, self.absent, self.present, self.not_in_office, self.other)
        )

    @property
    def in_office(self) -> int:
        """The base of the score: all that is not `n/a`, so that absence costs."""
        return self.cells - self.not_in_office

    def recorded(self, rules: Rules) -> int:
        """The votes that are on record; here `n/a` counts against the person."""
        return self.in_office - (0 if rules.absence_is_recorded else self.absent)


class Shown(StrEnum):
    """What is shown of a score, and why not more."""

    NO_DATA = "no data"
    MISSED = "missed"
    MARKED = "marked"
    SCORE = "score"


@dataclass(frozen=True)
class Grade:
    """All that follows from a row: score, share on record, letter, what is shown.

    `score`, `recorded` and `letter` stand here also where they are not shown; None and an empty
    letter where there is nothing to divide by.
    """

    tally: Tally
    score: int | None
    recorded: int | None
    letter: str
    shown: Shown

    @property
    def is_shown(self) -> bool:
        return self.shown in (Shown.SCORE, Shown.MARKED)


def tally(marks: Iterable[Mark]) -> Tally:
    """Counts marks; anything goes, also none at all."""
    return tally_of(Counter(marks))


def tally_of(counts: Mapping[Mark, int]) -> Tally:
    """Of marks that somebody else has counted, a database for instance; missing ones are 0."""
    return Tally(
        plus=counts.get(Mark.PLUS, 0),
        minus=counts.get(Mark.MINUS, 0),
        absent=counts.get(Mark.ABSENT, 0),
        present=counts.get(Mark.PRESENT, 0),
        not_in_office=counts.get(Mark.NOT_IN_OFFICE, 0),
        other=counts.get(Mark.OTHER, 0),
    )


def half_up_percent(part: int, whole: int) -> int | None:
    """100 x part / whole as a whole number, halves up; None without a whole."""
    return (200 * part + whole) // (2 * whole) if whole else None


def score(row: Tally) -> int | None:
    """Percent of votes with the organisation among those cast or missed while in office."""
    return half_up_percent(row.plus, row.in_office)


def recorded_percent(row: Tally, rules: Rules) -> int | None:
    """Percent of all scored items with a recorded vote."""
    return half_up_percent(row.recorded(rules), row.cells)


def grade(marks: Iterable[Mark], rules: Rules = PRESENT_RULES) -> Grade:
    """Everything the scorecard says of one row.

    Args:
        marks: one for each scored item of the chamber, in any order; none for somebody who
            stands in no row.
    """
    return graded(tally(marks), rules)


def graded(row: Tally, rules: Rules = PRESENT_RULES) -> Grade:
    """As `grade`, of marks that are counted already."""
    points, recorded = score(row), recorded_percent(row, rules)
    letter = "" if points is None else letter_of(points)
    return Grade(row, points, recorded, letter, _shown(points, recorded, rules))


def _shown(points: int | None, recorded: int | None, rules: Rules) -> Shown:
    if points is None or recorded is None:
        return Shown.NO_DATA
    if recorded < rules.shown_from:
        return Shown.MISSED
    return Shown.MARKED if recorded < rules.marked_below else Shown.SCORE


def counts_in_medians(one: Grade, rules: Rules = PRESENT_RULES) -> bool:
    """Whether this score is among those of which a median is taken.

    The bar is passed only above it, so that who is exactly on it is shown but not counted here.
    """
    return one.score is not None and (one.recorded or 0) > rules.medians_above
