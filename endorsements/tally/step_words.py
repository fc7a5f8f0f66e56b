"""A sentence or two for each round of counting: who got on, who went, and where ballots moved."""

from __future__ import annotations

from collections.abc import Mapping

from endorsements.tally.counts import Count
from endorsements.tally.vocabulary import Rule


def round_in_words(rule: Rule, count: Count, number: int, names: Mapping[str, str]) -> str:
    """What happened in a round of counting.

    Args:
        number: of the round, from 1.
        names: key to printed name of every choice.
    """
    return f"Round {number}."
