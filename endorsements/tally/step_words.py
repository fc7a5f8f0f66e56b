"""Each round of counting in words: what everybody had, who got on or went, where ballots moved."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from endorsements.tally.counts import (
    BY_DRAW,
    BY_EARLIER_ROUND,
    EXHAUSTED,
    Amount,
    Count,
    CountingRound,
    Settled,
)
from endorsements.tally.vocabulary import (
    APPROVAL,
    IRV,
    PER_CANDIDATE,
    SCORE,
    STAR,
    STV,
    Rule,
)
from endorsements.tally.words import amount_in_words, listed, named, numbered

_HELD = {APPROVAL: "Marks", PER_CANDIDATE: "Yes", SCORE: "Points", STAR: "Points"}


class _Teller:
    """Words for one round of a count.

    Args:
        names: key to printed name of the candidates.
    """

    def __init__(self, rule: Rule, count: Count, number: int, names: Mapping[str, str]) -> None:
        self.rule, self.count, self.number, self.names = rule, count, number, names
        self.round: CountingRound = count.rounds[number - 1]

    def sentences(self) -> list[str]:
        """All that is to be said of the round."""
        if self.rule.form == STV:
            return self._of_stv()
        if self.rule.form == IRV:
            return self._of_irv()
        if self.rule.form == STAR and self.number > 1:
            return self._of_final()
        sentences = [self._everybody(), *map(self._settled, self.round.settled)]
        if self.rule.form == STAR and len(self.count.rounds) > 1:
            finalists = list(self.count.rounds[1].tallies)
            go = "goes" if len(finalists) == 1 else "go"
            sentences.append(f"{self._listed(finalists)} {go} into the final.")
        return sentences

    # ---- names and amounts

    def _name(self, key: str) -> str:
        return named(key, self.rule.form, self.names)

    def _listed(self, keys: Sequence[str]) -> str:
        return listed([self._name(key) for key in keys])

    def _with_amounts(self, keys: Sequence[str]) -> str:
        held = self.round.tallies
        return listed([f"{self._name(key)} ({amount_in_words(held[key])})" for key in keys])

    def _everybody(self) -> str:
        held = [
            f"{self._name(key)} {amount_in_words(amount)}"
            for key, amount in self.round.tallies.items()
        ]
        what = _HELD.get(self.rule.form, "Votes")
        if self.count.abstained:
            held.append(f"abstained {self.count.abstained}")
        return f"{what}: {', '.join(held) or 'nobody to count for'}."

    def _moves(self, giver: str) -> str:
        """For example "80 ballots move to Ash, 20 to Birch, 12 are exhausted"."""
        moved = dict(self.round.transfers.get(giver, {}))
        exhausted = moved.pop(EXHAUSTED, 0)
        parts = [f"{amount_in_words(n)} to {self._name(key)}" for key, n in moved.items()]
        if parts:
            first = next(iter(moved.values()))
            parts[0] = f"{self._ballots(first, 'move')} to {self._name(next(iter(moved)))}"
        if exhausted:
            number = amount_in_words(exhausted) if parts else self._ballots(exhausted, "")
            parts.append(f"{number} {'is' if exhausted == 1 else 'are'} exhausted")
        return ", ".join(parts) if parts else "no ballot moves"

    def _ballots(self, amount: Amount, verb: str) -> str:
        """Ballots have values in a count for several seats: there they are votes."""
        noun = "vote" if self.rule.form == STV else "ballot"
        if amount == 1:
            return f"1 {noun} {verb + 's' if verb else ''}".strip()
        return f"{amount_in_words(amount)} {noun}s {verb}".strip()

    # ---- ties

    def _settled(self, tie: Settled) -> str:
        is_out = tie.chosen in self.round.eliminated
        equals, chosen = self._listed(tie.tied), self._name(tie.chosen)
        if tie.by == BY_EARLIER_ROUND:
            had, then = ("least", "goes") if is_out else ("most", "comes first")
            why = f"{chosen} had the {had} of them in round {tie.round_number} and {then}"
        elif tie.by == BY_DRAW:
            why = f"the public draw decides that {chosen} {'goes' if is_out else 'comes first'}"
        else:
            why = f"{chosen} has more points"
        return f"{equals} are equal; {why}."

    # ---- forms with several rounds

    def _of_irv(self) -> list[str]:
        held = self.round.tallies
        ties = list(map(self._settled, self.round.settled))
        if self.round.eliminated:
            (loser,) = self.round.eliminated
            fewest = f"{self._name(loser)} has the fewest, {amount_in_words(held[loser])},"
            return [*ties, f"{fewest} and is excluded; {self._moves(loser)}."]
        continuing = sum(held.values())
        still = numbered(int(continuing), "ballots still counting")
        if self.round.elected:
            winner = self.round.elected[0]
            return [*ties, f"{self._name(winner)} wins with {held[winner]} of {still}."]
        if not continuing:
            return ["No ballot counts for anybody."]
        return [f"{self._with_amounts(list(held))} are left, of {still}, and the count ends."]

    def _of_stv(self) -> list[str]:
        return [
            *self._elected(),
            *map(self._settled, self.round.settled),
            *(self._step_after(giver) for giver in self.round.transfers),
        ] or ["Nobody has a vote."]

    def _elected(self) -> list[str]:
        held, quota = self.round.tallies, self.count.quota or 0
        reached = [key for key in self.round.elected if held[key] >= quota]
        others = [key for key in self.round.elected if held[key] < quota]
        sentences = []
        if reached:
            have = "has" if len(reached) == 1 else "have"
            sentences.append(f"{self._with_amounts(reached)} {have} the quota of {quota}.")
        if others:
            get = "gets a place" if len(others) == 1 else "get places"
            sentences.append(
                f"{self._with_amounts(others)} {get} without the quota: no more are left than "
                "places."
            )
        return sentences

    def _step_after(self, giver: str) -> str:
        held, name = self.round.tallies[giver], self._name(giver)
        if giver in self.round.eliminated:
            least = f"{name} has the least, {amount_in_words(held)},"
            return f"{least} and is excluded; {self._moves(giver)}."
        surplus = amount_in_words(held - (self.count.quota or 0))
        return f"{name} has {surplus} more than the quota; {self._moves(giver)}."

    def _of_final(self) -> list[str]:
        (one, votes), *rest = self.round.tallies.items()
        give = f"{self._ballots(votes, 'give')} {self._name(one)} more points"
        others = [f"{votes} {self._name(other)}" for other, votes in rest]
        sentences = [f"{', '.join([give, *others])}."]
        if self.round.exhausted:
            number = numbered(int(self.round.exhausted), "ballots")
            gives = "gives" if self.round.exhausted == 1 else "give"
            sentences.append(f"{number} {gives} both the same.")
        return [*sentences, *map(self._settled, self.round.settled)]


def round_in_words(rule: Rule, count: Count, number: int, names: Mapping[str, str]) -> str:
    """What happened in a round of counting.

    Args:
        number: of the round, from 1.
        names: key to printed name of the candidates.
    """
    sentences = " ".join(_Teller(rule, count, number, names).sentences())
    return f"Round {number}: {sentences}" if len(count.rounds) > 1 else sentences
