"""Which ballots a share is of: the words for ballots, and one result under every denominator."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from endorsements.rulebook.counted import ELIGIBLE, SIXTY, counted
from endorsements.rulebook.parts import Prose, Section, Table
from endorsements.tally.vocabulary import (
    ALL_BALLOTS,
    ALL_CAST,
    CONTINUING,
    ENDORSED,
    IRV,
    MAXIMUM_SCORE,
    NAMED_ONLY,
    SCORE,
    WHOLE_ROLL,
    WITHOUT_ABSTENTIONS,
    RankedRules,
    Rule,
    Threshold,
)
from endorsements.tally.words import BASES, percent

_VOTES = {"ash": 58, "birch": 20, "no-endorsement": 12, "abstain": 10, "": 5}
_POINTS = {"ash:5": 58, "birch:5": 20, "no-endorsement:5": 12, "abstain": 10, "": 5}
_ONE_CHOICE = (ALL_BALLOTS, WITHOUT_ABSTENTIONS, NAMED_ONLY, ALL_CAST, WHOLE_ROLL)
_WORDS = (
    ("cast", "Every ballot that holds the contest, blank and invalid ones too. Turnout and quorum "
     "count these."),
    ("blank", "Nothing is marked in this contest."),
    ("invalid", "A mark that the form does not allow, such as two names where one is to be chosen. "
     "It is counted as invalid, never dropped."),
    ("marked", "Cast, without blank and invalid ones."),
    ("abstain", "A choice of its own, where the contest offers it. Such a ballot is marked."),
    ("no endorsement", "A choice of its own, like a name: endorse nobody. On a ballot question it "
     "is called “no position”."),
    ("withdrawn", "A mark for a candidate who withdrew counts as not made. A ballot on which "
     "nothing else is marked is blank."),
)  # fmt: skip


def words() -> Section:
    """What the words for ballots mean."""
    return Section("words", "The words", (Table("Words for ballots", ("Word", "Means"), _WORDS),))


def denominators() -> Section:
    """One result, and what it comes to under each denominator."""
    return Section(
        "base",
        "What a share is of",
        (
            Prose(
                "The same votes can reach a bar or miss it, depending on what the share is of. So "
                "each contest says it. Take 58 ballots for Ash, 20 for Birch, 12 for “no "
                f"endorsement”, 10 that abstain and 5 left blank, of {ELIGIBLE} members who may "
                "vote, and a bar of 60 %:"
            ),
            Table(
                "58 ballots for Ash under each denominator",
                ("The share is of", "With a bar of 60 %", "Their number", "Ash has"),
                tuple(_row(base) for base in (*_ONE_CHOICE, CONTINUING, MAXIMUM_SCORE)),
                figures=2,
            ),
            Prose(
                "The last two stand for other ballots: where members rank, a ballot that ranks "
                "nobody who is still in no longer counts; where they give points, everybody here "
                "gives 5 points to one choice and none to the others."
            ),
        ),
    )


def _row(base: str) -> tuple[str, ...]:
    count = counted(_rule(base), _POINTS if base == MAXIMUM_SCORE else _VOTES)
    share = Fraction(count.tallies["ash"]) / count.denominator
    verdict = "Ash is endorsed" if count.outcome == ENDORSED else "Ash is not endorsed"
    return BASES[base], verdict, str(count.denominator), percent(share, apart_from=SIXTY)


def _rule(base: str) -> Rule:
    rule = Rule(("ash", "birch"), Threshold(SIXTY, base=base), has_abstain=True)
    if base == CONTINUING:
        return replace(rule, form=IRV, ranked=RankedRules())
    return replace(rule, form=SCORE) if base == MAXIMUM_SCORE else rule
