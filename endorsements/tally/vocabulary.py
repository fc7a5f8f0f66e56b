"""The words of counting: forms, bars, tie rules, and what a rule consists of.

Source of the words: the glossary in the README. The rules that the presets follow are printed in
the bylaws and booklets of organisations that endorse by member vote; docs/how-we-count.md names
them.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from fractions import Fraction

BLANK = ""
NO_ENDORSEMENT = "no-endorsement"
ABSTAIN = "abstain"
YES = "yes"
NO = "no"
RESERVED_KEYS = (NO_ENDORSEMENT, ABSTAIN, "blank", "invalid", "exhausted")

SINGLE_CHOICE = "single_choice"
QUESTION = "question"
APPROVAL = "approval"
PER_CANDIDATE = "per_candidate"
SCORE = "score"
STAR = "star"
IRV = "irv"
STV = "stv"
WHETHER_WHOM = "whether_whom"
FORMS = (SINGLE_CHOICE, QUESTION, APPROVAL, PER_CANDIDATE, SCORE, STAR, IRV, STV, WHETHER_WHOM)
RANKED_FORMS = (IRV, STV)
SCORED_FORMS = (SCORE, STAR)
FORMS_WITH_ONE_WINNER = (SINGLE_CHOICE, QUESTION, STAR, IRV, WHETHER_WHOM)
FORMS_WITH_LIMITED_MARKS = (APPROVAL, IRV, STV)
# There "no" says it: to each candidate, or to whether anybody should be endorsed.
FORMS_WITHOUT_NO_ENDORSEMENT = (PER_CANDIDATE, WHETHER_WHOM)
HIGHEST_SCORE = 5

AT_LEAST = "at_least"
MORE_THAN = "more_than"

ALL_BALLOTS = "all_ballots"
WITHOUT_ABSTENTIONS = "without_abstentions"
NAMED_ONLY = "named_only"
ALL_CAST = "all_cast"
CONTINUING = "continuing"
MAXIMUM_SCORE = "maximum_score"
WHOLE_ROLL = "whole_roll"
_COMMON_BASES = (ALL_BALLOTS, WITHOUT_ABSTENTIONS, ALL_CAST, WHOLE_ROLL)
BASES_OF_FORM = {
    SINGLE_CHOICE: (*_COMMON_BASES, NAMED_ONLY),
    QUESTION: (*_COMMON_BASES, NAMED_ONLY),
    APPROVAL: (*_COMMON_BASES, NAMED_ONLY),
    PER_CANDIDATE: _COMMON_BASES,
    SCORE: (MAXIMUM_SCORE,),
    STAR: (*_COMMON_BASES, CONTINUING),
    IRV: (*_COMMON_BASES, CONTINUING),
    STV: (),
    WHETHER_WHOM: _COMMON_BASES,
}

# What settles a tie for an endorsement.
TIE_ENDORSES_NOBODY = "no_endorsement"
TIE_ENDORSES_BOTH = "endorse_both"
TIE_RUN_OFF = "run_off"
TIE_DRAW = "draw"
TIE_RULES = (TIE_ENDORSES_NOBODY, TIE_ENDORSES_BOTH, TIE_RUN_OFF, TIE_DRAW)

# How the ranks of a ballot are read, and how ranked counts go on.
SKIP = "skip"
EXHAUST = "exhaust"
EXHAUST_TWO = "exhaust_two"
LOOKBACK_NONE = "none"
LOOKBACK_LATEST = "latest"
LOOKBACK_EARLIEST = "earliest"
STOP_AT_MAJORITY = "majority"
STOP_AT_TWO_LEFT = "two_left"
DECIMAL5 = "decimal5"
EXACT = "exact"

ENDORSED = "endorsed"
BAR_NOT_REACHED = "no_endorsement"
NO_ENDORSEMENT_WON = "no_endorsement_won"
NO_CONSENSUS = "no_consensus"
TIE = "tie"
NO_QUORUM = "no_quorum"
OUTCOMES = (ENDORSED, BAR_NOT_REACHED, NO_ENDORSEMENT_WON, NO_CONSENSUS, TIE, NO_QUORUM)


@dataclass(frozen=True)
class Threshold:
    """The bar: an exact share of a stated denominator, reached or exceeded."""

    share: Fraction
    compare: str = AT_LEAST
    base: str = ALL_BALLOTS

    def needed(self, denominator: int) -> int:
        """Fewest votes that clear the bar. At least 1, also where there are no ballots."""
        exact = self.share * denominator
        fewest = math.ceil(exact) if self.compare == AT_LEAST else math.floor(exact) + 1
        return max(fewest, 1)

    def is_reached(self, votes: int, denominator: int) -> bool:
        """Whether so many votes clear the bar. Never without a ballot in the denominator."""
        return denominator > 0 and votes >= self.needed(denominator)


@dataclass(frozen=True)
class Quorum:
    """Fewest ballots cast for a result to stand: a number, or a share of the contest's roll."""

    ballots: int | None = None
    share: Fraction | None = None

    def needed(self, eligible: int) -> int:
        """Fewest ballots cast; 0 when there is no quorum."""
        if self.ballots is not None:
            return self.ballots
        return math.ceil(self.share * eligible) if self.share is not None else 0


@dataclass(frozen=True)
class RankedRules:
    """How ranks are read and ranked counts go on.

    Args:
        overvote: several candidates at one rank: `EXHAUST` ends the ballot before it, `SKIP`
            passes over the rank.
        duplicate: a later rank of a candidate who was ranked already: `SKIP` or `EXHAUST`.
        skipped: an empty rank: `SKIP`, `EXHAUST` at the first, `EXHAUST_TWO` at the second of
            two in a row.
        lookback: which earlier totals settle a tie between candidates before the drawn order
            does: `LOOKBACK_NONE`, `LOOKBACK_LATEST` (the round before, then the one before that),
            `LOOKBACK_EARLIEST` (round 1, then round 2).
        stop: without a threshold, instant run-off ends at a majority or when two are left.
        arithmetic: values of transferred ballots: `EXACT` fractions or `DECIMAL5`, cut off after
            five decimals as Scottish councils do.
    """

    overvote: str = EXHAUST
    duplicate: str = SKIP
    skipped: str = SKIP
    lookback: str = LOOKBACK_LATEST
    stop: str = STOP_AT_MAJORITY
    arithmetic: str = EXACT


@dataclass(frozen=True)
class Rule:
    """How one contest is counted; frozen with the definition.

    Args:
        candidates: keys in the ballot's order; `YES` and `NO` for a question.
        threshold: the bar; None where the most votes win (or a majority of continuing ballots,
            or a quota, as the form has it). In `WHETHER_WHOM` the bar of the first step.
        whom_threshold: the bar of the second step of `WHETHER_WHOM`.
        seats: how many may be endorsed.
        most_marks: most candidates that a ballot may approve or rank; None for all.
        ties: what settles a tie for an endorsement; one of `TIE_RULES`.
        ranked: None in forms without ranks.
    """

    candidates: tuple[str, ...]
    threshold: Threshold | None
    has_no_endorsement: bool = True
    has_abstain: bool = False
    quorum: Quorum = field(default_factory=Quorum)
    form: str = SINGLE_CHOICE
    seats: int = 1
    most_marks: int | None = None
    ties: str = TIE_ENDORSES_NOBODY
    ranked: RankedRules | None = None
    whom_threshold: Threshold | None = None

    def standing(self) -> tuple[str, ...]:
        """Keys of what can win, in the ballot's order: candidates, then "no endorsement"."""
        return self.candidates + ((NO_ENDORSEMENT,) if self.has_no_endorsement else ())

    def options(self) -> tuple[str, ...]:
        """Keys of everything a ballot may mark, in the ballot's order."""
        return self.standing() + ((ABSTAIN,) if self.has_abstain else ())
