"""Who holds which ranked ballots, at what value, and how ballots move on."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Protocol

from endorsements.tally.counts import EXHAUSTED, Amount, CountingRound
from endorsements.tally.ranked import Parcel, RankedBallots
from endorsements.tally.selections import BETWEEN_RANKS


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

    A pile is a list of parcels with the value that each of their ballots has; their rankings begin
    with whose pile it is. Values are worked out once for a parcel, so exact fractions cost little.
    Rankings of which the same is left when they move become one.

    Args:
        tallies: everybody not yet excluded, in the ballot's order, to what they hold.
    """

    def __init__(self, ballots: RankedBallots) -> None:
        self._taking = list(ballots.by_first_choice)
        self._parcels: dict[str, list[tuple[Amount, Parcel]]] = {}
        self.tallies: dict[str, Amount] = {}
        for key, first_choices in ballots.by_first_choice.items():
            self._parcels[key] = [(1, first_choices)]
            self.tallies[key] = sum(number for _, number in first_choices)

    def close(self, key: str) -> None:
        """From now on ballots pass over this candidate."""
        self._taking.remove(key)

    def exclude(self, key: str) -> dict[str, Amount]:
        """Take a candidate out who is not closed; their ballots move on with the value they have.

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
        moved: dict[str, Amount] = dict.fromkeys(self._taking, 0)
        for value, parcels in self._dealt(key, new_value).items():
            for to, parcel in parcels.items():
                if amount := value * sum(parcel.values()):
                    self._parcels[to].append((value, parcel.items()))
                    self.tallies[to] += amount
                    moved[to] += amount
        moved[EXHAUSTED] = leaving - sum(moved.values())
        return {to: amount for to, amount in moved.items() if amount}

    def _dealt(
        self, key: str, new_value: Callable[[Amount], Amount]
    ) -> dict[Amount, dict[str, dict[str, int]]]:
        """A pile by new value and by who is next: what is left of a ranking to ballots."""
        by_value: dict[Amount, dict[str, dict[str, int]]] = {}
        beyond = len(key) + len(BETWEEN_RANKS)
        for value, parcel in self._parcels.pop(key):
            parcels = by_value.setdefault(new_value(value), {to: {} for to in self._taking})
            for ranking, number in parcel:
                left = ranking[beyond:]
                while left:
                    first, _, rest = left.partition(BETWEEN_RANKS)
                    if first in parcels:
                        arrived = parcels[first]
                        arrived[left] = arrived.get(left, 0) + number
                        break
                    left = rest
        return by_value


def last_held(rounds: Iterable[CountingRound]) -> dict[str, Amount]:
    """What everybody held in the last round they were in, in the ballot's order."""
    return {key: amount for one in rounds for key, amount in one.tallies.items()}
