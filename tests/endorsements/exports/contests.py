"""Contests of every form for the tests of exports: a definition, and records that say much."""

from fractions import Fraction
from typing import Any

from endorsements.exports.reading import Contest, contest_of
from endorsements.tally.definitions import rule_to_definition
from endorsements.tally.vocabulary import (
    ALL_BALLOTS,
    APPROVAL,
    AT_LEAST,
    IRV,
    MAXIMUM_SCORE,
    PER_CANDIDATE,
    QUESTION,
    SCORE,
    SINGLE_CHOICE,
    STAR,
    STV,
    TIE_DRAW,
    WHETHER_WHOM,
    RankedRules,
    Rule,
    Threshold,
)

NAMES = {"ash": "Ash Alder", "birch": "Birch Beech", "cedar": "Cédric Cane"}
CANDIDATES = tuple(NAMES)
MAJORITY = Threshold(Fraction(3, 5), AT_LEAST, ALL_BALLOTS)
ROUND = {"organisation": "Progressive Examples", "title": "Autumn round"}
PUBLISHED_AT = "2026-09-20T12:00:00+00:00"

RULES = {
    SINGLE_CHOICE: Rule(CANDIDATES, MAJORITY, has_abstain=True),
    QUESTION: Rule(("yes", "no"), MAJORITY, form=QUESTION, has_abstain=True),
    APPROVAL: Rule(CANDIDATES, MAJORITY, form=APPROVAL, seats=2, has_abstain=True),
    PER_CANDIDATE: Rule(
        CANDIDATES, MAJORITY, form=PER_CANDIDATE, has_no_endorsement=False, has_abstain=True
    ),
    SCORE: Rule(CANDIDATES, Threshold(Fraction(1, 2), AT_LEAST, MAXIMUM_SCORE), form=SCORE),
    STAR: Rule(CANDIDATES, None, form=STAR, ties=TIE_DRAW),
    IRV: Rule(CANDIDATES, None, form=IRV, ranked=RankedRules(), has_abstain=True, ties=TIE_DRAW),
    STV: Rule(
        CANDIDATES,
        None,
        form=STV,
        seats=2,
        ranked=RankedRules(),
        ties=TIE_DRAW,
        has_no_endorsement=False,
    ),
    WHETHER_WHOM: Rule(
        CANDIDATES,
        MAJORITY,
        form=WHETHER_WHOM,
        whom_threshold=MAJORITY,
        has_no_endorsement=False,
        has_abstain=True,
    ),
}


def contest(form: str, withdrawn: tuple[str, ...] = (), **changes: Any) -> Contest:
    """A contest for governor of some form; `changes` to its rule."""
    rule = RULES[form] if not changes else Rule(**(vars(RULES[form]) | changes))
    names = {key: NAMES.get(key, key.title()) for key in rule.candidates}
    definition = {
        "key": "governor",
        "office": "Governor",
        "district": "",
        "election": "State primary",
        "candidates": [
            {"key": key, "name": names.get(key, key.title())} for key in rule.candidates
        ],
        **rule_to_definition(rule),
        "rule": "As the members decided.",
    }
    return contest_of(definition, withdrawn)


def coded(*selections: str) -> list[tuple[str, str]]:
    """Records with codes AAAAAAAAAAA2, AAAAAAAAAAA3, ..."""
    return [(f"{number:A>12}", selection) for number, selection in enumerate(selections, start=2)]
