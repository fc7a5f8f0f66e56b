"""Who holds which ranked ballots, at what value, and how ballots move on."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Protocol

from endorsements.tally.counts import EXHAUSTED, Amount, CountingRound
from endorsements.tally.ranked import Parcel, RankedBallots


class MovingBallots(Protocol):
    """What a ranked count asks for and tells: who holds how much, and who is out.

    The verifier answers from published transfers where the ballots themselves are not public.
    """

    tallies: dict[str, Amount]

    def close(self, key: str) -> None: ...

    def exclude(self, key: str) -> dict[str, Amount]: ...

    def move_surplus(
        self, key: str, surplus: Amount, new_value: Callable[[Amount], Amount]
    ) -> dict[str, Amount]: ...


class Piles:
    """The ballots in front of each candidate of a ranked count.

    A pile is a list of parcels with the value that each of their ballots has. Values are worked
    out once for a parcel, so exact fractions cost little. Equal rankings that move together become
    one: what is left of them is often equal.

    Args:
        tallies: everybody not yet excluded, in the ballot's order, to what they hold.
    """

    def __init__(self, ballots: RankedBallots) -> None:
        self._letters = ballots.letters
        self._passed_over = ""
        self._parcels: dict[str, list[tuple[Amount, Parcel]]] = {}
        self.tallies: dict[str, Amount] = {}
        for key, letter in ballots.letters.items():
            first_choices = ballots.by_first_choice[letter]
            self._parcels[key] = [(1, first_choices)]
            self.tallies[key] = sum(number for _, number in first_choices)

    def close(self, key: str) -> None:
        """From now on ballots pass over this candidate."""
        self._passed_over += self._letters[key]

    def exclude(self, key: str) -> dict[str, Amount]:
        """Take a candidate out; each of their ballots moves on with the value it has.

        Returns:
            What moved to whom, in the ballot's order, and what to `EXHAUSTED`.
        """
        self.close(key)
        return self._move_on(key, self.tallies.pop(key), lambda value: value)

    def move_surplus(
        self, key: str, surplus: Amount, new_value: Callable[[Amount], Amount]
    ) -> dict[str, Amount]:
        """Move every ballot of an elected candidate, who is closed, on at a lower value.

        Args:
            new_value: value of a ballot until now to its value from now on.

        Returns:
            As `exclude`; what no ballot carries on counts as exhausted.
        """
        self.tallies[key] -= surplus
        return self._move_on(key, surplus, new_value)

    def _move_on(
        self, key: str, leaving: Amount, new_value: Callable[[Amount], Amount]
    ) -> dict[str, Amount]:
        moved: dict[str, Amount] = {}
        for value, parcels in self._dealt(key, new_value).items():
            for to, letter in self._letters.items():
                if amount := value * sum(parcels[letter].values()):
                    self._parcels[to].append((value, parcels[letter].items()))
                    self.tallies[to] += amount
                    moved[to] = moved.get(to, 0) + amount
        moved = {to: moved[to] for to in self.tallies if to in moved}
        exhausted = leaving - sum(moved.values())
        return {**moved, EXHAUSTED: exhausted} if exhausted else moved

    def _dealt(
        self, key: str, new_value: Callable[[Amount], Amount]
    ) -> dict[Amount, dict[str, dict[str, int]]]:
        """A pile by new value and by the letter of who is next: ranking to number of ballots."""
        by_value: dict[Amount, dict[str, dict[str, int]]] = {}
        for value, parcel in self._parcels.pop(key):
            parcels = by_value.setdefault(
                new_value(value), {letter: {} for letter in self._letters.values()}
            )
            for ranking, number in parcel:
                left = ranking.lstrip(self._passed_over)
                if left:
                    arrived = parcels[left[0]]
                    arrived[left] = arrived.get(left, 0) + number
        return by_value


def last_held(rounds: Iterable[CountingRound]) -> dict[str, Amount]:
    """What everybody held in the last round they were in, in the ballot's order."""
    return {key: amount for one in rounds for key, amount in one.tallies.items()}
