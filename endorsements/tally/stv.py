"""Single transferable vote: several seats, by weighted inclusive Gregory as in Scotland.

Source: Scottish Local Government Elections Order 2007 (SSI 2007/42), schedule 1, rules 48 to 52.
Ours besides: exact fractions, the order in which ties look at earlier rounds, the public draw.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from math import floor

from endorsements.tally.conclusion import conclude
from endorsements.tally.counts import Amount, Count, CountingRound
from endorsements.tally.denominators import BallotNumbers, bar_of
from endorsements.tally.narrowing import Narrowing, Tallies, Ties
from endorsements.tally.piles import MovingBallots, Piles, last_held
from endorsements.tally.ranked import ranked_rules, read_ranked
from endorsements.tally.seats import Decision, Keys
from endorsements.tally.vocabulary import (
    BAR_NOT_REACHED,
    DECIMAL5,
    ENDORSED,
    NO_ENDORSEMENT,
    NO_ENDORSEMENT_WON,
    Rule,
)

_FIVE_DECIMALS = 10**5


def count_stv(
    rule: Rule,
    profile: Mapping[str, int],
    *,
    eligible: int,
    tie_order: Sequence[str],
    withdrawn: Collection[str] = (),
) -> Count:
    """Count a ranked contest for several seats by single transferable vote.

    The quota is the valid ballots divided by one more than the seats, the fraction dropped, plus
    one. Whoever has it is elected, the highest first. The largest surplus moves on first, with
    every ballot of the candidate at a lower value; where there is none, the lowest is excluded.
    When no more are left than seats, they are elected. Ties go by `Narrowing`, whatever
    `rule.ties` says.

    "No endorsement" takes part like a candidate: a seat that it wins stays empty.
    """
    ballots = read_ranked(rule, profile, eligible=eligible, withdrawn=withdrawn)
    count = fill_by_quota(rule, ballots.numbers, Piles(ballots), tie_order)
    return replace(count, touched=ballots.touched)


def fill_by_quota(
    rule: Rule, numbers: BallotNumbers, piles: MovingBallots, tie_order: Sequence[str]
) -> Count:
    """Count ballots that are read, round by round."""
    seats = _Seats(rule, numbers, piles, Narrowing(ranked_rules(rule).lookback, tie_order))
    rounds = seats.fill()
    count = conclude(
        rule,
        numbers,
        bar_of(None, numbers),
        _decision(seats.elected),
        tallies=last_held(rounds),
        rounds=tuple(rounds),
    )
    return replace(count, quota=seats.quota)


class _Seats:
    """A count under way.

    Args:
        elected: in order of election.
    """

    def __init__(
        self, rule: Rule, numbers: BallotNumbers, piles: MovingBallots, narrowing: Narrowing
    ) -> None:
        self.elected: list[str] = []
        self.quota = numbers.valid // (rule.seats + 1) + 1
        self._seats = rule.seats
        self._cut = ranked_rules(rule).arithmetic == DECIMAL5
        self._valid = numbers.valid
        self._narrowing = narrowing
        self._piles = piles

    def fill(self) -> list[CountingRound]:
        """Count round by round until all seats are filled or nobody is left."""
        rounds: list[CountingRound] = []
        while True:
            tallies = dict(self._piles.tallies)
            history = [*(earlier.tallies for earlier in rounds), tallies]
            newly, settled = self._elect(history) if self._valid else ((), ())
            exhausted = self._valid - sum(tallies.values())
            this_round = CountingRound(tallies, exhausted, newly, settled=settled)
            is_full = len(self.elected) >= self._seats
            if is_full or not self._running() or not self._valid:
                return [*rounds, this_round]
            rounds.append(self._take_a_step(this_round, history))

    def _running(self) -> list[str]:
        return [key for key in self._piles.tallies if key not in self.elected]

    def _elect(self, history: Sequence[Tallies]) -> tuple[Keys, Ties]:
        with_quota = [key for key in self._running() if history[-1][key] >= self.quota]
        newly, settled = self._elect_in_order(with_quota, history)
        if len(self._running()) <= self._seats - len(self.elected):
            others, more_settled = self._elect_in_order(self._running(), history)
            return newly + others, settled + more_settled
        return newly, settled

    def _elect_in_order(self, keys: Sequence[str], history: Sequence[Tallies]) -> tuple[Keys, Ties]:
        order, settled = self._narrowing.highest_first(keys, history)
        self.elected += order
        for key in order:
            self._piles.close(key)
        return order, settled

    def _take_a_step(self, before: CountingRound, history: Sequence[Tallies]) -> CountingRound:
        """Move the largest surplus, or exclude the lowest."""
        tallies = before.tallies
        over_quota = [key for key in tallies if key in self.elected and tallies[key] > self.quota]
        if over_quota:
            chosen, ties = self._narrowing.highest(over_quota, history)
            moved = self._piles.move_surplus(
                chosen, tallies[chosen] - self.quota, self._new_value(tallies[chosen])
            )
        else:
            chosen, ties = self._narrowing.lowest(self._running(), history)
            moved = self._piles.exclude(chosen)
        return replace(
            before,
            eliminated=() if over_quota else (chosen,),
            transfers={chosen: moved},
            settled=before.settled + tuple(tie for tie in ties if tie not in before.settled),
        )

    def _new_value(self, total: Amount) -> Callable[[Amount], Amount]:
        """Value of a ballot times surplus over total; cut off after five decimals if so ruled."""
        share = Fraction(total - self.quota) / total

        def lowered(value: Amount) -> Amount:
            exact = value * share
            return Fraction(floor(exact * _FIVE_DECIMALS), _FIVE_DECIMALS) if self._cut else exact

        return lowered


def _decision(elected: Sequence[str]) -> Decision:
    winners = tuple(key for key in elected if key != NO_ENDORSEMENT)
    if winners:
        return Decision(ENDORSED, winners)
    return Decision(NO_ENDORSEMENT_WON if elected else BAR_NOT_REACHED)
