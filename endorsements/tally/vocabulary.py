"""The words of counting: what a rule consists of and what a count says.

Source of the words: the glossary in the README; the rule that the presets follow is the one
printed in the model organisation's 2018 questionnaire (60 % of all ballots in the race).
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

BLANK = ""
NO_ENDORSEMENT = "no-endorsement"
ABSTAIN = "abstain"
RESERVED_KEYS = (NO_ENDORSEMENT, ABSTAIN, "blank", "invalid")

AT_LEAST = "at_least"
MORE_THAN = "more_than"

ALL_BALLOTS = "all_ballots"
WITHOUT_ABSTENTIONS = "without_abstentions"
NAMED_ONLY = "named_only"

ENDORSED = "endorsed"
BAR_NOT_REACHED = "no_endorsement"
NO_ENDORSEMENT_WON = "no_endorsement_won"
TIE = "tie"
NO_QUORUM = "no_quorum"


@dataclass(frozen=True)
class Threshold:
    """The bar: an exact share of a stated denominator, reached or exceeded."""

    share: Fraction
    compare: str = AT_LEAST
    base: str = ALL_BALLOTS

    def needed(self, denominator: int) -> int:
        """Fewest votes that clear the bar. At least 1, also where there are no ballots."""
        exact = self.share * denominator
        fewest = math.ceil(exact) if self.compare == AT_LEAST else math.floor(exact) + 1
        return max(fewest, 1)

    def is_reached(self, votes: int, denominator: int) -> bool:
        """Whether so many votes clear the bar. Never without a ballot in the denominator."""
        return denominator > 0 and votes >= self.needed(denominator)


@dataclass(frozen=True)
class Quorum:
    """Fewest ballots cast for a result to stand: a number, or a share of the contest's roll."""

    ballots: int | None = None
    share: Fraction | None = None

    def needed(self, eligible: int) -> int:
        """Fewest ballots cast; 0 when there is no quorum."""
        if self.ballots is not None:
            return self.ballots
        return math.ceil(self.share * eligible) if self.share is not None else 0


@dataclass(frozen=True)
class Rule:
    """How one contest is counted; frozen with the definition."""

    candidates: tuple[str, ...]
    threshold: Threshold
    has_no_endorsement: bool = True
    has_abstain: bool = False
    quorum: Quorum = field(default_factory=Quorum)

    def options(self) -> tuple[str, ...]:
        """Keys of everything a ballot may mark, in the ballot's order."""
        extra = (NO_ENDORSEMENT,) if self.has_no_endorsement else ()
        return self.candidates + extra + ((ABSTAIN,) if self.has_abstain else ())


@dataclass(frozen=True)
class Count:
    """What one contest's ballots came to.

    cast = marked + blank + invalid; marked = all votes in `tallies`. `tallies` has every option
    in the ballot's order, those without a vote too. `share` of a candidate = votes / denominator.
    """

    cast: int
    blank: int
    invalid: int
    marked: int
    eligible: int
    tallies: dict[str, int]
    denominator: int
    needed: int
    quorum_needed: int
    outcome: str
    winners: tuple[str, ...] = ()
    tied: tuple[str, ...] = ()

    def share(self, key: str) -> Fraction:
        """Exact share of the denominator, 0 without ballots."""
        return Fraction(self.tallies[key], self.denominator) if self.denominator else Fraction(0)


def rule_from_definition(contest: dict[str, Any]) -> Rule:
    """Read a contest of a frozen definition.

    Raises:
        KeyError, ValueError: the definition lacks a part of the rule.
    """
    threshold, quorum = contest["threshold"], contest.get("quorum") or {}
    return Rule(
        candidates=tuple(candidate["key"] for candidate in contest["candidates"]),
        threshold=Threshold(Fraction(threshold["share"]), threshold["compare"], threshold["base"]),
        has_no_endorsement=contest["no_endorsement"],
        has_abstain=contest["abstain"],
        quorum=Quorum(
            ballots=quorum.get("ballots"),
            share=Fraction(quorum["share"]) if "share" in quorum else None,
        ),
    )
