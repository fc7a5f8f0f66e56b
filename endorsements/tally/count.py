"""One door to every form: a rule and a profile in, a count out."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from endorsements.tally.approval import count_approval
from endorsements.tally.counts import Count
from endorsements.tally.instant_runoff import count_irv
from endorsements.tally.per_candidate import count_per_candidate
from endorsements.tally.score import count_score
from endorsements.tally.single_choice import count_single_choice
from endorsements.tally.star import count_star
from endorsements.tally.stv import count_stv
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
    Rule,
)
from endorsements.tally.whether_whom import count_whether_whom

COUNTERS = {
    SINGLE_CHOICE: count_single_choice,
    QUESTION: count_single_choice,
    APPROVAL: count_approval,
    PER_CANDIDATE: count_per_candidate,
    SCORE: count_score,
    STAR: count_star,
    IRV: count_irv,
    STV: count_stv,
    WHETHER_WHOM: count_whether_whom,
}


def count(
    rule: Rule,
    profile: Mapping[str, int],
    *,
    eligible: int,
    tie_order: Sequence[str],
    withdrawn: Collection[str] = (),
) -> Count:
    """Count a contest.

    Args:
        profile: selection, as `selections.py` writes it, to the number of ballots that say so.
            What the form does not know is counted as invalid, never dropped.
        eligible: members on the contest's roll.
        tie_order: everything that can win, in a published order that settles ties: the first is
            elected, the last excluded.
        withdrawn: candidates who withdrew; a mark for them counts as not made.
    """
    counter = COUNTERS[rule.form]
    return counter(rule, profile, eligible=eligible, tie_order=tie_order, withdrawn=withdrawn)
