"""Rounds of ranked ballots that are not public: the count again, by the published transfers.

Who has how much after a transfer, who then is elected or excluded, every tie and the outcome are
worked out anew. Only where each ballot went has to be believed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from endorsements.tally.counts import EXHAUSTED, Amount, Count
from endorsements.tally.denominators import BallotNumbers
from endorsements.tally.instant_runoff import run_off
from endorsements.tally.ranked import DUPLICATE, OVERVOTE, SKIPPED
from endorsements.tally.star import count_scores
from endorsements.tally.stv import fill_by_quota
from endorsements.tally.vocabulary import IRV, STAR, Rule
from endorsements.verifier.published import Impossible, Published


class PublishedTransfers:
    """Answers a ranked count as the ballots would, from what was published of them.

    Args:
        tallies: first choices.
        transfers: in the order of the rounds: from whom, how much to whom or `EXHAUSTED`.
    """

    def __init__(
        self, tallies: Mapping[str, int], transfers: Sequence[tuple[str, Mapping[str, Amount]]]
    ) -> None:
        self.tallies: dict[str, Amount] = dict(tallies)
        self._transfers = list(transfers)
        self._closed: set[str] = set()

    def close(self, key: str) -> None:
        self._closed.add(key)

    def exclude(self, key: str) -> dict[str, Amount]:
        self.close(key)
        return self._move(key, self.tallies.pop(key))

    def move_surplus(
        self, key: str, surplus: Amount, new_value: Callable[[Amount], Amount]
    ) -> dict[str, Amount]:
        self.tallies[key] -= surplus
        return self._move(key, surplus)

    def _move(self, key: str, leaving: Amount) -> dict[str, Amount]:
        """As much must arrive as leaves, and only at who can still be given ballots."""
        giver, moved = self._transfers.pop(0) if self._transfers else ("", {})
        takers = [to for to in self.tallies if to not in self._closed]
        if giver != key or not set(moved) <= {*takers, EXHAUSTED}:
            raise Impossible
        if sum(moved.values()) != leaving or not all(amount > 0 for amount in moved.values()):
            raise Impossible
        for to in takers:
            self.tallies[to] += moved.get(to, 0)
        return {to: moved[to] for to in [*takers, EXHAUSTED] if to in moved}


def count_by_rounds(
    rule: Rule, published: Published, numbers: BallotNumbers, tie_order: Sequence[str]
) -> Count:
    """Count a ranked contest or one by STAR from its published rounds.

    Raises:
        Impossible: the rounds do not follow from each other.
    """
    if rule.form == STAR:
        return _by_final(rule, published, numbers, tie_order)
    first = published.part("rounds", 0).tallies()
    if sum(first.values()) != numbers.valid:
        raise Impossible
    count_again = run_off if rule.form == IRV else fill_by_quota
    transfers = PublishedTransfers(first, _transfers(published))
    return replace(
        count_again(rule, numbers, transfers, tie_order), touched=_touched(published, numbers)
    )


def _transfers(published: Published) -> list[tuple[str, dict[str, Amount]]]:
    rounds = published.part("rounds").value
    found = []
    for number in range(len(rounds) if isinstance(rounds, list) else 0):
        given = published.part("rounds", number, "transfers")
        for giver in given.keys_among(published.standing):
            moved = given.part(giver)
            takers = moved.keys_among([*published.standing, EXHAUSTED])
            found.append((giver, {to: moved.amount(to) for to in takers}))
    return found


def _touched(published: Published, numbers: BallotNumbers) -> dict[str, int]:
    """Ballots on which a rule of reading had to decide: no more than there are."""
    touched = published.part("touched")
    found = {name: touched.number(name) for name in (OVERVOTE, DUPLICATE, SKIPPED)}
    if max(found.values()) > numbers.valid + numbers.invalid:
        raise Impossible
    return found


def _by_final(
    rule: Rule, published: Published, numbers: BallotNumbers, tie_order: Sequence[str]
) -> Count:
    scores = published.scores()
    if any(sum(given) > numbers.valid for given in scores.values()):
        raise Impossible

    def preferences(finalists: Sequence[str]) -> dict[str, int]:
        """No more prefer one of the two than give them a point."""
        votes = published.part("rounds", 1, "tallies")
        found = {key: votes.number(key) for key in finalists}
        too_many = any(found[key] > sum(scores[key][1:]) for key in finalists)
        if too_many or sum(found.values()) > numbers.valid:
            raise Impossible
        return found

    return count_scores(rule, numbers, scores, preferences, tie_order)
