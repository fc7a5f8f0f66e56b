"""How we score: the worked example and the letters, counted by `grading` itself."""

from dataclasses import dataclass
from functools import cache

from scorecard import grading
from scorecard.grading import PRESENT_RULES, Grade, Mark, Rules, letter_of, upper_median

# Thirty items of an invented legislator who came in after the first two.
EXAMPLE = [Mark.NOT_IN_OFFICE] * 2 + [Mark.PLUS] * 22 + [Mark.MINUS] * 5 + [Mark.PRESENT]
# The same person, had they been away for three of the votes they won.
AWAY = [Mark.ABSENT] * 3 + EXAMPLE[:2] + EXAMPLE[5:]
MEDIAN_OF = (40, 62, 75, 81)
WORST, BEST = 0, 100


@dataclass(frozen=True)
class Worked:
    """A row of marks with all that follows from it."""

    grade: Grade
    recorded_votes: int
    rules: Rules


@dataclass(frozen=True)
class LetterLine:
    letter: str
    lowest: int
    highest: int


def worked(marks: list[Mark]) -> Worked:
    found = grading.grade(marks, PRESENT_RULES)
    return Worked(found, found.tally.recorded(PRESENT_RULES), PRESENT_RULES)


def median_example() -> tuple[tuple[int, ...], int | None]:
    return MEDIAN_OF, upper_median(MEDIAN_OF)


@cache
def letters() -> list[LetterLine]:
    """The scores of each letter, from the best down."""
    found: dict[str, list[int]] = {}
    for score in range(BEST, WORST - 1, -1):
        found.setdefault(letter_of(score), []).append(score)
    return [LetterLine(letter, min(own), max(own)) for letter, own in found.items()]
