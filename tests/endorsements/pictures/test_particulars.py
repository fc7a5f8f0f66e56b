"""What stands beside a picture in words."""

from dataclasses import replace
from fractions import Fraction

import pytest

from endorsements.pictures.particulars import Drawn, Reading, drawn, readings, remarks, steps
from endorsements.pictures.stored import Stored
from endorsements.tally.vocabulary import APPROVAL, TIE_DRAW, Quorum, Rule, Threshold
from tests.endorsements.pictures import counted
from tests.endorsements.pictures.ranked_counts import RUN_OFF, run_off, seats

SINGLE = Rule((), Threshold(Fraction(3, 5)), has_abstain=True)


def test_ballots_are_told_with_what_they_are_of():
    stored = Stored(*counted(SINGLE, {"ash": 300, "abstain": 2, "": 8, "ash birch": 4}))

    assert remarks(stored) == (
        "314 of 500 members who may vote here cast a ballot (62.8 %): 302 marked (2 of them "
        "abstain), 8 left blank, 4 invalid.",
    )


@pytest.mark.parametrize(
    ("needed", "sentence"),
    [
        (3, "The quorum was 3 ballots cast; it was reached."),
        (4, "The quorum was 4 ballots cast; it was not reached."),
    ],
)
def test_a_quorum_is_told_with_whether_it_was_reached(needed, sentence):
    rule = replace(SINGLE, quorum=Quorum(ballots=needed))

    assert remarks(Stored(*counted(rule, {"ash": 3})))[1] == sentence


@pytest.mark.parametrize(
    ("gone", "sentence"),
    [
        (("cedar",), "Cedar has withdrawn: marks for them count as not made."),
        (
            ("birch", "cedar"),
            "Birch Beech and Cedar have withdrawn: marks for them count as not made.",
        ),
    ],
)
def test_who_withdrew_is_told(gone, sentence):
    assert remarks(Stored(*counted(SINGLE, {"ash": 3}, withdrawn=gone)))[-1] == sentence


def test_each_rule_of_reading_is_told_with_the_ballots_it_touched():
    stored = run_off({"ash>birch=cedar": 2, "ash>ash>birch": 1, "birch": 5})

    assert readings(stored) == (
        Reading(
            "Two candidates at one rank: the ballot counts down to the rank before, no further.",
            "2 ballots",
        ),
        Reading("A candidate ranked twice: only the higher rank counts.", "1 ballot"),
        Reading("A rank left empty is passed over.", "0 ballots"),
    )


def test_forms_without_ranks_have_nothing_to_read():
    assert readings(Stored(*counted(SINGLE, {"ash": 3}))) == ()


def test_the_drawn_order_is_told_with_what_it_settled():
    rule = Rule((), None, has_no_endorsement=False, form=APPROVAL, ties=TIE_DRAW)
    order = ("Ash Alder", "Birch Beech", "Cedar")

    assert drawn(Stored(*counted(rule, {"ash": 3, "birch": 3}))) == Drawn(
        order, "It settled a tie."
    )
    assert drawn(Stored(*counted(rule, {"ash": 3}))) == Drawn(
        order, "No tie had to be settled by it."
    )
    tied = run_off({"ash": 4, "birch": 3, "cedar": 2, "no-endorsement": 2}, RUN_OFF)
    assert drawn(tied).settled == "It settled a tie in round 1."


def test_where_the_draw_can_decide_nothing_it_is_not_told():
    contest, numbers = counted(SINGLE, {"ash": 3})

    assert drawn(Stored(contest, numbers | {"tie_order": []})) is None


def test_ranked_counts_are_told_round_by_round_and_others_by_their_picture():
    assert [sentence[:8] for sentence in steps(run_off())] == ["Round 1:", "Round 2:", "Round 3:"]
    assert len(steps(seats())) == 2
    assert steps(Stored(*counted(SINGLE, {"ash": 3}))) == ()
