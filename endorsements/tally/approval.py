"""Approval: mark as many as you like; those who reach the bar are endorsed, best first.

Source: boards of several seats by approval at Metro DC DSA (members.mdcdsa.org/t/337), approval as
a first round with "none of the above" at Our Revolution Arizona (actionnetwork.org/forms/test-79).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from functools import partial

from endorsements.tally.conclusion import conclude
from endorsements.tally.counts import Count, CountingRound
from endorsements.tally.denominators import bar_of
from endorsements.tally.marks import Marks, places_on_ballot, read_ballots
from endorsements.tally.seats import fill_seats
from endorsements.tally.vocabulary import (
    BAR_NOT_REACHED,
    NAMED_ONLY,
    NO_ENDORSEMENT,
    NO_ENDORSEMENT_WON,
    Rule,
)


def count_approval(
    rule: Rule,
    profile: Mapping[str, int],
    *,
    eligible: int,
    tie_order: Sequence[str],
    withdrawn: Collection[str] = (),
) -> Count:
    """Count an approval contest; arguments as in `count.count`.

    "No endorsement" stands alone on a ballot and counts in the denominator but takes no seat. If
    nobody is endorsed and it has more approvals than anybody, it won.
    """
    ballots = read_ballots(
        rule,
        profile,
        places_on_ballot(rule.standing()),
        eligible=eligible,
        withdrawn=withdrawn,
        is_legal=partial(_are_approvals, rule),
    )
    tallies = ballots.by_mark(key for key in rule.standing() if key not in withdrawn)
    named = {key: approvals for key, approvals in tallies.items() if key != NO_ENDORSEMENT}
    nobody = tallies.get(NO_ENDORSEMENT, 0)
    bar = bar_of(rule.threshold, ballots.numbers, unnamed=nobody)
    decision = fill_seats(rule, named, bar.is_reached, tie_order)
    is_outside = rule.threshold is not None and rule.threshold.base == NAMED_ONLY
    has_most = nobody > max(named.values(), default=0) and not is_outside
    if decision.outcome == BAR_NOT_REACHED and has_most:
        decision = replace(decision, outcome=NO_ENDORSEMENT_WON)
    counting = CountingRound(tallies, elected=decision.winners, settled=decision.settled)
    return conclude(rule, ballots.numbers, bar, decision, tallies=tallies, rounds=(counting,))


def _are_approvals(rule: Rule, marks: Marks) -> bool:
    if NO_ENDORSEMENT in marks:
        return len(marks) == 1
    return rule.most_marks is None or len(marks) <= rule.most_marks
