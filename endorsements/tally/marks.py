"""Reading ballots without ranks: marks separated by spaces, each at most once, in ballot order.

Any other text is invalid, never mended: the order of marks could sign a ballot.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from endorsements.tally.denominators import BallotNumbers
from endorsements.tally.selections import OF, read_mark, read_marks
from endorsements.tally.vocabulary import ABSTAIN, BLANK, Rule

Marks = tuple[str, ...]


@dataclass(frozen=True)
class MarkedBallots:
    """The ballots of a contest, read.

    Args:
        profile: pairs of marks (at least one) and the number of ballots that have just these.
            Abstentions in the whole contest are not among them.
    """

    numbers: BallotNumbers
    profile: tuple[tuple[Marks, int], ...]

    def by_mark(self, marks: Iterable[str]) -> dict[str, int]:
        """How many ballots hold each of these marks; no ballot may hold another."""
        totals = dict.fromkeys(marks, 0)
        for held, ballots in self.profile:
            for mark in held:
                totals[mark] += ballots
        return totals


def places_on_ballot(keys: Sequence[str], answers: Collection[str | int] = ()) -> dict[str, int]:
    """Every mark to its place: the keys themselves, or each key with each answer to it."""
    marks = {key: [f"{key}{OF}{answer}" for answer in answers] or [key] for key in keys}
    return {mark: place for place, key in enumerate(keys) for mark in marks[key]}


def read_ballots(
    rule: Rule,
    profile: Mapping[str, int],
    places: Mapping[str, int],
    *,
    eligible: int,
    withdrawn: Collection[str],
    is_legal: Callable[[Marks], bool] = bool,
) -> MarkedBallots:
    """Sort ballots into blank, invalid, abstaining and the rest.

    Marks for candidates who withdrew are taken as not made, once the ballot was found legal; a
    ballot of which nothing is left is blank.

    Args:
        places: every mark that a ballot may hold to its place on the ballot; answers to one
            question share a place.
        is_legal: what else must hold of a ballot's marks together.
    """
    blank = profile.get(BLANK, 0)
    abstained = profile.get(ABSTAIN, 0) if rule.has_abstain else 0
    kept, invalid = [], 0
    gone = frozenset(mark for mark in places if read_mark(mark)[0] in withdrawn)
    for text, ballots in profile.items():
        if text == BLANK or (text == ABSTAIN and rule.has_abstain):
            continue
        marks = tuple(read_marks(text))
        if not (_are_in_order(marks, places) and is_legal(marks)):
            invalid += ballots
        elif left := tuple(mark for mark in marks if mark not in gone) if gone else marks:
            kept.append((left, ballots))
        else:
            blank += ballots
    cast = sum(profile.values())
    numbers = BallotNumbers(cast, blank, invalid, abstained, eligible)
    return MarkedBallots(numbers, tuple(kept))


def _are_in_order(marks: Marks, places: Mapping[str, int]) -> bool:
    found = [places.get(mark, -1) for mark in marks]
    return found == sorted(set(found)) and found[0] >= 0
