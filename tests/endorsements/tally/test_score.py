"""Score: sums against the highest possible sum, and what every candidate was given."""

import pytest

from endorsements.tally.counts import Count, CountingRound
from endorsements.tally.vocabulary import (
    BAR_NOT_REACHED,
    ENDORSED,
    MAXIMUM_SCORE,
    MORE_THAN,
    NO_ENDORSEMENT,
    NO_ENDORSEMENT_WON,
    NO_QUORUM,
    SCORE,
    TIE,
    Quorum,
)
from tests.endorsements.tally.contests import rule
from tests.endorsements.tally.counting import counted, outcome_of, without_bar


def score(share="1/2", compare=MORE_THAN, **fields):
    fields = {"form": SCORE, "has_no_endorsement": False} | fields
    return rule(share, MAXIMUM_SCORE, compare, **fields)


def test_every_number_of_a_count():
    profile = {"ash:5 birch:2": 6, "ash:0 birch:3": 4, "": 1, "ash:6": 2, "abstain": 3}
    tallies = {"ash": 30, "birch": 24, "cedar": 0}

    assert counted(score(), profile) == Count(
        cast=16,
        blank=1,
        invalid=2,
        marked=13,
        abstained=3,
        eligible=1000,
        tallies=tallies,
        denominator=50,
        needed=26,
        quorum_needed=0,
        outcome=ENDORSED,
        winners=("ash",),
        rounds=(CountingRound(tallies, elected=("ash",)),),
        details={
            "scores": {
                "ash": [4, 0, 0, 0, 0, 6],
                "birch": [0, 0, 6, 4, 0, 0],
                "cedar": [0, 0, 0, 0, 0, 0],
            }
        },
    )


@pytest.mark.parametrize(
    ("name", "profile", "the_rule", "outcome", "winners"),
    [
        ("half of the points is not more than half", {"ash:5": 1, "birch:5": 1}, score(),
         BAR_NOT_REACHED, ()),
        ("one point more is", {"ash:5": 1, "ash:1 birch:5": 1}, score(), ENDORSED, ("ash",)),
        ("unscored is 0 and counts in the maximum", {"ash:5": 5, "birch:1": 6}, score(),
         BAR_NOT_REACHED, ()),
        ("two seats, best first", {"ash:4 birch:5 cedar:3": 7}, score(seats=2), ENDORSED,
         ("birch", "ash")),
        ("without a bar the highest wins", {"ash:1": 1, "birch:0": 6}, without_bar(score()),
         ENDORSED, ("ash",)),
        ("nobody wins without a point", {"ash:0 birch:0": 6}, without_bar(score()),
         BAR_NOT_REACHED, ()),
        ("a tie", {"ash:5 birch:5": 6}, score(), TIE, ()),
        ("everybody abstains", {"abstain": 6}, score(), BAR_NOT_REACHED, ()),
        ("nobody", {}, score(), BAR_NOT_REACHED, ()),
        ("no quorum", {"ash:5": 2}, score(quorum=Quorum(ballots=3)), NO_QUORUM, ()),
        ("no endorsement is scored highest",
         {"ash:3 no-endorsement:4": 5}, score(has_no_endorsement=True), NO_ENDORSEMENT_WON, ()),
        ("no endorsement is scored lower",
         {"ash:4 no-endorsement:3": 5}, score(has_no_endorsement=True), ENDORSED, ("ash",)),
        ("nobody scored below no endorsement is endorsed",
         {"ash:5 birch:3 no-endorsement:4": 5}, score(has_no_endorsement=True, seats=3), ENDORSED,
         ("ash",)),
    ],
)  # fmt: skip
def test_outcomes(name, profile, the_rule, outcome, winners):
    assert outcome_of(the_rule, profile) == (outcome, winners)


def test_a_tie_with_no_endorsement_names_it():
    result = counted(score(has_no_endorsement=True), {"ash:4 no-endorsement:4": 5})

    assert (result.outcome, result.tied) == (TIE, ("ash", NO_ENDORSEMENT))


@pytest.mark.parametrize(
    "text",
    [
        "ash",
        "ash:",
        "ash:6",
        "ash:-1",
        "ash:05",
        "ash:٣",
        "ash:5.0",
        "ash:3 ash:4",
        "birch:1 ash:1",
        "elm:1",
        "no-endorsement:5",
        "abstain:5",
    ],
)
def test_anything_else_is_invalid(text):
    assert counted(score(), {text: 1}).invalid == 1


def test_a_ballot_of_noughts_counts_in_the_maximum():
    assert counted(score(), {"ash:0": 3}).denominator == 15


def test_who_withdrew_gets_nothing():
    result = counted(score(), {"ash:5 birch:5": 3, "birch:5": 2}, withdrawn={"birch"})

    assert result.tallies == {"ash": 15, "cedar": 0}
    assert (result.blank, result.denominator, result.winners) == (2, 15, ("ash",))
    assert sorted(result.details["scores"]) == ["ash", "cedar"]
