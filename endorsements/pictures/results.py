"""Which pictures a result has, by the form of its contest."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from endorsements.pictures.answer_bars import answer_bars
from endorsements.pictures.bars import Bar
from endorsements.pictures.choice_bars import approval_bars, one_mark_bars, whether_whom_bars
from endorsements.pictures.ranked_bars import instant_run_off_bars, quota_bars
from endorsements.pictures.score_bars import score_bars, star_bars
from endorsements.pictures.stored import Stored
from endorsements.tally.vocabulary import (
    APPROVAL,
    IRV,
    PER_CANDIDATE,
    QUESTION,
    SCORE,
    SINGLE_CHOICE,
    STAR,
    STV,
    WHETHER_WHOM,
)

_BARS: dict[str, Callable[[Stored], tuple[Bar, ...]]] = {
    SINGLE_CHOICE: one_mark_bars,
    QUESTION: one_mark_bars,
    APPROVAL: approval_bars,
    PER_CANDIDATE: answer_bars,
    SCORE: score_bars,
    STAR: star_bars,
    IRV: instant_run_off_bars,
    STV: quota_bars,
    WHETHER_WHOM: whether_whom_bars,
}


def result_bars(contest: Mapping[str, Any], numbers: Mapping[str, Any]) -> tuple[Bar, ...]:
    """The threshold bars of a stored result; none where its numbers are not public.

    Args:
        contest: in the frozen definition.
        numbers: as made by `tally.results.contest_result`.
    """
    if "tallies" not in numbers:
        return ()
    return _BARS[contest["form"]](Stored(contest, numbers))
