"""STAR, score then automatic run-off: the two with most points, then who is preferred by more.

Source: the rule of the Equal Vote Coalition (starvoting.org/star) with fewer tie-breakers: the
finalists by points, then by the drawn order; the run-off by preferences, then points, then the
contest's tie rule.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from functools import partial

from endorsements.tally.conclusion import conclude
from endorsements.tally.counts import BY_DRAW, BY_HIGHER_SUM, Count, CountingRound, Settled
from endorsements.tally.denominators import BallotNumbers, Bar, bar_of
from endorsements.tally.marks import MarkedBallots
from endorsements.tally.score import POINTS, given_scores, read_scores, sums_of
from endorsements.tally.seats import Decision, settle
from endorsements.tally.selections import OF
from endorsements.tally.vocabulary import (
    BAR_NOT_REACHED,
    ENDORSED,
    NO_ENDORSEMENT,
    NO_ENDORSEMENT_WON,
    TIE_DRAW,
    Rule,
)

_IN_THE_FINAL = 2


def count_star(
    rule: Rule,
    profile: Mapping[str, int],
    *,
    eligible: int,
    tie_order: Sequence[str],
    withdrawn: Collection[str] = (),
) -> Count:
    """Count a STAR contest; arguments as in `count.count`.

    "No endorsement" is scored like a candidate where it is offered, and wins the run-off without a
    bar. A threshold is a share that the winner of the run-off needs there. A contest of one has no
    run-off unless there is a threshold: then whoever gives them a point prefers them.

    Returns:
        `tallies` are sums of points; the votes of the run-off, of which `denominator` and `needed`
        speak, are the tallies of the second round. `details` as in `score.count_score`.
    """
    ballots = read_scores(rule, profile, eligible=eligible, withdrawn=withdrawn)
    scores = given_scores(rule, ballots, withdrawn)
    return count_scores(rule, ballots.numbers, scores, partial(_preferences, ballots), tie_order)


def count_scores(
    rule: Rule,
    numbers: BallotNumbers,
    scores: Mapping[str, list[int]],
    preferences: Callable[[Sequence[str]], Mapping[str, int]],
    tie_order: Sequence[str],
) -> Count:
    """Count scores that are read.

    Args:
        scores: see `score.given_scores`.
        preferences: of two finalists, how many ballots give each more points than the other.
    """
    sums = sums_of(scores)
    ranked = tuple(sorted(sums, key=lambda key: (-sums[key], tie_order.index(key))))
    finalists, others = ranked[:_IN_THE_FINAL], ranked[_IN_THE_FINAL:]
    if not numbers.valid or (len(finalists) < _IN_THE_FINAL and rule.threshold is None):
        bar, decision = bar_of(rule.threshold, numbers), _without_run_off(sums)
        rounds: tuple[CountingRound, ...] = (CountingRound(sums, elected=decision.winners),)
    else:
        votes = preferences(finalists)
        bar = bar_of(rule.threshold, numbers, continuing=sum(votes.values()))
        decision = _run_off(rule, votes, sums, bar, tie_order)
        ties = _ties_for_the_final(sums, finalists, others)
        rounds = (
            CountingRound(sums, eliminated=others, settled=ties),
            _final_round(votes, decision, numbers.valid),
        )
    details = {"scores": dict(scores)}
    return conclude(rule, numbers, bar, decision, tallies=sums, rounds=rounds, details=details)


def _without_run_off(sums: Mapping[str, int]) -> Decision:
    alone = tuple(key for key, points in sums.items() if points and key != NO_ENDORSEMENT)
    if alone:
        return Decision(ENDORSED, alone)
    return Decision(NO_ENDORSEMENT_WON if any(sums.values()) else BAR_NOT_REACHED)


def _preferences(ballots: MarkedBallots, finalists: Sequence[str]) -> dict[str, int]:
    """How many ballots give a finalist more points than the other."""
    worth = {
        f"{key}{OF}{points}": points if key == finalists[0] else -points
        for key in finalists
        for points in POINTS
    }
    votes = dict.fromkeys(finalists, 0)
    for marks, number in ballots.profile:
        lead = sum(worth.get(mark, 0) for mark in marks)
        if lead:
            votes[finalists[0 if lead > 0 else 1]] += number
    return votes


def _run_off(
    rule: Rule,
    votes: Mapping[str, int],
    sums: Mapping[str, int],
    bar: Bar,
    tie_order: Sequence[str],
) -> Decision:
    most = max(votes.values())
    equal = tuple(key for key in sums if votes.get(key) == most)
    leaders = tuple(key for key in equal if sums[key] == max(sums[tied] for tied in equal))
    by_sum = Settled(equal, leaders[0], BY_HIGHER_SUM)
    settled = (by_sum,) if len(leaders) < len(equal) else ()
    if leaders == (NO_ENDORSEMENT,):
        return Decision(NO_ENDORSEMENT_WON, settled=settled)
    if rule.threshold is not None and not bar.is_reached(most):
        return Decision(BAR_NOT_REACHED, settled=settled)
    if len(leaders) == 1:
        return Decision(ENDORSED, leaders, settled=settled)
    if rule.ties != TIE_DRAW and not sums[leaders[0]]:
        # Nobody has a point: only the draw, which never leaves a seat empty, can choose then.
        return Decision(BAR_NOT_REACHED)
    return settle(replace(rule, seats=1), (), leaders, tie_order)


def _final_round(votes: Mapping[str, int], decision: Decision, valid: int) -> CountingRound:
    nobody_won = decision.outcome == NO_ENDORSEMENT_WON
    elected = (NO_ENDORSEMENT,) if nobody_won else decision.winners
    return CountingRound(
        votes,
        exhausted=valid - sum(votes.values()),
        elected=elected,
        eliminated=tuple(key for key in votes if key not in elected) if elected else (),
        settled=decision.settled,
    )


def _ties_for_the_final(
    sums: Mapping[str, int], finalists: Sequence[str], others: Sequence[str]
) -> tuple[Settled, ...]:
    """The draws that decided who of several with equal points goes on."""
    if not others or sums[others[0]] != sums[finalists[-1]]:
        return ()
    left, settled = [key for key in sums if sums[key] == sums[others[0]]], []
    for chosen in (key for key in finalists if key in left):
        settled.append(Settled(tuple(left), chosen, BY_DRAW))
        left = [key for key in left if key != chosen]
    return tuple(settled)
