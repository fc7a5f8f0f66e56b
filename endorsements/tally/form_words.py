"""For each form in plain sentences: what to mark, and what it takes to be endorsed."""

from __future__ import annotations

from collections.abc import Callable

from endorsements.tally.ranked import ranked_rules
from endorsements.tally.vocabulary import (
    APPROVAL,
    AT_LEAST,
    CONTINUING,
    DECIMAL5,
    IRV,
    PER_CANDIDATE,
    QUESTION,
    SCORE,
    SINGLE_CHOICE,
    STAR,
    STOP_AT_TWO_LEFT,
    STV,
    WHETHER_WHOM,
    Rule,
    Threshold,
)
from endorsements.tally.words import threshold_in_words

LOWEST_LEAVES = "the one with the fewest ballots is excluded, one in each round"
BALLOTS_MOVE = "A ballot for somebody excluded moves on to the next of its ranks who is still in."


def marking_in_words(rule: Rule) -> str:
    """What a voter marks."""
    if rule.form in (IRV, STV):
        return _ranking(rule)
    if rule.form == APPROVAL:
        most = rule.most_marks
        if most == 1:
            return "Mark one candidate."
        return f"Mark up to {most} candidates." if most else "Mark as many candidates as you like."
    if rule.form == PER_CANDIDATE:
        answers = "Yes, No or Abstain" if rule.has_abstain else "Yes or No"
        return f"Say {answers} to each candidate; you may leave some out."
    return _MARKING[rule.form]


_POINTS = (
    "Give each candidate from 0 to 5 points, 5 being the best; a candidate without a mark on your "
    "ballot gets 0."
)
_MARKING = {
    SINGLE_CHOICE: "Mark one choice.",
    QUESTION: "Mark one choice.",
    SCORE: _POINTS,
    STAR: _POINTS,
    WHETHER_WHOM: (
        "Answer two questions: whether we should endorse anybody, and whom, if so. You may answer "
        "the second whatever you say to the first."
    ),
}


def _ranking(rule: Rule) -> str:
    if rule.most_marks == 1:
        return "Mark your first choice."
    how_many = f"up to {rule.most_marks} of them" if rule.most_marks else "as many as you like"
    return f"Rank the candidates, {how_many}: 1 is your first choice, 2 your second, and so on."


def winning_in_words(rule: Rule) -> list[str]:
    """What it takes to be endorsed."""
    return _WINNING[rule.form](rule)


def _single_choice(rule: Rule) -> list[str]:
    if rule.threshold is None:
        return ["The candidate with the most votes is endorsed."]
    bar = threshold_in_words(rule.threshold)
    if _is_more_than_half(rule.threshold):
        return [f"A candidate is endorsed with {bar}."]
    return [f"The candidate with the most votes is endorsed, with {bar}."]


def _is_more_than_half(threshold: Threshold) -> bool:
    """Whether only one candidate can clear the bar, and only who has the most votes."""
    half = threshold.share * 2
    return half > 1 or (half == 1 and threshold.compare != AT_LEAST)


def _question(rule: Rule) -> list[str]:
    if rule.threshold is None:
        return ["The answer with the most votes is our position."]
    bar = threshold_in_words(rule.threshold, QUESTION)
    if _is_more_than_half(rule.threshold):
        return [f"Yes or No is our position with {bar}."]
    return [f"Yes or No, whichever has the most votes, is our position with {bar}."]


def _approval(rule: Rule) -> list[str]:
    return [_best_of(rule, "marks", "is marked on")]


def _per_candidate(rule: Rule) -> list[str]:
    return [_best_of(rule, "Yes", "has Yes on")]


def _score(rule: Rule) -> list[str]:
    return [_best_of(rule, "points", "has")]


def _best_of(rule: Rule, things: str, has: str) -> str:
    one_or_more = f"the {rule.seats}" if rule.seats > 1 else "the one"
    if rule.threshold is None:
        if rule.seats == 1:
            return f"The candidate with the most {things} is endorsed."
        return f"The {rule.seats} candidates with the most {things} are endorsed."
    bar = f"Whoever {has} {threshold_in_words(rule.threshold, rule.form)} is endorsed"
    if rule.seats >= len(rule.candidates):
        return f"{bar}."
    several = f"more than {rule.seats}" if rule.seats > 1 else "several"
    return f"{bar}; if these are {several}, {one_or_more} with the most {things}."


def _star(rule: Rule) -> list[str]:
    endorsed = "is endorsed"
    if rule.threshold is not None:
        endorsed += f", with {threshold_in_words(rule.threshold, STAR)}"
    return [
        "The two candidates with the most points go into the final.",
        "There each ballot counts for the one of the two to whom it gives more points; a ballot "
        "that gives both the same counts for neither.",
        f"Whoever has more ballots in the final {endorsed}.",
        "With equal numbers in the final the one with more points wins.",
    ]


def _irv(rule: Rule) -> list[str]:
    return [
        "In each round every ballot counts for the one it ranks highest among those still in.",
        *(_majority(rule) if rule.threshold is None else _bar_in_a_round(rule, rule.threshold)),
        BALLOTS_MOVE,
        _exhausted(rule),
    ]


def _majority(rule: Rule) -> list[str]:
    who = "whoever has more than half (1/2) of the ballots that still count is endorsed"
    if ranked_rules(rule).stop == STOP_AT_TWO_LEFT:
        return [f"{LOWEST_LEAVES.capitalize()}, until two are left; then {who}."]
    return [f"{who.capitalize()}.", f"If nobody has, {LOWEST_LEAVES}, and the count goes on."]


def _bar_in_a_round(rule: Rule, threshold: Threshold) -> list[str]:
    return [
        f"Whoever has {threshold_in_words(threshold)} is endorsed, and the count ends.",
        f"If nobody has, {LOWEST_LEAVES}, and the count goes on; if only two are left and neither "
        "has enough, nobody is endorsed.",
    ]


def _exhausted(rule: Rule) -> str:
    """What becomes of a ballot that ranks nobody who is still in."""
    is_out = rule.threshold is None or rule.threshold.base == CONTINUING
    then = "no longer counts" if is_out else "still counts in the total, but for nobody"
    return f"A ballot is exhausted when nobody whom it ranks is still in; it {then}."


def _stv(rule: Rule) -> list[str]:
    seats = "One candidate is" if rule.seats == 1 else f"Up to {rule.seats} candidates are"
    is_cut = ranked_rules(rule).arithmetic == DECIMAL5
    values = "cut after five decimals" if is_cut else "exact fractions"
    return [
        f"{seats} endorsed.",
        "Each ballot begins with the value 1 and its first choice.",
        "The quota is the number of ballots that rank anybody, divided by "
        f"{rule.seats + 1}, rounded down, plus 1; whoever has the quota is endorsed.",
        "What they have above it moves on: each of their ballots goes to the next of its ranks who "
        f"is still in and not yet endorsed, with the same part of its value ({values}).",
        "If nothing above a quota is left to move, the one with the least is excluded, and those "
        "ballots move on at the value they have.",
        "When no more are still in than places are left, they are endorsed too, without the quota.",
        "A ballot is exhausted when nobody whom it ranks can take it.",
    ]


def _whether_whom(rule: Rule) -> list[str]:
    bar = "more ballots than No"
    if rule.threshold is not None:
        bar = threshold_in_words(rule.threshold, WHETHER_WHOM)
    whom = _best_of_second(rule.whom_threshold)
    return [f"We endorse only if Yes to the first question has {bar}.", f"If so, {whom}"]


def _best_of_second(threshold: Threshold | None) -> str:
    who = "the candidate with the most votes in the second question is endorsed"
    if threshold is None:
        return f"{who}."
    return f"{who}, with {threshold_in_words(threshold, WHETHER_WHOM)}."


_WINNING: dict[str, Callable[[Rule], list[str]]] = {
    SINGLE_CHOICE: _single_choice,
    QUESTION: _question,
    APPROVAL: _approval,
    PER_CANDIDATE: _per_candidate,
    SCORE: _score,
    STAR: _star,
    IRV: _irv,
    STV: _stv,
    WHETHER_WHOM: _whether_whom,
}
