"""The middle of several scores, as the scorecard takes it."""

from collections.abc import Iterable
from enum import StrEnum

from scorecard.grading.scores import Grade, Rules, counts_in_medians

DEMOCRATIC = "Democratic"


class Group(StrEnum):
    """The two groups that medians are taken of."""

    DEMOCRATIC = "Democratic"
    OTHERS = "all others"


def group_of(party: str) -> Group:
    """Democrats, and all others together; the site's label for those is Republican."""
    return Group.DEMOCRATIC if party == DEMOCRATIC else Group.OTHERS


def upper_median(values: Iterable[int]) -> int | None:
    """The element at floor(n/2) of the sorted values: of two middle ones the upper, not their
    mean. None without values."""
    ordered = sorted(values)
    return ordered[len(ordered) // 2] if ordered else None


def median_score(grades: Iterable[Grade], rules: Rules) -> int | None:
    """The upper median of the scores that may be in one."""
    return upper_median(
        one.score for one in grades if one.score is not None and counts_in_medians(one, rules)
    )
