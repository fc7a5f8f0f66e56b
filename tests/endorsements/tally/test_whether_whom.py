"""Whether, then whom: two bars, two denominators, and what becomes of each when the other fails."""

from dataclasses import replace
from fractions import Fraction

import pytest

from endorsements.tally.counts import BY_DRAW, Count, CountingRound, Settled
from endorsements.tally.vocabulary import (
    ALL_BALLOTS,
    ALL_CAST,
    BAR_NOT_REACHED,
    ENDORSED,
    MORE_THAN,
    NO_CONSENSUS,
    NO_QUORUM,
    TIE,
    TIE_DRAW,
    TIE_ENDORSES_BOTH,
    WHETHER_WHOM,
    WHOLE_ROLL,
    WITHOUT_ABSTENTIONS,
    Quorum,
    Threshold,
)
from tests.endorsements.tally.contests import rule
from tests.endorsements.tally.counting import counted, outcome_of, without_bar

SIXTY = Threshold(Fraction(3, 5))


def steps(base=WITHOUT_ABSTENTIONS, **fields):
    fields = {
        "form": WHETHER_WHOM,
        "has_no_endorsement": False,
        "whom_threshold": replace(SIXTY, base=base),
    } | fields
    return rule("1/2", base, MORE_THAN, **fields)


BALLOTS = {
    "yes:ash": 40,
    "yes:birch": 10,
    "no:ash": 8,
    "no:": 12,
    "abstain:birch": 5,
    ":ash": 3,
    "yes:abstain": 2,
    "abstain": 6,
    "abstain:": 1,
}


def test_every_number_of_a_count():
    tallies = {"ash": 51, "birch": 15, "cedar": 0}

    assert counted(steps(), BALLOTS | {"": 4, "ash": 1, "yes:elm": 1, "maybe:ash": 1}) == Count(
        cast=94,
        blank=4,
        invalid=3,
        marked=87,
        abstained=7,
        eligible=1000,
        tallies=tallies,
        denominator=66,
        needed=40,
        quorum_needed=0,
        outcome=ENDORSED,
        winners=("ash",),
        rounds=(CountingRound(tallies, elected=("ash",)),),
        details={
            "whether": {
                "yes": 52,
                "no": 20,
                "abstain": 12,
                "blank": 3,
                "denominator": 72,
                "needed": 37,
                "is_reached": True,
            },
            "whom": {"abstain": 8, "blank": 13},
        },
    )


@pytest.mark.parametrize(
    ("base", "whether", "whom"),
    [
        (ALL_BALLOTS, 84, 74),
        (WITHOUT_ABSTENTIONS, 72, 66),
        (ALL_CAST, 87, 87),
        (WHOLE_ROLL, 1000, 1000),
    ],
)
def test_each_step_has_a_denominator_of_its_own(base, whether, whom):
    result = counted(steps(base), BALLOTS)

    assert (result.details["whether"]["denominator"], result.denominator) == (whether, whom)


@pytest.mark.parametrize(
    ("name", "profile", "the_rule", "outcome", "winners"),
    [
        ("both pass", {"yes:ash": 6, "no:birch": 4}, steps(), ENDORSED, ("ash",)),
        ("whoever says no still says whom", {"yes:birch": 6, "no:ash": 5, "yes:ash": 4}, steps(),
         ENDORSED, ("ash",)),
        ("whether fails", {"yes:ash": 5, "no:ash": 5}, steps(), BAR_NOT_REACHED, ()),
        ("whether passes, whom does not", {"yes:ash": 5, "yes:birch": 5}, steps(), NO_CONSENSUS,
         ()),
        ("both fail", {"no:ash": 5, "no:birch": 5}, steps(), BAR_NOT_REACHED, ()),
        ("whether passes and nobody says whom", {"yes:": 5}, steps(), NO_CONSENSUS, ()),
        ("nobody says whether", {":ash": 5}, steps(), BAR_NOT_REACHED, ()),
        ("no bar: more yes than no", {"yes:ash": 2, "no:birch": 1},
         without_bar(steps(), whom_threshold=None), ENDORSED, ("ash",)),
        ("no bar: as many no as yes", {"yes:ash": 2, "no:ash": 2}, without_bar(steps()),
         BAR_NOT_REACHED, ()),
        ("a tie of whom", {"yes:ash": 2, "yes:birch": 2}, steps(whom_threshold=None), TIE, ()),
        ("both of a tie", {"yes:ash": 2, "yes:birch": 2},
         steps(whom_threshold=None, ties=TIE_ENDORSES_BOTH), ENDORSED, ("ash", "birch")),
        ("one seat", {"yes:ash": 3, "yes:birch": 2}, steps(whom_threshold=None, seats=2),
         ENDORSED, ("ash",)),
        ("everybody abstains", {"abstain": 3}, steps(), BAR_NOT_REACHED, ()),
        ("nobody", {}, steps(), BAR_NOT_REACHED, ()),
        ("no quorum", {"yes:ash": 3}, steps(quorum=Quorum(ballots=4)), NO_QUORUM, ()),
    ],
)  # fmt: skip
def test_outcomes(name, profile, the_rule, outcome, winners):
    assert outcome_of(the_rule, profile) == (outcome, winners)


def test_a_draw_of_whom_stands_only_where_whether_passed():
    the_rule = steps(whom_threshold=None, ties=TIE_DRAW)
    tie = (Settled(("ash", "birch"), "ash", BY_DRAW),)

    passed = counted(the_rule, {"yes:ash": 2, "yes:birch": 2})
    failed = counted(the_rule, {"no:ash": 2, "no:birch": 2})

    assert (passed.winners, passed.rounds[0].settled) == (("ash",), tie)
    assert (failed.winners, failed.rounds[0].settled) == ((), ())


@pytest.mark.parametrize(
    "text",
    [
        ":",
        "yes",
        "no",
        "ash",
        "yes:ash:birch",
        "yes:ash birch",
        "yes:no-endorsement",
        "yes:yes",
        "Yes:ash",
        "abstain:elm",
        "::",
    ],
)
def test_anything_else_is_invalid(text):
    assert counted(steps(), {text: 1}).invalid == 1


def test_abstaining_is_invalid_where_it_is_not_offered():
    profile = {"abstain": 1, "abstain:ash": 2, "yes:abstain": 4, "yes:ash": 8}

    assert counted(steps(has_abstain=False), profile).invalid == 7


def test_abstaining_twice_is_abstaining():
    result = counted(steps(), {"abstain:abstain": 2, "abstain": 1})

    assert (result.abstained, result.valid, result.details["whether"]["abstain"]) == (3, 0, 3)


def test_a_mark_for_who_withdrew_leaves_the_second_step_blank():
    profile = {"yes:ash": 5, "yes:birch": 9, ":birch": 2}

    result = counted(steps(), profile, withdrawn={"birch"})

    assert result.tallies == {"ash": 5, "cedar": 0}
    assert (result.blank, result.denominator, result.winners) == (2, 5, ("ash",))
    assert result.details["whether"]["yes"] == 14
    assert result.needed == 3
