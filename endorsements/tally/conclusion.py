"""The end of every count: the quorum, which overrides all, and the numbers in one shape."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from endorsements.tally.counts import Amount, Count, CountingRound
from endorsements.tally.denominators import BallotNumbers, Bar
from endorsements.tally.seats import Decision
from endorsements.tally.vocabulary import NO_QUORUM, Rule

NO_DETAILS: Mapping[str, Any] = {}


def conclude(
    rule: Rule,
    numbers: BallotNumbers,
    bar: Bar,
    decision: Decision,
    *,
    tallies: Mapping[str, Amount],
    rounds: tuple[CountingRound, ...],
    details: Mapping[str, Any] = NO_DETAILS,
) -> Count:
    """Write a count. Below the quorum nobody is endorsed; the rounds are shown as always."""
    quorum_needed = rule.quorum.needed(numbers.eligible)
    has_quorum = numbers.cast >= quorum_needed
    return Count(
        cast=numbers.cast,
        blank=numbers.blank,
        invalid=numbers.invalid,
        marked=numbers.marked,
        abstained=numbers.abstained,
        eligible=numbers.eligible,
        tallies=tallies,
        denominator=bar.denominator,
        needed=bar.needed,
        quorum_needed=quorum_needed,
        outcome=decision.outcome if has_quorum else NO_QUORUM,
        winners=decision.winners if has_quorum else (),
        tied=decision.tied if has_quorum else (),
        rounds=rounds,
        details=details,
    )
