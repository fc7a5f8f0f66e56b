"""Ranked ballots: reading ranks as preferences, by named rules for overvotes, repeats and gaps."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from endorsements.tally.denominators import BallotNumbers
from endorsements.tally.selections import BETWEEN_RANKS, SAME_RANK
from endorsements.tally.vocabulary import ABSTAIN, BLANK, EXHAUST, EXHAUST_TWO, RankedRules, Rule

# The rules of reading. A count tells under these names how many ballots each touched.
OVERVOTE = "overvote"
DUPLICATE = "duplicate"
SKIPPED = "skipped"

Parcel = Collection[tuple[str, int]]

_FIRST_LETTER = ord("A")


def ranked_rules(rule: Rule) -> RankedRules:
    """How ranks are read and the count goes on; the defaults where nothing is said."""
    return rule.ranked or RankedRules()


@dataclass(frozen=True)
class RankedBallots:
    """The ballots of a ranked contest, read as preferences.

    A ranking is a text of letters, one for each candidate, the first choice first: small to keep,
    and whoever is next is found by `str.lstrip` of the letters of those no longer in the count.

    Args:
        letters: key to letter of everybody who can win, in the ballot's order.
        by_first_choice: letter of the first choice to pairs of ranking and number of ballots. A
            ranking that was written in several ways comes several times.
        touched: reading rule to the number of ballots on which it had something to decide.
    """

    numbers: BallotNumbers
    letters: Mapping[str, str]
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
    offered = {key: chr(_FIRST_LETTER + place) for place, key in enumerate(rule.standing())}
    letters = {key: letter for key, letter in offered.items() if key not in withdrawn}
    reader = _RankReader(rule, offered, frozenset(letters.values()))
    piles: dict[str, list[tuple[str, int]]] = {letter: [] for letter in letters.values()}
    once_each, most = frozenset(offered).intersection, rule.most_marks or len(offered)
    counted = offered | dict.fromkeys(withdrawn, "")
    for text, number in profile.items():
        ranks, ranking = text.split(BETWEEN_RANKS), ""
        # Nearly every ballot has one candidate at each rank and nobody twice. There is nothing to
        # decide on it, and one look is enough: there may be hundreds of thousands of rankings.
        if len(once_each(ranks)) == len(ranks) <= most:
            ranking = "".join(map(counted.__getitem__, ranks))
        ranking = ranking or reader.read(text, number)
        if ranking:
            piles[ranking[0]].append((ranking, number))
    numbers = BallotNumbers(
        cast=sum(profile.values()),
        blank=reader.blank,
        invalid=reader.invalid,
        abstained=reader.abstained,
        eligible=eligible,
    )
    return RankedBallots(numbers, letters, piles, reader.touched)


class _NotARanking(ValueError):
    """A text that is not the one way to write a ranking of what the contest offers."""


class _RankReader:
    """Reads one ballot with care; keeps the numbers of those without a preference.

    Args:
        offered: key of everything that may be ranked to its letter, in the ballot's order.
        counted: letters of those who did not withdraw.
    """

    def __init__(self, rule: Rule, offered: Mapping[str, str], counted: Collection[str]) -> None:
        self.blank = self.invalid = self.abstained = 0
        self.touched = dict.fromkeys((OVERVOTE, DUPLICATE, SKIPPED), 0)
        self._rule, self._offered, self._counted = rule, offered, counted
        ranked = ranked_rules(rule)
        self._then = {
            OVERVOTE: ranked.overvote,
            DUPLICATE: ranked.duplicate,
            SKIPPED: ranked.skipped,
        }

    def read(self, text: str, number: int) -> str:
        """The ranking on so many ballots; empty if there is none."""
        ranking = ""
        if text == ABSTAIN and self._rule.has_abstain:
            self.abstained += number
            return ranking
        try:
            ranks = self._without_withdrawn(self._ranks(text))
        except _NotARanking:
            self.invalid += number
            return ranking
        if any(ranks):
            ranking, touched = self._preferences(ranks)
            self.invalid += 0 if ranking else number
            for name in touched:
                self.touched[name] += number
        else:
            self.blank += number
        return ranking

    def _ranks(self, text: str) -> list[str]:
        """The letters at each rank, none where it is empty."""
        if text == BLANK:
            return []
        ranks = [
            self._offered.get(rank) or self._several(rank) for rank in text.split(BETWEEN_RANKS)
        ]
        most = self._rule.most_marks
        if not ranks[-1] or (most is not None and len(ranks) > most):
            raise _NotARanking(text)
        return ranks

    def _several(self, rank: str) -> str:
        keys = rank.split(SAME_RANK) if rank else []
        letters = [self._offered.get(key, "") for key in keys]
        if "" in letters or letters != sorted(set(letters)):
            raise _NotARanking(rank)
        return "".join(letters)

    def _without_withdrawn(self, ranks: list[str]) -> list[str]:
        left = ((rank, "".join(mark for mark in rank if mark in self._counted)) for rank in ranks)
        return [marks for rank, marks in left if marks or not rank]

    def _preferences(self, ranks: Iterable[str]) -> tuple[str, set[str]]:
        """The candidates kept, in order, and the rules of reading that had to decide."""
        ranking, touched, empty_in_a_row = "", set(), 0
        for marks in ranks:
            empty_in_a_row = 0 if marks else empty_in_a_row + 1
            if len(marks) == 1 and marks not in ranking:
                ranking += marks
                continue
            name = _what_is_wrong(marks)
            touched.add(name)
            if self._then[name] == EXHAUST or (
                self._then[name] == EXHAUST_TWO and empty_in_a_row == 2
            ):
                break
        return ranking, touched


def _what_is_wrong(marks: str) -> str:
    if not marks:
        return SKIPPED
    return OVERVOTE if len(marks) > 1 else DUPLICATE
