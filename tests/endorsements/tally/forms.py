"""One plain rule for each form, to be varied by a test, and its contest as a definition has it."""

from dataclasses import replace
from fractions import Fraction
from typing import Any

from endorsements.tally.definitions import rule_to_definition
from endorsements.tally.vocabulary import (
    APPROVAL,
    CONTINUING,
    IRV,
    MAXIMUM_SCORE,
    MORE_THAN,
    NAMED_ONLY,
    NO,
    PER_CANDIDATE,
    QUESTION,
    SCORE,
    SINGLE_CHOICE,
    STAR,
    STV,
    TIE_DRAW,
    WHETHER_WHOM,
    WITHOUT_ABSTENTIONS,
    YES,
    RankedRules,
    Rule,
    Threshold,
)
from tests.endorsements.tally.contests import CANDIDATES, NAMES

SIXTY = Threshold(Fraction(3, 5))
HALF_AND_MORE = Threshold(Fraction(1, 2), MORE_THAN)


def bar(share: str, base: str, compare: str = MORE_THAN) -> Threshold:
    return Threshold(Fraction(share), compare, base)


PLAIN_RULES = {
    SINGLE_CHOICE: Rule(CANDIDATES, SIXTY),
    QUESTION: Rule((YES, NO), bar("1/2", NAMED_ONLY), form=QUESTION),
    APPROVAL: Rule(CANDIDATES, HALF_AND_MORE, form=APPROVAL, seats=2),
    PER_CANDIDATE: Rule(
        CANDIDATES,
        bar("2/3", WITHOUT_ABSTENTIONS),
        has_no_endorsement=False,
        has_abstain=True,
        form=PER_CANDIDATE,
        seats=3,
    ),
    SCORE: Rule(CANDIDATES, bar("1/2", MAXIMUM_SCORE), form=SCORE, has_no_endorsement=False),
    STAR: Rule(CANDIDATES, bar("1/2", CONTINUING), form=STAR, has_no_endorsement=False),
    IRV: Rule(CANDIDATES, SIXTY, form=IRV, ranked=RankedRules()),
    STV: Rule(CANDIDATES, None, form=STV, seats=2, ties=TIE_DRAW, ranked=RankedRules()),
    WHETHER_WHOM: Rule(
        CANDIDATES,
        bar("1/2", WITHOUT_ABSTENTIONS),
        has_no_endorsement=False,
        has_abstain=True,
        form=WHETHER_WHOM,
        whom_threshold=SIXTY,
    ),
}


def of_form(form: str, **fields: Any) -> Rule:
    """The plain rule of a form with some fields changed."""
    return replace(PLAIN_RULES[form], **fields)


def contest_of(rule: Rule, key: str = "governor", **fields: Any) -> dict[str, Any]:
    """A contest of a frozen definition that is counted by a rule."""
    names = {**NAMES, "dogwood": "Dogwood Dale", YES: "Yes", NO: "No"}
    return {
        "key": key,
        "office": key.title(),
        "candidates": [{"key": one, "name": names[one]} for one in rule.candidates],
        **rule_to_definition(rule),
        "rule": "As it was shown to the voters.",
        **fields,
    }
