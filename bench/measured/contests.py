"""The contests that are counted, and other people's counters of the same kind."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from bench.measured import outside
from bench.measured.selections import keys_of
from endorsements.tally.vocabulary import (
    APPROVAL,
    AT_LEAST,
    DECIMAL5,
    EXACT,
    IRV,
    MAXIMUM_SCORE,
    SCORE,
    SINGLE_CHOICE,
    STAR,
    STV,
    TIE_DRAW,
    RankedRules,
    Rule,
    Threshold,
)

Profile = Mapping[str, int]
Outside = Callable[[Profile], Any]
SEATS = 3


@dataclass(frozen=True)
class Measure:
    """One way of counting.

    Args:
        kind: of the ballots, as in `selections.KINDS`.
        outside: name to a counter that is given the same profile.
        most_scans: how many bare scans it may take at 10^6 records, by number of candidates.
    """

    name: str
    kind: str
    form: str
    fields: Mapping[str, Any]
    outside: Mapping[str, Outside]
    most_scans: Mapping[int, float]

    def rule(self, candidates: int) -> Rule:
        plain = {"threshold": None, "has_no_endorsement": False, "ties": TIE_DRAW}
        return Rule(candidates=keys_of(candidates), form=self.form, **{**plain, **self.fields})


def _share(base: str) -> Threshold:
    return Threshold(Fraction(3, 5), AT_LEAST, base)


MEASURES = (
    Measure(
        "single choice",
        "choices",
        SINGLE_CHOICE,
        {"threshold": _share("all_ballots")},
        {"votelib": outside.votelib_plurality},
        {},
    ),
    Measure(
        "approval",
        "approvals",
        APPROVAL,
        {"threshold": _share("all_ballots"), "seats": SEATS},
        {"votelib": outside.votelib_approval},
        {},
    ),
    Measure(
        "score",
        "scores",
        SCORE,
        {"threshold": _share(MAXIMUM_SCORE)},
        {"votelib": outside.votelib_score},
        {},
    ),
    Measure(
        "STAR",
        "scores",
        STAR,
        {},
        {"starvote": outside.starvote_star, "votelib": outside.votelib_star},
        {},
    ),
    Measure(
        "IRV",
        "rankings",
        IRV,
        {"ranked": RankedRules()},
        {"pyrankvote": outside.pyrankvote_irv, "votelib": outside.votelib_irv},
        {5: 1.7, 12: 14},
    ),
    Measure(
        "STV, five decimals",
        "rankings",
        STV,
        {"seats": SEATS, "ranked": RankedRules(arithmetic=DECIMAL5)},
        {"pyrankvote": outside.pyrankvote_stv},
        {12: 15},
    ),
    Measure(
        "STV, exact",
        "rankings",
        STV,
        {"seats": SEATS, "ranked": RankedRules(arithmetic=EXACT)},
        {"votelib": outside.votelib_stv},
        {12: 27},
    ),
)
