"""What a contest allows on a ballot, and whom a ballot marks.

There is no second book of rules: the counters judge, also before a ballot is cast.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

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


def illegal_among(rule: Rule, texts: Sequence[str]) -> frozenset[str]:
    """Which of these different selections are not legal.

    No ballot makes another one illegal. So they are judged all at once, and only where some are
    not legal is the pile halved until it is known which.
    """
    profile = dict.fromkeys(texts, 1)
    counted = count(rule, profile, eligible=len(profile), tie_order=rule.standing())
    if counted.invalid in (0, len(profile)):
        return frozenset(profile if counted.invalid else ())
    half = len(texts) // 2
    return illegal_among(rule, texts[:half]) | illegal_among(rule, texts[half:])


def marked_options(rule: Rule, text: str) -> set[str]:
    """Keys of the options that a legal selection marks in any way, a low score or a "no" too."""
    if rule.form == WHETHER_WHOM:
        return {read_steps(text)[1]} & set(rule.candidates)
    parts = {read_mark(part)[0] for part in _BETWEEN_PARTS.split(text)}
    return parts & set(rule.options())


def answers_to(rule: Rule) -> tuple[str, ...]:
    """What may be answered to a yes/no question of this contest, nothing aside."""
    return (YES, NO, ABSTAIN) if rule.has_abstain else (YES, NO)
