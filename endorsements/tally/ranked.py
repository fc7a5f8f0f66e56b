"""Ranked ballots: reading ranks as preferences, by named rules for overvotes, repeats and gaps."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from endorsements.tally.denominators import BallotNumbers
from endorsements.tally.selections import BETWEEN_RANKS, read_ranks
from endorsements.tally.vocabulary import ABSTAIN, BLANK, EXHAUST, EXHAUST_TWO, RankedRules, Rule

# The rules of reading. A count tells under these names how many ballots each touched.
OVERVOTE = "overvote"
DUPLICATE = "duplicate"
SKIPPED = "skipped"

Parcel = Collection[tuple[str, int]]


def ranked_rules(rule: Rule) -> RankedRules:
    """How ranks are read and the count goes on; the defaults where nothing is said."""
    return rule.ranked or RankedRules()


@dataclass(frozen=True)
class RankedBallots:
    """The ballots of a ranked contest, read as preferences.

    Args:
        by_first_choice: everybody who can win, in the ballot's order, to the ballots that want
            them first: pairs of a ranking and a number of ballots. A ranking is a text like
            `smith>jones` without gaps or repetitions; one may come several times.
        touched: reading rule to the number of ballots on which it had something to decide.
    """

    numbers: BallotNumbers
    by_first_choice: Mapping[str, Parcel]
    touched: Mapping[str, int]


def read_ranked(
    rule: Rule, profile: Mapping[str, int], *, eligible: int, withdrawn: Collection[str] = ()
) -> RankedBallots:
    """Read selections as preferences.

    Invalid are texts that are not the one way to write a ranking of what the contest offers,
    rankings with more ranks than `rule.most_marks`, and marks of which no preference is left. A
    mark for somebody who withdrew is taken as not made, and a rank with no other mark as not there.

    Args:
        profile: selection, as `selections.py` writes it, to the number of ballots that say so.

    Source: the glossary's blank, abstain and invalid; for the rules of reading, `RankedRules`.
    """
    reader = _RankReader(rule, withdrawn)
    piles: dict[str, list[tuple[str, int]]] = {key: [] for key in reader.running}
    once_each, most = frozenset(piles).intersection, rule.most_marks or len(piles)
    for text, number in profile.items():
        ranks = text.split(BETWEEN_RANKS)
        # Nearly every ballot has one candidate at each rank and nobody twice. There is nothing to
        # decide on it, and one look is enough: there may be hundreds of thousands of rankings.
        if len(once_each(ranks)) == len(ranks) <= most:
            piles[ranks[0]].append((text, number))
        elif preferences := reader.read(text, number):
            piles[preferences[0]].append((BETWEEN_RANKS.join(preferences), number))
    numbers = BallotNumbers(
        cast=sum(profile.values()),
        blank=reader.blank,
        invalid=reader.invalid,
        abstained=reader.abstained,
        eligible=eligible,
    )
    return RankedBallots(numbers, piles, reader.touched)


class _NotARanking(ValueError):
    """A text that is not the one way to write a ranking of what the contest offers."""


class _RankReader:
    """Reads one ballot with care; keeps the numbers of those without a preference.

    Args:
        running: who did not withdraw, in the ballot's order.
    """

    def __init__(self, rule: Rule, withdrawn: Collection[str]) -> None:
        self.running = [key for key in rule.standing() if key not in withdrawn]
        self.blank = self.invalid = self.abstained = 0
        self.touched = dict.fromkeys((OVERVOTE, DUPLICATE, SKIPPED), 0)
        self._rule = rule
        self._places = {key: place for place, key in enumerate(rule.standing())}
        ranked = ranked_rules(rule)
        self._then = {
            OVERVOTE: ranked.overvote,
            DUPLICATE: ranked.duplicate,
            SKIPPED: ranked.skipped,
        }

    def read(self, text: str, number: int) -> list[str]:
        """The preferences on so many ballots, none for a ballot without."""
        if text == ABSTAIN and self._rule.has_abstain:
            self.abstained += number
            return []
        try:
            ranks = self._without_withdrawn(self._ranks(text))
        except _NotARanking:
            self.invalid += number
            return []
        if not ranks:
            self.blank += number
            return []
        preferences, touched = self._preferences(ranks)
        for name in touched:
            self.touched[name] += number
        self.invalid += 0 if preferences else number
        return preferences

    def _ranks(self, text: str) -> list[list[str]]:
        """Who is marked at each rank."""
        if text == BLANK:
            return []
        ranks = read_ranks(text)
        most = self._rule.most_marks or len(ranks)
        if not ranks[-1] or len(ranks) > most or not all(map(self._is_in_order, ranks)):
            raise _NotARanking(text)
        return ranks

    def _is_in_order(self, keys: list[str]) -> bool:
        """Whether everybody at a rank is offered, and is there once and in the ballot's order."""
        places = [self._places.get(key, -1) for key in keys]
        return -1 not in places and places == sorted(set(places))

    def _without_withdrawn(self, ranks: list[list[str]]) -> list[list[str]]:
        """The ranks as if those who withdrew had never been marked, to the last one marked."""
        left = ((rank, [key for key in rank if key in self.running]) for rank in ranks)
        kept = [keys for rank, keys in left if keys or not rank]
        while kept and not kept[-1]:
            kept.pop()
        return kept

    def _preferences(self, ranks: Iterable[list[str]]) -> tuple[list[str], set[str]]:
        """The candidates kept, in order, and the rules of reading that had to decide."""
        kept: list[str] = []
        touched, empty_in_a_row = set(), 0
        for keys in ranks:
            empty_in_a_row = 0 if keys else empty_in_a_row + 1
            if len(keys) == 1 and keys[0] not in kept:
                kept += keys
                continue
            name = _what_is_wrong(keys)
            touched.add(name)
            if self._then[name] == EXHAUST or (
                self._then[name] == EXHAUST_TWO and empty_in_a_row == 2
            ):
                break
        return kept, touched


def _what_is_wrong(keys: list[str]) -> str:
    if not keys:
        return SKIPPED
    return OVERVOTE if len(keys) > 1 else DUPLICATE
