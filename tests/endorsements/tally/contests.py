"""Rules and ballots for the tests of counting, written short."""

from fractions import Fraction
from typing import Any

from endorsements.tally.vocabulary import (
    ABSTAIN,
    ALL_BALLOTS,
    AT_LEAST,
    BLANK,
    NO_ENDORSEMENT,
    Quorum,
    Rule,
    Threshold,
)

CANDIDATES = ("ash", "birch", "cedar")
NAMES = {"ash": "Ash Alder", "birch": "Birch Beech", "cedar": "Cedar Cane"}
SHORT = {"a": "ash", "b": "birch", "c": "cedar", "n": NO_ENDORSEMENT, "x": ABSTAIN, "-": BLANK}

# The rest of a definition of a plain single choice.
PLAIN = {
    "form": "single_choice",
    "seats": 1,
    "most_marks": None,
    "ties": "no_endorsement",
    "ranked": None,
    "whom_threshold": None,
}


def rule(
    share: str = "3/5",
    base: str = ALL_BALLOTS,
    compare: str = AT_LEAST,
    quorum: Quorum | None = None,
    **fields: Any,
) -> Rule:
    threshold = Threshold(Fraction(share), compare, base)
    options = {"has_abstain": True} | fields
    return Rule(CANDIDATES, threshold, quorum=quorum or Quorum(), **options)


def ballots(**numbers: int) -> list[str]:
    """`ballots(a=3, n=1)`: three for ash, one for no endorsement.

    The letters: a, b, c for candidates, n no endorsement, x abstain; `blank`, `odd` for a blank
    ballot and one that marks what is not a choice.
    """
    keys = {**SHORT, "blank": BLANK, "odd": "write-in"}
    return [keys[letter] for letter, number in numbers.items() for _ in range(number)]
