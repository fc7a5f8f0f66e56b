"""A score on a line from 0 to 100, medians marked on it; the text beside it says the same."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

from scorecard.grading import Group

# In percent of the picture's width, so that a mark at either end is whole.
MARGIN = 4


def place_of(score: int) -> float:
    return round(MARGIN + score * (100 - 2 * MARGIN) / 100, 2)


@dataclass(frozen=True)
class Scale:
    """Where the marks stand, in percent of the width; None where there is nothing to mark."""

    score: float | None
    democratic: float | None
    others: float | None

    @classmethod
    def of(cls, score: int | None, medians: Mapping[Group, int | None]) -> Self:
        values = (score, medians.get(Group.DEMOCRATIC), medians.get(Group.OTHERS))
        return cls(*(None if value is None else place_of(value) for value in values))
