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
    PER_CANDIDATE,
    QUESTION,
    SCORE,
    SINGLE_CHOICE,
    STAR,
    STV,
    WHETHER_WHOM,
    WHOLE_ROLL,
    Rule,
)
from endorsements.tally.words import none_in_words, quorum_in_words

_LIKE_ANY_OTHER = "is a choice like any other"
_NONE = {
    SINGLE_CHOICE: _LIKE_ANY_OTHER,
    QUESTION: _LIKE_ANY_OTHER,
    SCORE: "gets points like a candidate; nobody with fewer points is endorsed",
    STAR: "gets points like a candidate; if it wins, nobody is endorsed",
    IRV: "is ranked like a candidate; if it wins, nobody is endorsed",
    STV: "is ranked like a candidate; a place that it wins stays empty",
}


def rule_in_words(rule: Rule) -> str:
    """The whole rule in a few sentences, as printed above the ballot."""
    sentences = [
        marking_in_words(rule),
        *winning_in_words(rule),
        _none(rule),
        *_who_is_in_the_total(rule),
        *(reading_in_words(rule.ranked) if rule.ranked else []),
        quorum_in_words(rule.quorum),
        *ties_in_words(rule),
    ]
    return " ".join(filter(None, sentences))


def _none(rule: Rule) -> str:
    """What "no endorsement" does, where the ballot offers it."""
    if not rule.has_no_endorsement:
        return ""
    none = none_in_words(rule.form)
    if rule.threshold and rule.threshold.base == NAMED_ONLY:
        return f"{none} can be marked, but does not count in the total."
    if rule.form == APPROVAL:
        counts = "; it counts in the total" if rule.threshold else ""
        return f"{none} is marked alone and takes no place{counts}."
    return f"{none} {_NONE[rule.form]}."


def _who_is_in_the_total(rule: Rule) -> list[str]:
    """Whether those count who abstain, leave the contest blank or stay at home.

    Where a ballot asks several questions, the bar itself says which ballots each total has.
    """
    if rule.form in (PER_CANDIDATE, WHETHER_WHOM):
        return []
    if rule.threshold is None:
        aside = "An abstention or a contest" if rule.has_abstain else "A contest"
        return [f"{aside} left blank counts for nobody."]
    base = rule.threshold.base
    if base == WHOLE_ROLL:
        return ["Whoever does not vote counts in the total too."]
    if base == ALL_CAST:
        return ["Whatever was cast counts in the total, a contest left blank too."]
    blank = "A contest left blank does not count in the total."
    if not rule.has_abstain:
        return [blank]
    if base == ALL_BALLOTS:
        return ["An abstention counts in the total.", blank]
    return ["An abstention or a contest left blank does not count in the total."]
