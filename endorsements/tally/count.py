"""One door to every form: a rule and a profile in, a count out."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from endorsements.tally.counts import Count
from endorsements.tally.single_choice import count_single_choice
from endorsements.tally.vocabulary import QUESTION, SINGLE_CHOICE, Rule

COUNTERS = {SINGLE_CHOICE: count_single_choice, QUESTION: count_single_choice}


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
