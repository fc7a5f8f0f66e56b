"""Yes, No or abstain for each candidate: a question of its own for everybody on the ballot.

Source: Metro DC DSA endorses whoever has two thirds of Yes and No together, abstentions left out
(members.mdcdsa.org/t/337: 47 Yes, 238 No, 61 abstained make 16.5 %); ratifying a committee's
recommendations one by one at Progressive Newton (progressivenewton.com).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from endorsements.tally.conclusion import conclude
from endorsements.tally.counts import Count, CountingRound
from endorsements.tally.denominators import BallotNumbers, Bar, bar_of
from endorsements.tally.marks import MarkedBallots, places_on_ballot, read_ballots
from endorsements.tally.seats import fill_seats
from endorsements.tally.selections import OF
from endorsements.tally.vocabulary import ABSTAIN, NO, YES, Rule

_LEFT_BLANK = "blank"


def count_per_candidate(
    rule: Rule,
    profile: Mapping[str, int],
    *,
    eligible: int,
    tie_order: Sequence[str],
    withdrawn: Collection[str] = (),
) -> Count:
    """Count answers to every candidate; arguments as in `count.count`.

    A candidate's denominator knows only the ballots that answer for this candidate; without a
    threshold it is Yes and No together. Those who reach the bar are endorsed in order of their Yes
    votes. An abstention in the whole contest abstains for everybody.

    Returns:
        `details` has `answers` (key to numbers of "yes", "no", "abstain", "blank", together the
        marked ballots), `denominators` and `needed` by key; the count's own `needed` is None.
    """
    answers = (YES, NO, ABSTAIN) if rule.has_abstain else (YES, NO)
    places = places_on_ballot(rule.candidates, answers)
    ballots = read_ballots(rule, profile, places, eligible=eligible, withdrawn=withdrawn)
    by_mark = ballots.by_mark(places)
    standing = [key for key in rule.candidates if key not in withdrawn]
    given = {key: _answers_for(key, by_mark, ballots.numbers) for key in standing}
    bars = {key: _bar_for(rule, given[key], ballots.numbers) for key in standing}
    tallies = {key: given[key][YES] for key in standing}
    decision = fill_seats(
        rule,
        {key: votes for key, votes in tallies.items() if bars[key].is_reached(votes)},
        bool,
        tie_order,
    )
    numbers = _with_all_who_abstain(ballots)
    return conclude(
        rule,
        numbers,
        replace(bar_of(rule.threshold, numbers), threshold=None),
        decision,
        tallies=tallies,
        rounds=(CountingRound(tallies, elected=decision.winners, settled=decision.settled),),
        details={
            "answers": given,
            "denominators": {key: bar.denominator for key, bar in bars.items()},
            "needed": {key: bar.needed for key, bar in bars.items()},
        },
    )


def _answers_for(key: str, by_mark: Mapping[str, int], numbers: BallotNumbers) -> dict[str, int]:
    given = {answer: by_mark.get(f"{key}{OF}{answer}", 0) for answer in (YES, NO, ABSTAIN)}
    given[ABSTAIN] += numbers.abstained
    return {**given, _LEFT_BLANK: numbers.marked - sum(given.values())}


def _bar_for(rule: Rule, given: Mapping[str, int], numbers: BallotNumbers) -> Bar:
    blank_here = numbers.blank + given[_LEFT_BLANK]
    return bar_of(rule.threshold, replace(numbers, blank=blank_here, abstained=given[ABSTAIN]))


def _with_all_who_abstain(ballots: MarkedBallots) -> BallotNumbers:
    """Ballots that abstain for each candidate they answer abstain in the whole contest too."""
    only = sum(
        number
        for marks, number in ballots.profile
        if all(mark.endswith(f"{OF}{ABSTAIN}") for mark in marks)
    )
    return replace(ballots.numbers, abstained=ballots.numbers.abstained + only)
