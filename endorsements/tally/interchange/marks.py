"""A ballot of the open format as the one text by which we count it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from endorsements.tally.interchange.shapes import (
    a_candidate,
    a_list,
    a_number,
    an_object,
    is_candidate,
    shown,
)
from endorsements.tally.selections import write_answers, write_marks, write_ranks
from endorsements.tally.vocabulary import HIGHEST_SCORE, RANKED_FORMS, STAR

# Candidate's id to our key, in the order of our ballot.
Keys = Mapping[str, str]


def selection_of(form: str, marks: Any, keys: Keys, where: str) -> str:
    """The canonical text of a ballot.

    Raises:
        MalformedContest: it is not a ballot of this form, or names somebody unknown.
    """
    # Places are put into words only for a refusal: there may be a million ballots.
    if form in RANKED_FORMS:
        ranks = a_list(marks, where)
        return write_ranks(
            [
                [keys[rank]] if is_candidate(rank, keys) else _other_rank(rank, keys, where, place)
                for place, rank in enumerate(ranks)
            ]
        )
    if form == STAR:
        return write_answers(_scores(an_object(marks, where), keys, where))
    return write_marks(_in_order(a_list(marks, where), keys, where))


def _other_rank(rank: Any, keys: Keys, where: str, place: int) -> list[str]:
    """An empty rank, or one with several candidates."""
    where = f"{where}[{place}]"
    if rank is None:
        return []
    if isinstance(rank, list):
        return _in_order(rank, keys, where)
    return [a_candidate(rank, where, keys)]


def _in_order(ids: Sequence[Any], keys: Keys, where: str) -> list[str]:
    """Our keys in the order of our ballot; the same candidate twice is one mark."""
    for place, one in enumerate(ids):
        if not is_candidate(one, keys):
            a_candidate(one, f"{where}[{place}]", keys)
    marked = set(ids)
    if len(marked) == 1:
        return [keys[one] for one in marked]
    return [key for one, key in keys.items() if one in marked]


def _scores(scores: Mapping[str, Any], keys: Keys, where: str) -> dict[str, int]:
    for one, score in scores.items():
        a_candidate(one, where, keys)
        a_number(score, f"{where}, {shown(one)}", most=HIGHEST_SCORE)
    return {key: scores[one] for one, key in keys.items() if one in scores}
