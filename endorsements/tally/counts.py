"""What a count comes to, in the same shape for every form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, Union

from endorsements.tally.vocabulary import DECIMAL5

EXHAUSTED = "exhausted"

# How a tie inside a count was settled.
BY_EARLIER_ROUND = "earlier_round"
BY_DRAW = "draw"
BY_HIGHER_SUM = "higher_sum"

_DIGITS_AT_ONCE = 4000
_WRITTEN_AT_ONCE = 10**_DIGITS_AT_ONCE

Amount = Union[int, Fraction]  # noqa: UP007 - Python 3.9 runs this line too


@dataclass(frozen=True)
class Settled:
    """A tie inside a count and what settled it.

    Args:
        tied: in the ballot's order.
        chosen: who was elected or moved first, or excluded.
        by: `BY_EARLIER_ROUND`, `BY_DRAW` or `BY_HIGHER_SUM`.
        round_number: of the earlier round that told them apart. With `BY_DRAW` of the last one
            that told some of them apart, so that the draw was among fewer; None otherwise.
    """

    tied: tuple[str, ...]
    chosen: str
    by: str
    round_number: int | None = None


@dataclass(frozen=True)
class CountingRound:
    """One round of counting.

    Args:
        tallies: everybody not yet excluded, in the ballot's order, to what they hold.
        exhausted: valid ballots (or their value) that count for nobody any more.
        elected: on these tallies, in order.
        eliminated: excluded on these tallies, gone from the next round.
        transfers: what moves between this round and the next: from whom, to whom or
            `EXHAUSTED`, how much. Empty in the last round.
        settled: ties on the way.
    """

    tallies: Mapping[str, Amount]
    exhausted: Amount = 0
    elected: tuple[str, ...] = ()
    eliminated: tuple[str, ...] = ()
    transfers: Mapping[str, Mapping[str, Amount]] = field(default_factory=dict)
    settled: tuple[Settled, ...] = ()


@dataclass(frozen=True)
class Count:
    """What one contest's ballots came to.

    cast = marked + blank + invalid; marked includes abstentions and "no endorsement".

    Args:
        abstained: ballots that abstain in the whole contest.
        tallies: the numbers that decide, of everybody in the ballot's order: votes, approvals,
            yes votes, points, or what they held in the last round they were in.
        denominator: what `needed` and the shares are of; without a threshold all valid ballots
            (points in a score contest are of the highest possible sum).
        needed: fewest votes (or points) that clear the bar; None without a threshold.
        winners: endorsed, in order of election; empty unless the outcome is `ENDORSED`.
        tied: candidates whom a tie left unsettled; their tie may stand beside winners of other
            seats.
        rounds: at least one; a form that counts once has one.
        quota: of a multi-seat ranked count, else None.
        touched: how many ballots each reading rule touched, by its name: "overvote",
            "duplicate", "skipped"; only in ranked forms.
        details: what a form says besides, as values for JSON; see its module.
    """

    cast: int
    blank: int
    invalid: int
    marked: int
    eligible: int
    tallies: Mapping[str, Amount]
    denominator: int
    needed: int | None
    quorum_needed: int
    outcome: str
    winners: tuple[str, ...] = ()
    tied: tuple[str, ...] = ()
    abstained: int = 0
    rounds: tuple[CountingRound, ...] = ()
    quota: int | None = None
    touched: Mapping[str, int] = field(default_factory=dict)
    details: Mapping[str, Any] = field(default_factory=dict)

    @property
    def valid(self) -> int:
        """Ballots that take part in the decision."""
        return self.marked - self.abstained

    def share(self, key: str) -> Fraction:
        """Exact share of the denominator, 0 without ballots."""
        return Fraction(self.tallies[key], self.denominator) if self.denominator else Fraction(0)


def written(amount: Amount, arithmetic: str = "") -> int | str:
    """An amount as results and files have it: 12, "806.07214" under `DECIMAL5`, "7/3" else."""
    exact = Fraction(amount)
    if exact.denominator == 1:
        return exact.numerator
    if arithmetic == DECIMAL5:
        units = exact * 100_000
        return f"{units.numerator // 100_000}.{units.numerator % 100_000:05d}"
    return f"{_digits(exact.numerator)}/{_digits(exact.denominator)}"


def _digits(number: int) -> str:
    """A number in full. Many exact transfers make fractions longer than Python writes at once."""
    if number < _WRITTEN_AT_ONCE:
        return str(number)
    high, low = divmod(number, _WRITTEN_AT_ONCE)
    return f"{_digits(high)}{low:0{_DIGITS_AT_ONCE}d}"
