"""Choosing one of several equal candidates inside a ranked count: earlier rounds, then the draw."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from endorsements.tally.counts import BY_DRAW, BY_EARLIER_ROUND, Amount, Settled
from endorsements.tally.vocabulary import LOOKBACK_EARLIEST, LOOKBACK_LATEST

Tallies = Mapping[str, Amount]
Ties = tuple[Settled, ...]


@dataclass(frozen=True)
class Narrowing:
    """How a contest chooses among equals.

    Args:
        lookback: one of the `LOOKBACK_...` words.
        tie_order: everything that can win, in the published order.
    """

    lookback: str
    tie_order: Sequence[str]

    def highest(self, among: Iterable[str], rounds: Sequence[Tallies]) -> tuple[str, Ties]:
        """Who has most, and the tie on the way, if there was one.

        Among equals: who had most in an earlier round, then the first in the tie order.

        Args:
            among: in the ballot's order, at least one.
            rounds: tallies from round 1 to the present one.
        """
        return self._choose(among, rounds, is_highest=True)

    def lowest(self, among: Iterable[str], rounds: Sequence[Tallies]) -> tuple[str, Ties]:
        """Who has least; among equals who had least earlier, then the last in the tie order."""
        return self._choose(among, rounds, is_highest=False)

    def highest_first(
        self, among: Iterable[str], rounds: Sequence[Tallies]
    ) -> tuple[tuple[str, ...], Ties]:
        """Everybody in order, and the ties on the way."""
        left, order = list(among), []
        settled: list[Settled] = []
        while left:
            chosen, ties = self.highest(left, rounds)
            left.remove(chosen)
            order.append(chosen)
            settled += ties
        return tuple(order), tuple(settled)

    def _choose(
        self, among: Iterable[str], rounds: Sequence[Tallies], *, is_highest: bool
    ) -> tuple[str, Ties]:
        tied = _equals(among, rounds[-1], is_highest)
        if len(tied) == 1:
            return tied[0], ()
        left, told_apart_in = tied, None
        for number in self._earlier_rounds(len(rounds) - 1):
            kept = _equals(left, rounds[number - 1], is_highest)
            if len(kept) < len(left):
                left, told_apart_in = kept, number
        if len(left) == 1:
            return left[0], (Settled(tied, left[0], BY_EARLIER_ROUND, told_apart_in),)
        drawn = sorted(left, key=self.tie_order.index)[0 if is_highest else -1]
        return drawn, (Settled(tied, drawn, BY_DRAW, told_apart_in),)

    def _earlier_rounds(self, number: int) -> Iterable[int]:
        forward = range(1, number + 1)
        stages = {LOOKBACK_EARLIEST: forward, LOOKBACK_LATEST: reversed(forward)}
        return stages.get(self.lookback, ())


def _equals(among: Iterable[str], tallies: Tallies, is_highest: bool) -> tuple[str, ...]:
    among = tuple(among)
    extreme = (max if is_highest else min)(tallies[key] for key in among)
    return tuple(key for key in among if tallies[key] == extreme)
