"""A ballot of the open format as the one text by which we count it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from endorsements.tally.interchange.shapes import (
    a_candidate,
    a_list,
    a_number,
    an_object,
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
    if form in RANKED_FORMS:
        ranks = a_list(marks, where)
        return write_ranks([_rank(rank, keys, f"{where}[{n}]") for n, rank in enumerate(ranks)])
    if form == STAR:
        return write_answers(_scores(an_object(marks, where), keys, where))
    return write_marks(_in_order(a_list(marks, where), keys, where))


def _rank(rank: Any, keys: Keys, where: str) -> list[str]:
    if rank is None:
        return []
    if isinstance(rank, list):
        return _in_order(rank, keys, where)
    return [_key(rank, keys, where)]


def _in_order(ids: Iterable[Any], keys: Keys, where: str) -> list[str]:
    """Our keys in the order of our ballot; the same candidate twice is one mark."""
    marked = {_key(one, keys, f"{where}[{place}]") for place, one in enumerate(ids)}
    return [key for key in keys.values() if key in marked] if len(marked) > 1 else list(marked)


def _scores(scores: Mapping[str, Any], keys: Keys, where: str) -> dict[str, int]:
    given = {
        _key(one, keys, where): a_number(score, f"{where}, {shown(one)}", most=HIGHEST_SCORE)
        for one, score in scores.items()
    }
    return {key: given[key] for key in keys.values() if key in given}


def _key(candidate: Any, keys: Keys, where: str) -> str:
    return keys[a_candidate(candidate, where, keys)]
