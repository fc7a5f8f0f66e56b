"""Approval: several seats, too many marks, and "no endorsement" that takes no seat."""

from fractions import Fraction

import pytest

from endorsements.tally.counts import BY_DRAW, Count, CountingRound, Settled
from endorsements.tally.vocabulary import (
    ALL_BALLOTS,
    ALL_CAST,
    APPROVAL,
    AT_LEAST,
    BAR_NOT_REACHED,
    ENDORSED,
    MORE_THAN,
    NAMED_ONLY,
    NO_ENDORSEMENT,
    NO_ENDORSEMENT_WON,
    NO_QUORUM,
    TIE,
    TIE_DRAW,
    TIE_ENDORSES_BOTH,
    WHOLE_ROLL,
    WITHOUT_ABSTENTIONS,
    Quorum,
)
from tests.endorsements.tally.contests import rule
from tests.endorsements.tally.counting import counted, outcome_of, without_bar


def approval(share="1/2", base=ALL_BALLOTS, compare=MORE_THAN, **fields):
    return rule(share, base, compare, **{"form": APPROVAL, "seats": 2} | fields)


BALLOTS = {"ash birch": 40, "ash": 15, "birch cedar": 20, "no-endorsement": 15, "abstain": 10}


def test_every_number_of_a_count():
    profile = BALLOTS | {"": 4, "cedar ash": 2, "ash no-endorsement": 1}
    tallies = {"ash": 55, "birch": 60, "cedar": 20, NO_ENDORSEMENT: 15}

    assert counted(approval(), profile) == Count(
        cast=107,
        blank=4,
        invalid=3,
        marked=100,
        abstained=10,
        eligible=1000,
        tallies=tallies,
        denominator=100,
        needed=51,
        quorum_needed=0,
        outcome=ENDORSED,
        winners=("birch", "ash"),
        rounds=(CountingRound(tallies, elected=("birch", "ash")),),
    )


@pytest.mark.parametrize(
    ("base", "denominator"),
    [
        (ALL_BALLOTS, 100),
        (WITHOUT_ABSTENTIONS, 90),
        (NAMED_ONLY, 75),
        (ALL_CAST, 100),
        (WHOLE_ROLL, 1000),
    ],
)
def test_every_base_has_its_denominator(base, denominator):
    assert counted(approval(base=base), BALLOTS).denominator == denominator


@pytest.mark.parametrize(
    ("name", "profile", "the_rule", "outcome", "winners"),
    [
        ("more reach the bar than seats", {"ash birch cedar": 9, "birch cedar": 1, "cedar": 1},
         approval(), ENDORSED, ("cedar", "birch")),
        ("one seat", BALLOTS, approval(seats=1), ENDORSED, ("birch",)),
        ("more seats than candidates", BALLOTS, approval("1/5", compare=AT_LEAST, seats=9),
         ENDORSED, ("birch", "ash", "cedar")),
        ("half is not more than half", {"ash": 5, "birch": 5}, approval(), BAR_NOT_REACHED, ()),
        ("half is at least half, for both", {"ash": 5, "birch": 5}, approval(compare=AT_LEAST),
         ENDORSED, ("ash", "birch")),
        ("3 of 5 is 60 %", {"ash": 3, "birch": 2}, approval("3/5", compare=AT_LEAST),
         ENDORSED, ("ash",)),
        ("59.6 % is not", {"ash": 596, "birch": 404}, approval("3/5", compare=AT_LEAST),
         BAR_NOT_REACHED, ()),
        ("no endorsement has most", {"ash": 4, "no-endorsement": 5}, approval(),
         NO_ENDORSEMENT_WON, ()),
        ("no endorsement has most, but somebody reaches the bar",
         {"ash": 4, "no-endorsement": 5}, approval("2/5"), ENDORSED, ("ash",)),
        ("no endorsement is level with a candidate", {"ash": 4, "no-endorsement": 4},
         approval("3/5"), BAR_NOT_REACHED, ()),
        ("no endorsement cannot lead among the named", {"ash": 4, "birch": 4,
         "no-endorsement": 5}, approval(base=NAMED_ONLY), BAR_NOT_REACHED, ()),
        ("nobody but no endorsement", {"no-endorsement": 5}, approval(), NO_ENDORSEMENT_WON, ()),
        ("the same without a bar", {"no-endorsement": 5}, without_bar(approval()),
         NO_ENDORSEMENT_WON, ()),
        ("without a bar one approval is enough", {"ash": 1, "no-endorsement": 5},
         without_bar(approval()), ENDORSED, ("ash",)),
        ("nobody is endorsed without an approval", {"ash": 1}, without_bar(approval(seats=3)),
         ENDORSED, ("ash",)),
        ("only abstentions", {"abstain": 5}, approval(base=WITHOUT_ABSTENTIONS),
         BAR_NOT_REACHED, ()),
        ("only blank ballots", {"": 5}, approval(), BAR_NOT_REACHED, ()),
        ("no ballots", {}, approval(), BAR_NOT_REACHED, ()),
        ("below the quorum", {"ash": 4}, approval(quorum=Quorum(ballots=5)), NO_QUORUM, ()),
        ("a quorum of the roll", {"ash": 250}, approval(quorum=Quorum(share=Fraction(1, 4))),
         ENDORSED, ("ash",)),
    ],
)  # fmt: skip
def test_outcomes(name, profile, the_rule, outcome, winners):
    assert outcome_of(the_rule, profile) == (outcome, winners)


@pytest.mark.parametrize(
    ("text", "is_invalid"),
    [
        ("ash birch", False),
        ("ash birch cedar", True),
        ("ash no-endorsement", True),
        ("no-endorsement", False),
        ("birch ash", True),
        ("ash ash", True),
    ],
)
def test_what_a_ballot_of_two_marks_may_hold(text, is_invalid):
    assert counted(approval(most_marks=2), {text: 1}).invalid == is_invalid


def test_a_tie_for_the_last_seat():
    profile = {"ash": 9, "birch": 5, "cedar": 5}

    left_open = counted(without_bar(approval()), profile)
    both = counted(without_bar(approval(), ties=TIE_ENDORSES_BOTH), profile)
    drawn = counted(without_bar(approval(), ties=TIE_DRAW), profile)

    assert (left_open.outcome, left_open.winners, left_open.tied) == (
        ENDORSED,
        ("ash",),
        ("birch", "cedar"),
    )
    assert both.winners == ("ash", "cedar", "birch")
    assert drawn.winners == ("ash", "cedar")
    assert drawn.rounds[0].settled == (Settled(("birch", "cedar"), "cedar", BY_DRAW),)


def test_a_tie_for_the_only_seat():
    result = counted(without_bar(approval(seats=1)), {"ash birch": 5, "cedar": 4})

    assert (result.outcome, result.winners, result.tied) == (TIE, (), ("ash", "birch"))


def test_who_withdrew_gets_nothing():
    result = counted(approval(), {"ash birch": 3, "birch": 2}, withdrawn={"birch"})

    assert result.tallies == {"ash": 3, "cedar": 0, NO_ENDORSEMENT: 0}
    assert (result.blank, result.denominator, result.winners) == (2, 3, ("ash",))


def test_a_quorum_missed_leaves_the_round_as_it_was():
    result = counted(approval(quorum=Quorum(ballots=200)), BALLOTS)

    assert (result.winners, result.rounds[0].elected) == ((), ("birch", "ash"))
