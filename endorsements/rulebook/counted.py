"""Small contests counted on the spot, for tables that show one thing at a time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from endorsements.tally.count import count
from endorsements.tally.counts import Count
from endorsements.tally.outcome_words import outcome_in_words
from endorsements.tally.vocabulary import Rule
from endorsements.tally.words import choice_names

ELIGIBLE = 150
NAMES = {"ash": "Ash", "birch": "Birch", "cedar": "Cedar"}
SIXTY = Fraction(3, 5)


def counted(rule: Rule, profile: Mapping[str, int], tie_order: Sequence[str] = ()) -> Count:
    """What the counter makes of it, with `ELIGIBLE` members on the roll."""
    order = tie_order or rule.standing()
    return count(rule, profile, eligible=ELIGIBLE, tie_order=order)


def sentence(rule: Rule, profile: Mapping[str, int], tie_order: Sequence[str] = ()) -> str:
    """The sentence of the result."""
    people = [{"key": key, "name": NAMES[key]} for key in rule.candidates]
    names = choice_names({"candidates": people, "form": rule.form})
    return outcome_in_words(rule, counted(rule, profile, tie_order), names)
