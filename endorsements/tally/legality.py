"""What a contest allows on a ballot, and whom a ballot marks.

There is no second book of rules: the counters judge, also before a ballot is cast.
"""

from __future__ import annotations

import re

from endorsements.tally.count import count
from endorsements.tally.selections import (
    BETWEEN_MARKS,
    BETWEEN_RANKS,
    SAME_RANK,
    read_mark,
    read_steps,
)
from endorsements.tally.vocabulary import ABSTAIN, NO, WHETHER_WHOM, YES, Rule

_BETWEEN_PARTS = re.compile(f"[{BETWEEN_MARKS}{BETWEEN_RANKS}{SAME_RANK}]")


def is_legal(rule: Rule, text: str) -> bool:
    """Whether a ballot with this selection is counted as valid, blank or an abstention.

    A withdrawal makes no ballot illegal: its marks for the candidate count as not made.
    """
    counted = count(rule, {text: 1}, eligible=1, tie_order=rule.standing())
    return not counted.invalid


def marked_options(rule: Rule, text: str) -> set[str]:
    """Keys of the options that a legal selection marks in any way, a low score or a "no" too."""
    if rule.form == WHETHER_WHOM:
        return {read_steps(text)[1]} & set(rule.candidates)
    parts = {read_mark(part)[0] for part in _BETWEEN_PARTS.split(text)}
    return parts & set(rule.options())


def answers_to(rule: Rule) -> tuple[str, ...]:
    """What may be answered to a yes/no question of this contest, nothing aside."""
    return (YES, NO, ABSTAIN) if rule.has_abstain else (YES, NO)
