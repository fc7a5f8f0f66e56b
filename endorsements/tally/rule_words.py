"""The whole rule of a contest in plain sentences, as printed above the ballot and the result.

Together they say everything that can change who is endorsed.
"""

from __future__ import annotations

from endorsements.tally.form_words import marking_in_words, winning_in_words
from endorsements.tally.tie_words import reading_in_words, ties_in_words
from endorsements.tally.vocabulary import (
    ALL_BALLOTS,
    ALL_CAST,
    APPROVAL,
    IRV,
    NAMED_ONLY,
    STV,
    WHOLE_ROLL,
    Rule,
)
from endorsements.tally.words import none_in_words, quorum_in_words


def rule_in_words(rule: Rule) -> str:
    """The whole rule in a few sentences, as printed above the ballot."""
    sentences = [
        marking_in_words(rule),
        *winning_in_words(rule),
        _sentence([_none_in_words(rule), _abstention_in_words(rule)]),
        _blank_in_words(rule),
        *(reading_in_words(rule.ranked) if rule.ranked else []),
        quorum_in_words(rule.quorum),
        *ties_in_words(rule),
    ]
    return " ".join(filter(None, sentences))


def _base(rule: Rule) -> str:
    """The denominator; without a bar nothing is in a total but who has the most."""
    return rule.threshold.base if rule.threshold else ""


def _none_in_words(rule: Rule) -> str:
    if not rule.has_no_endorsement:
        return ""
    none = none_in_words(rule.form)
    if rule.form in (IRV, STV):
        return f"{none} is ranked like a candidate; if it wins, nobody is endorsed"
    if rule.form == APPROVAL:
        counts = "does not count" if _base(rule) == NAMED_ONLY else "counts"
        return f"{none} is marked alone; it {counts} in the total and cannot win"
    if _base(rule) == NAMED_ONLY:
        return f"{none} can be marked, but does not count in the total"
    return f"{none} is a choice like any other"


def _abstention_in_words(rule: Rule) -> str:
    if not rule.has_abstain:
        return ""
    counts = _base(rule) in (ALL_BALLOTS, ALL_CAST)
    return f"an abstention {'counts' if counts else 'does not count'} in the total"


def _blank_in_words(rule: Rule) -> str:
    if _base(rule) == ALL_CAST:
        return "A contest left blank and an invalid ballot count in the total too."
    if _base(rule) == WHOLE_ROLL:
        return "Whoever does not vote counts in the total too."
    return "A contest left blank does not count in the total."


def _sentence(parts: list[str]) -> str:
    text = "; ".join(filter(None, parts))
    return text[:1].upper() + text[1:] + "." if text else ""
