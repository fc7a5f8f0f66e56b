"""Score: 0 to 5 points for each; the highest sum leads, measured against the highest possible.

Source: the Harvey Milk Club endorses whoever has the highest score and more than half of the five
points that every ballot could give (milkclub.org/score_voting).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from endorsements.tally.conclusion import conclude
from endorsements.tally.counts import Count, CountingRound
from endorsements.tally.denominators import Bar
from endorsements.tally.marks import MarkedBallots, places_on_ballot, read_ballots
from endorsements.tally.seats import fill_seats
from endorsements.tally.selections import OF
from endorsements.tally.vocabulary import HIGHEST_SCORE, Rule

POINTS = tuple(range(HIGHEST_SCORE + 1))


def count_score(
    rule: Rule,
    profile: Mapping[str, int],
    *,
    eligible: int,
    tie_order: Sequence[str],
    withdrawn: Collection[str] = (),
) -> Count:
    """Count a score contest; arguments as in `count.count`.

    Whoever a ballot does not score gets 0 from it. "No endorsement" is scored like a candidate
    where it is offered; nobody who has fewer points is endorsed.

    Returns:
        `tallies` are sums, `denominator` is the highest possible sum; `details` has `scores`, key
        to the numbers of ballots that give 0, 1, ... 5.
    """
    ballots = read_scores(rule, profile, eligible=eligible, withdrawn=withdrawn)
    scores = given_scores(rule, ballots, withdrawn)
    tallies = sums_of(scores)
    bar = Bar(rule.threshold, ballots.numbers.valid * HIGHEST_SCORE)
    decision = fill_seats(rule, tallies, bar.is_reached, tie_order)
    return conclude(
        rule,
        ballots.numbers,
        bar,
        decision,
        tallies=tallies,
        rounds=(CountingRound(tallies, elected=decision.winners, settled=decision.settled),),
        details={"scores": scores},
    )


def read_scores(
    rule: Rule, profile: Mapping[str, int], *, eligible: int, withdrawn: Collection[str]
) -> MarkedBallots:
    """Ballots of scores; a mark is a key with its points, `smith:5`."""
    places = places_on_ballot(rule.standing(), POINTS)
    return read_ballots(rule, profile, places, eligible=eligible, withdrawn=withdrawn)


def given_scores(
    rule: Rule, ballots: MarkedBallots, withdrawn: Collection[str]
) -> dict[str, list[int]]:
    """Key to the numbers of ballots that give 0, 1, ... 5 points, of everybody still there."""
    by_mark = ballots.by_mark(places_on_ballot(rule.standing(), POINTS))
    return {
        key: [by_mark[f"{key}{OF}{points}"] for points in POINTS]
        for key in rule.standing()
        if key not in withdrawn
    }


def sums_of(scores: Mapping[str, Sequence[int]]) -> dict[str, int]:
    """Points in all, from the numbers of ballots that give 0, 1, ... 5."""
    return {
        key: sum(points * ballots for points, ballots in enumerate(numbers))
        for key, numbers in scores.items()
    }
