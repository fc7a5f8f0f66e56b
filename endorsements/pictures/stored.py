"""A stored result beside its contest: exact amounts, names and the rule, in the ballot's order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any

from endorsements.pictures.figures import exact
from endorsements.tally.definitions import rule_from_definition
from endorsements.tally.vocabulary import (
    ABSTAIN,
    ENDORSED,
    NO_ENDORSEMENT,
    NO_ENDORSEMENT_WON,
    Rule,
)
from endorsements.tally.words import choice_names

Amounts = dict[str, Fraction]
CANDIDATE = "candidate"
# Kinds of lines and flows besides candidates; each has its own pattern.
KINDS = (NO_ENDORSEMENT, ABSTAIN)


@dataclass(frozen=True)
class Stored:
    """A result whose numbers are public.

    Args:
        contest: in the frozen definition.
        numbers: as made by `tally.results.contest_result`.
    """

    contest: Mapping[str, Any]
    numbers: Mapping[str, Any]

    @property
    def key(self) -> str:
        return str(self.contest["key"])

    @cached_property
    def rule(self) -> Rule:
        return rule_from_definition(self.contest)

    @cached_property
    def names(self) -> dict[str, str]:
        return choice_names(self.contest)

    @cached_property
    def tallies(self) -> Amounts:
        return self.in_order(self.numbers["tallies"])

    @cached_property
    def round_tallies(self) -> list[Amounts]:
        return [self.in_order(one["tallies"]) for one in self.numbers["rounds"]]

    @property
    def rounds(self) -> list[dict[str, Any]]:
        return list(self.numbers["rounds"])

    @property
    def valid(self) -> int:
        """Ballots that take part in the decision."""
        return int(self.numbers["marked"] - self.numbers["abstained"])

    def is_winner(self, key: str) -> bool:
        """Whether a choice won; “no endorsement” may."""
        won = self.numbers["outcome"] == NO_ENDORSEMENT_WON
        return key in self.numbers["winners"] or (won and key == NO_ENDORSEMENT)

    def aside(self, key: str, amount: Fraction | int, needed: int | None) -> str:
        """What else is to be said of a choice: it is in a tie, or came too late for a place.

        Args:
            needed: fewest that clear the bar; None without one.
        """
        if key in self.numbers["tied"]:
            return "in the tie"
        has_reached = needed is not None and amount >= needed and key in self.rule.candidates
        is_late = has_reached and self.numbers["outcome"] == ENDORSED and not self.is_winner(key)
        return "cleared the bar, but no place was left" if is_late else ""

    def in_order(self, amounts: Mapping[str, int | str]) -> Amounts:
        """Stored numbers come back in no order; the ballot's is the candidates' as drawn."""
        return {key: exact(amounts[key]) for key in self.rule.standing() if key in amounts}


def kind_of(key: str) -> str:
    """What a line or a flow stands for, which says how it is filled."""
    return key if key in KINDS else CANDIDATE
