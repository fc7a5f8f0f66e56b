"""Instant run-off: the lowest is excluded, one per round, until somebody has what is needed."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from endorsements.tally.conclusion import conclude
from endorsements.tally.counts import Count, CountingRound
from endorsements.tally.denominators import BallotNumbers, Bar, bar_of
from endorsements.tally.narrowing import Narrowing, Tallies
from endorsements.tally.piles import MovingBallots, Piles, last_held
from endorsements.tally.ranked import ranked_rules, read_ranked
from endorsements.tally.seats import Decision, Keys, settle
from endorsements.tally.vocabulary import (
    BAR_NOT_REACHED,
    ENDORSED,
    NO_CONSENSUS,
    NO_ENDORSEMENT,
    NO_ENDORSEMENT_WON,
    STOP_AT_TWO_LEFT,
    TIE_DRAW,
    Rule,
)


def count_irv(
    rule: Rule,
    profile: Mapping[str, int],
    *,
    eligible: int,
    tie_order: Sequence[str],
    withdrawn: Collection[str] = (),
) -> Count:
    """Count a ranked contest by instant run-off.

    In each round a ballot counts for its highest preference still in the count. Without a
    threshold a majority of the continuing ballots wins (under `STOP_AT_TWO_LEFT` only once two
    are left). With one, whoever reaches it wins, and the count ends without a winner when two are
    left and neither does. "No endorsement" takes part like a candidate.

    Ties for exclusion go by `Narrowing`. A tie for the endorsement goes by `rule.ties`, and where
    that is a draw, by `Narrowing` too.
    """
    ballots = read_ranked(rule, profile, eligible=eligible, withdrawn=withdrawn)
    count = run_off(rule, ballots.numbers, Piles(ballots), tie_order)
    return replace(count, touched=ballots.touched)


def run_off(
    rule: Rule, numbers: BallotNumbers, piles: MovingBallots, tie_order: Sequence[str]
) -> Count:
    """Count ballots that are read, round by round."""
    narrowing = Narrowing(ranked_rules(rule).lookback, tie_order)
    rounds: list[CountingRound] = []
    while True:
        tallies = {key: int(held) for key, held in piles.tallies.items()}
        history = [*(earlier.tallies for earlier in rounds), tallies]
        continuing = sum(tallies.values())
        this_round = CountingRound(tallies, numbers.valid - continuing)
        bar = bar_of(rule.threshold, numbers, continuing=continuing)
        leaders = _leaders_who_win(rule, tallies, bar)
        if leaders or not continuing or (rule.threshold and len(tallies) <= 2):
            break
        loser, ties = narrowing.lowest(tallies, history)
        moved = {loser: piles.exclude(loser)}
        rounds.append(replace(this_round, eliminated=(loser,), transfers=moved, settled=ties))
    decision = _decide(rule, leaders, narrowing, history)
    rounds.append(replace(this_round, elected=_who_is_elected(decision), settled=decision.settled))
    return conclude(rule, numbers, bar, decision, tallies=last_held(rounds), rounds=tuple(rounds))


def _leaders_who_win(rule: Rule, tallies: Mapping[str, int], bar: Bar) -> Keys:
    """Those with most votes if that is enough, in the ballot's order; several are a tie."""
    most = max(tallies.values(), default=0)
    leaders = tuple(key for key, votes in tallies.items() if votes == most)
    return leaders if _is_enough(rule, most, tallies, bar) else ()


def _is_enough(rule: Rule, most: int, tallies: Mapping[str, int], bar: Bar) -> bool:
    if rule.threshold:
        return bar.is_reached(most)
    continuing = sum(tallies.values())
    if len(tallies) > 2 and ranked_rules(rule).stop == STOP_AT_TWO_LEFT:
        return False
    if len(tallies) == 2 and 2 * most == continuing and rule.ties != TIE_DRAW:
        return most > 0  # a tie for the endorsement itself; a draw excludes one of the two
    return 2 * most > continuing


def _decide(
    rule: Rule, leaders: Keys, narrowing: Narrowing, history: Sequence[Tallies]
) -> Decision:
    if not leaders:
        return Decision(NO_CONSENSUS if any(history[-1].values()) else BAR_NOT_REACHED)
    if len(leaders) > 1 and rule.ties != TIE_DRAW:
        return settle(rule, (), leaders, narrowing.tie_order)
    winner, ties = narrowing.highest(leaders, history)
    if winner == NO_ENDORSEMENT:
        return Decision(NO_ENDORSEMENT_WON, settled=ties)
    return Decision(ENDORSED, (winner,), settled=ties)


def _who_is_elected(decision: Decision) -> Keys:
    return (NO_ENDORSEMENT,) if decision.outcome == NO_ENDORSEMENT_WON else decision.winners
