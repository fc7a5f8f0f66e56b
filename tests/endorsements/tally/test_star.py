"""STAR: who goes on, who is preferred, and what settles each tie."""

import pytest

from endorsements.tally.counts import BY_DRAW, BY_HIGHER_SUM, Count, CountingRound, Settled
from endorsements.tally.vocabulary import (
    ALL_BALLOTS,
    AT_LEAST,
    BAR_NOT_REACHED,
    CONTINUING,
    ENDORSED,
    MORE_THAN,
    NO_ENDORSEMENT,
    NO_ENDORSEMENT_WON,
    NO_QUORUM,
    STAR,
    TIE,
    TIE_DRAW,
    TIE_ENDORSES_BOTH,
    Quorum,
)
from tests.endorsements.tally.contests import rule
from tests.endorsements.tally.counting import counted, outcome_of, without_bar


def star(share="1/2", base=CONTINUING, compare=MORE_THAN, **fields):
    fields = {"form": STAR, "has_no_endorsement": False} | fields
    return rule(share, base, compare, **fields)


OPEN = without_bar(star())
DRAW = without_bar(star(ties=TIE_DRAW))
# Ash has most points; birch is preferred by more.
DIVIDED = {"ash:5 birch:3 cedar:1": 4, "ash:3 birch:4": 5, "birch:1 cedar:1": 1, "cedar:2": 1}


def test_every_number_of_a_count():
    profile = DIVIDED | {"": 2, "ash:9": 1, "abstain": 3}
    sums = {"ash": 35, "birch": 33, "cedar": 7}
    votes = {"ash": 4, "birch": 6}

    assert counted(star(), profile) == Count(
        cast=17,
        blank=2,
        invalid=1,
        marked=14,
        abstained=3,
        eligible=1000,
        tallies=sums,
        denominator=10,
        needed=6,
        quorum_needed=0,
        outcome=ENDORSED,
        winners=("birch",),
        rounds=(
            CountingRound(sums, eliminated=("cedar",)),
            CountingRound(votes, exhausted=1, elected=("birch",), eliminated=("ash",)),
        ),
        details={
            "scores": {
                "ash": [0, 0, 0, 5, 0, 4],
                "birch": [0, 1, 0, 4, 5, 0],
                "cedar": [0, 5, 1, 0, 0, 0],
            }
        },
    )


@pytest.mark.parametrize(
    ("name", "profile", "the_rule", "outcome", "winners"),
    [
        ("more preferences beat more points", DIVIDED, OPEN, ENDORSED, ("birch",)),
        ("a share of all ballots may fail", DIVIDED | {"abstain": 2},
         star("1/2", ALL_BALLOTS), BAR_NOT_REACHED, ()),
        ("6 of 10 is 60 %", DIVIDED, star("3/5", compare=AT_LEAST), ENDORSED, ("birch",)),
        ("6 of 10 is not more than 60 %", DIVIDED, star("3/5"), BAR_NOT_REACHED, ()),
        ("no endorsement wins the run-off", {"ash:2 no-endorsement:3": 5},
         star("9/10", ALL_BALLOTS, has_no_endorsement=True), NO_ENDORSEMENT_WON, ()),
        ("no endorsement loses the run-off", {"ash:4 no-endorsement:3": 5},
         star(has_no_endorsement=True), ENDORSED, ("ash",)),
        ("everybody abstains", {"abstain": 4}, OPEN, BAR_NOT_REACHED, ()),
        ("nobody", {}, star(), BAR_NOT_REACHED, ()),
        ("only noughts", {"ash:0 birch:0": 5}, OPEN, BAR_NOT_REACHED, ()),
        ("only noughts, and the draw must fill the seat", {"ash:0 birch:0": 5}, DRAW, ENDORSED,
         ("cedar",)),
        ("only noughts, and a bar", {"ash:0 birch:0": 5}, star(ties=TIE_DRAW), BAR_NOT_REACHED,
         ()),
        ("no quorum", DIVIDED, star(quorum=Quorum(ballots=99)), NO_QUORUM, ()),
    ],
)  # fmt: skip
def test_outcomes(name, profile, the_rule, outcome, winners):
    assert outcome_of(the_rule, profile) == (outcome, winners)


@pytest.mark.parametrize(
    ("name", "profile", "the_rule", "outcome", "winners", "rounds"),
    [
        ("wins with a point", {"ash:1": 1, "ash:0": 9}, OPEN, ENDORSED, ("ash",), 1),
        ("never without one", {"ash:0": 9}, DRAW, BAR_NOT_REACHED, (), 1),
        ("under a bar needs points from enough ballots", {"ash:1": 5, "ash:0": 5},
         star("3/5", ALL_BALLOTS, AT_LEAST), BAR_NOT_REACHED, (), 2),
        ("has them", {"ash:1": 6, "ash:0": 4}, star("3/5", ALL_BALLOTS, AT_LEAST), ENDORSED,
         ("ash",), 2),
    ],
)  # fmt: skip
def test_a_contest_of_one(name, profile, the_rule, outcome, winners, rounds):
    result = counted(the_rule, profile, withdrawn={"birch", "cedar"})

    assert (result.outcome, result.winners, len(result.rounds)) == (outcome, winners, rounds)


def test_a_contest_of_none_but_no_endorsement():
    the_rule = without_bar(star(has_no_endorsement=True))

    assert outcome_of(
        the_rule, {"no-endorsement:2": 1, "ash:3": 5}, withdrawn={"ash", "birch", "cedar"}
    ) == (NO_ENDORSEMENT_WON, ())


def test_a_tie_for_the_final_is_drawn():
    result = counted(OPEN, {"ash:5 birch:3 cedar:3": 4})

    assert result.rounds[0] == CountingRound(
        {"ash": 20, "birch": 12, "cedar": 12},
        eliminated=("birch",),
        settled=(Settled(("birch", "cedar"), "cedar", BY_DRAW),),
    )
    assert result.rounds[1].tallies == {"ash": 4, "cedar": 0}


def test_both_places_in_the_final_may_be_drawn():
    result = counted(OPEN, {"ash:3 birch:3 cedar:3": 4, "ash:1": 1, "birch:1": 1, "cedar:1": 1})

    assert result.rounds[0].settled == (
        Settled(("ash", "birch", "cedar"), "cedar", BY_DRAW),
        Settled(("ash", "birch"), "ash", BY_DRAW),
    )
    assert result.rounds[0].eliminated == ("birch",)


def test_others_leave_in_order_of_their_points():
    profile = {"ash:5 birch:4 cedar:1 no-endorsement:1": 3}

    result = counted(without_bar(OPEN, has_no_endorsement=True), profile)

    assert result.rounds[0].eliminated == ("cedar", NO_ENDORSEMENT)
    assert result.rounds[0].settled == ()


LEVEL = {"ash:5 birch:2": 6, "ash:2 birch:4": 6}
EVEN = {"ash:5 birch:2": 6, "ash:2 birch:5": 6}


def test_a_tie_of_preferences_goes_to_the_higher_sum():
    result = counted(OPEN, LEVEL)

    assert result.winners == ("ash",)
    assert result.rounds[1].settled == (Settled(("ash", "birch"), "ash", BY_HIGHER_SUM),)


def test_a_tie_of_preferences_below_the_bar_endorses_nobody():
    result = counted(star(), LEVEL)

    assert (result.outcome, result.rounds[1].elected) == (BAR_NOT_REACHED, ())
    assert result.rounds[1].eliminated == ()


def test_a_tie_of_both_follows_the_tie_rule():
    left_open = counted(OPEN, EVEN)
    both = counted(without_bar(star(ties=TIE_ENDORSES_BOTH)), EVEN)
    drawn = counted(DRAW, EVEN)

    assert (left_open.outcome, left_open.tied) == (TIE, ("ash", "birch"))
    assert both.winners == ("ash", "birch")
    assert both.rounds[1].eliminated == ()
    assert drawn.winners == ("ash",)
    assert drawn.rounds[1].settled == (Settled(("ash", "birch"), "ash", BY_DRAW),)


def test_no_endorsement_may_win_the_draw():
    the_rule = without_bar(DRAW, has_no_endorsement=True)

    result = counted(the_rule, {"ash:5 no-endorsement:2": 6, "ash:2 no-endorsement:5": 6})

    assert (result.outcome, result.rounds[1].elected) == (NO_ENDORSEMENT_WON, (NO_ENDORSEMENT,))
    assert result.rounds[1].eliminated == ("ash",)


def test_a_seat_is_one_whatever_the_rule_says():
    assert counted(without_bar(DRAW, seats=3), EVEN).winners == ("ash",)


def test_who_withdrew_is_not_in_the_count():
    result = counted(OPEN, DIVIDED, withdrawn={"birch"})

    assert result.tallies == {"ash": 35, "cedar": 7}
    assert result.winners == ("ash",)
