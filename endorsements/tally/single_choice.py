"""Single choice: one mark at most, the most votes lead, and the leader must clear the bar.

Also a ballot question: its candidates are Yes and No, its "no endorsement" is "no position".

Source: bylaws that ask for a share of the vote, such as the rule in the booklet of Progressive
Massachusetts (docslib.org/doc/3025597: 60 % of all ballots in the race, "no endorsement" and
abstentions included); questions with yes, no and no recommendation at the Harvey Milk Club
(milkclub.org/score_voting) and YIMBY Action (yimbyaction.org/endorsement-procedure).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from endorsements.tally.conclusion import conclude
from endorsements.tally.counts import Count, CountingRound
from endorsements.tally.denominators import Bar, bar_of
from endorsements.tally.marks import Marks, places_on_ballot, read_ballots
from endorsements.tally.seats import Decision, fill_seats
from endorsements.tally.vocabulary import (
    BAR_NOT_REACHED,
    NAMED_ONLY,
    NO_CONSENSUS,
    NO_ENDORSEMENT,
    QUESTION,
    Rule,
)


def count_single_choice(
    rule: Rule,
    profile: Mapping[str, int],
    *,
    eligible: int,
    tie_order: Sequence[str],
    withdrawn: Collection[str] = (),
) -> Count:
    """Count a single choice or a question; arguments as in `count.count`.

    "No endorsement" runs like a candidate and needs no bar to win; where the bar is of ballots
    for a named candidate it is outside the decision. One seat, whatever the rule says.
    """
    ballots = read_ballots(
        rule,
        profile,
        places_on_ballot(rule.standing()),
        eligible=eligible,
        withdrawn=withdrawn,
        is_legal=_is_one_mark,
    )
    tallies = ballots.by_mark(key for key in rule.standing() if key not in withdrawn)
    bar = bar_of(rule.threshold, ballots.numbers, unnamed=tallies.get(NO_ENDORSEMENT, 0))
    decision = _decide_single_choice(rule, tallies, bar, tie_order)
    counting = CountingRound(tallies, elected=decision.winners, settled=decision.settled)
    return conclude(rule, ballots.numbers, bar, decision, tallies=tallies, rounds=(counting,))


def _is_one_mark(marks: Marks) -> bool:
    return len(marks) == 1


def _decide_single_choice(
    rule: Rule, tallies: Mapping[str, int], bar: Bar, tie_order: Sequence[str]
) -> Decision:
    aside = NO_ENDORSEMENT if rule.threshold and rule.threshold.base == NAMED_ONLY else None
    running = {key: votes for key, votes in tallies.items() if key != aside}
    decision = fill_seats(replace(rule, seats=1), running, bar.is_reached, tie_order)
    if rule.form == QUESTION and decision.outcome == BAR_NOT_REACHED:
        return replace(decision, outcome=NO_CONSENSUS)
    return decision
