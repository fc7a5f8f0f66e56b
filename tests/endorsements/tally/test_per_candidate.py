"""Yes, No or abstain for each candidate, against a denominator of the candidate's own."""

import pytest

from endorsements.tally.counts import BY_DRAW, Count, CountingRound, Settled
from endorsements.tally.vocabulary import (
    ALL_BALLOTS,
    ALL_CAST,
    AT_LEAST,
    BAR_NOT_REACHED,
    ENDORSED,
    NO_QUORUM,
    PER_CANDIDATE,
    TIE,
    TIE_DRAW,
    WHOLE_ROLL,
    WITHOUT_ABSTENTIONS,
    Quorum,
)
from tests.endorsements.tally.contests import rule
from tests.endorsements.tally.counting import counted, outcome_of, without_bar


def each(share="2/3", base=WITHOUT_ABSTENTIONS, compare=AT_LEAST, **fields):
    fields = {"form": PER_CANDIDATE, "seats": 3, "has_no_endorsement": False} | fields
    return rule(share, base, compare, **fields)


# Two thirds of Yes and No: 47 of 285 are 16.5 %, as a chapter of DSA published.
DIVIDED = {
    "ash:yes birch:yes": 47,
    "ash:no birch:yes": 200,
    "ash:no birch:no": 38,
    "ash:abstain birch:yes": 51,
    "abstain": 10,
}


def test_every_number_of_a_count():
    profile = DIVIDED | {"": 3, "birch:yes ash:yes": 2, "cedar:abstain": 5}
    tallies = {"ash": 47, "birch": 298, "cedar": 0}

    assert counted(each(), profile) == Count(
        cast=356,
        blank=3,
        invalid=2,
        marked=351,
        abstained=15,
        eligible=1000,
        tallies=tallies,
        denominator=336,
        needed=None,
        quorum_needed=0,
        outcome=ENDORSED,
        winners=("birch",),
        rounds=(CountingRound(tallies, elected=("birch",)),),
        details={
            "answers": {
                "ash": {"yes": 47, "no": 238, "abstain": 61, "blank": 5},
                "birch": {"yes": 298, "no": 38, "abstain": 10, "blank": 5},
                "cedar": {"yes": 0, "no": 0, "abstain": 15, "blank": 336},
            },
            "denominators": {"ash": 285, "birch": 336, "cedar": 0},
            "needed": {"ash": 190, "birch": 224, "cedar": 1},
        },
    )


@pytest.mark.parametrize(
    ("base", "denominators"),
    [
        (WITHOUT_ABSTENTIONS, {"ash": 285, "birch": 336, "cedar": 0}),
        (ALL_BALLOTS, {"ash": 346, "birch": 346, "cedar": 10}),
        (ALL_CAST, {"ash": 346, "birch": 346, "cedar": 346}),
        (WHOLE_ROLL, {"ash": 1000, "birch": 1000, "cedar": 1000}),
    ],
)
def test_every_candidate_has_a_denominator_of_their_own(base, denominators):
    assert counted(each(base=base), DIVIDED).details["denominators"] == denominators


def test_without_a_threshold_the_most_yes_votes_win():
    result = counted(without_bar(each(), seats=2), DIVIDED)

    assert result.winners == ("birch", "ash")
    assert result.details["needed"] == {"ash": None, "birch": None, "cedar": None}
    assert result.details["denominators"]["ash"] == 285


@pytest.mark.parametrize(
    ("name", "profile", "the_rule", "outcome", "winners"),
    [
        ("2 of 3 is two thirds", {"ash:yes": 2, "ash:no": 1}, each(), ENDORSED, ("ash",)),
        ("all who reach it, best first",
         {"ash:yes birch:yes cedar:yes": 4, "ash:no birch:yes": 2}, each(), ENDORSED,
         ("birch", "cedar", "ash")),
        ("abstentions count in all ballots", {"ash:yes": 2, "ash:abstain": 2},
         each(base=ALL_BALLOTS), BAR_NOT_REACHED, ()),
        ("abstentions do not count otherwise", {"ash:yes": 2, "ash:abstain": 9}, each(),
         ENDORSED, ("ash",)),
        ("a candidate left blank is not judged", {"ash:yes": 2, "birch:no": 9},
         each(base=ALL_BALLOTS), ENDORSED, ("ash",)),
        ("at most as many as seats", {"ash:yes birch:yes": 4, "ash:no birch:yes": 1},
         each(seats=1), ENDORSED, ("birch",)),
        ("everybody abstains", {"abstain": 9}, each(), BAR_NOT_REACHED, ()),
        ("everybody abstains for everybody", {"ash:abstain birch:abstain cedar:abstain": 9},
         each(), BAR_NOT_REACHED, ()),
        ("all no", {"ash:no birch:no cedar:no": 9}, each(), BAR_NOT_REACHED, ()),
        ("nobody", {}, each(), BAR_NOT_REACHED, ()),
        ("no quorum", {"ash:yes": 2}, each(quorum=Quorum(ballots=3)), NO_QUORUM, ()),
    ],
)  # fmt: skip
def test_outcomes(name, profile, the_rule, outcome, winners):
    assert outcome_of(the_rule, profile) == (outcome, winners)


def test_equal_yes_votes_tie_though_their_shares_differ():
    profile = {"ash:yes birch:yes": 8, "birch:no": 1}

    left_open = counted(each(seats=1), profile)
    drawn = counted(each(seats=1, ties=TIE_DRAW), profile)

    assert (left_open.outcome, left_open.tied) == (TIE, ("ash", "birch"))
    assert drawn.winners == ("ash",)
    assert drawn.rounds[0].settled == (Settled(("ash", "birch"), "ash", BY_DRAW),)


@pytest.mark.parametrize(
    "text",
    [
        "ash",
        "ash:",
        "ash:maybe",
        "ash:yes ash:no",
        "no-endorsement",
        "no-endorsement:yes",
        "birch:yes ash:yes",
        "elm:yes",
        "abstain:yes",
    ],
)
def test_anything_else_is_invalid(text):
    assert counted(each(), {text: 1}).invalid == 1


def test_abstaining_is_invalid_where_it_is_not_offered():
    result = counted(each(has_abstain=False), {"abstain": 1, "ash:abstain": 2, "ash:yes": 4})

    assert (result.invalid, result.abstained, result.winners) == (3, 0, ("ash",))


def test_who_withdrew_is_not_judged():
    result = counted(each(), {"ash:yes birch:yes": 3, "birch:yes": 2}, withdrawn={"birch"})

    assert result.tallies == {"ash": 3, "cedar": 0}
    assert (result.blank, result.winners) == (2, ("ash",))
    assert sorted(result.details["answers"]) == ["ash", "cedar"]
