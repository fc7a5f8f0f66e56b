"""What a contest allows on a ballot: in how many ways it can be filled in, and the longest text."""

from __future__ import annotations

from math import comb, perm

from endorsements.tally.selections import BETWEEN_MARKS, BETWEEN_RANKS, OF
from endorsements.tally.vocabulary import (
    ABSTAIN,
    APPROVAL,
    HIGHEST_SCORE,
    PER_CANDIDATE,
    RANKED_FORMS,
    SCORED_FORMS,
    WHETHER_WHOM,
    Rule,
)


def possible_ballots(rule: Rule) -> int:
    """In how many ways the ballot of a contest can be filled in on the web, left blank included.

    Two candidates at one rank, or one at two, is not counted: the form does not take it.
    """
    whole = 1 + rule.has_abstain
    candidates, options = len(rule.candidates), len(rule.standing())
    if rule.form in RANKED_FORMS:
        most = min(rule.most_marks or options, options)
        return whole + sum(perm(options, ranked) for ranked in range(1, most + 1))
    if rule.form == APPROVAL:
        most = min(rule.most_marks or candidates, candidates)
        ways = sum(comb(candidates, marked) for marked in range(1, most + 1))
        return whole + ways + rule.has_no_endorsement
    if rule.form == PER_CANDIDATE:
        return (3 + rule.has_abstain) ** candidates + rule.has_abstain
    if rule.form in SCORED_FORMS:
        return whole + (HIGHEST_SCORE + 2) ** options - 1
    if rule.form == WHETHER_WHOM:
        return (3 + rule.has_abstain) * (1 + candidates + rule.has_abstain)
    return whole + options


def longest_selection(rule: Rule) -> str:
    """A text at least as long as any selection that can be cast in a contest."""
    most = rule.most_marks
    candidates = sorted(rule.candidates, key=len, reverse=True)
    options = sorted(rule.options(), key=len, reverse=True)
    longest = {
        APPROVAL: BETWEEN_MARKS.join(candidates[:most]),
        PER_CANDIDATE: BETWEEN_MARKS.join(key + OF + ABSTAIN for key in candidates),
        WHETHER_WHOM: ABSTAIN + OF + options[0],
    }
    scores = BETWEEN_MARKS.join(f"{key}{OF}{HIGHEST_SCORE}" for key in rule.standing())
    longest |= dict.fromkeys(SCORED_FORMS, scores)
    ranks = BETWEEN_RANKS.join(options[0] for _ in options[:most])
    longest |= dict.fromkeys(RANKED_FORMS, ranks)
    return max([ABSTAIN, options[0], longest.get(rule.form, "")], key=len)
