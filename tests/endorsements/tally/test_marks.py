"""Ballots without ranks: what is blank, invalid, an abstention, and what withdrawals leave."""

import pytest

from endorsements.tally.denominators import BallotNumbers
from endorsements.tally.marks import MarkedBallots, places_on_ballot, read_ballots
from tests.endorsements.tally.contests import rule

PLACES = places_on_ballot(("ash", "birch", "cedar"))
ANSWERS = places_on_ballot(("ash", "birch"), ("yes", "no"))


def read(profile, places=PLACES, withdrawn=(), has_abstain=True, **more):
    the_rule = rule(has_abstain=has_abstain)
    return read_ballots(the_rule, profile, places, eligible=9, withdrawn=withdrawn, **more)


def test_marks_have_places_and_answers_to_one_question_share_one():
    assert PLACES == {"ash": 0, "birch": 1, "cedar": 2}
    assert ANSWERS == {"ash:yes": 0, "ash:no": 0, "birch:yes": 1, "birch:no": 1}


def test_ballots_are_sorted():
    profile = {"": 1, "abstain": 2, "ash cedar": 4, "birch": 8, "cedar ash": 16, "elm": 32}

    assert read(profile) == MarkedBallots(
        BallotNumbers(cast=63, blank=1, invalid=48, abstained=2, eligible=9),
        ((("ash", "cedar"), 4), (("birch",), 8)),
    )


@pytest.mark.parametrize(
    "text",
    [
        "birch ash",
        "ash ash",
        "ash  birch",
        " ash",
        "ash ",
        " ",
        "ash abstain",
        "abstain abstain",
        "ash,birch",
        "ASH",
        "ash:yes",
        "no-endorsement",
        "\x00",
        "ash\tbirch",
        "-1",
    ],
)
def test_any_other_text_is_invalid(text):
    assert read({text: 3}).numbers.invalid == 3


def test_two_answers_to_one_question_are_invalid():
    assert read({"ash:yes ash:no": 1, "ash:yes birch:no": 2}, ANSWERS).numbers.invalid == 1


def test_an_abstention_is_invalid_where_none_is_offered():
    assert read({"abstain": 3}, has_abstain=False).numbers == BallotNumbers(3, 0, 3, 0, 9)


def test_marks_for_who_withdrew_are_not_made():
    ballots = read({"ash birch": 1, "birch": 2, "": 4}, withdrawn={"birch"})

    assert ballots.numbers == BallotNumbers(cast=7, blank=6, invalid=0, abstained=0, eligible=9)
    assert ballots.profile == ((("ash",), 1),)


def test_answers_for_who_withdrew_are_not_made():
    ballots = read({"ash:yes birch:no": 1, "birch:yes": 2}, ANSWERS, withdrawn={"birch"})

    assert (ballots.profile, ballots.numbers.blank) == (((("ash:yes",), 1),), 2)


def test_a_ballot_is_judged_before_a_withdrawal_is_looked_at():
    def at_most_one(marks):
        return len(marks) < 2

    ballots = read({"ash birch": 5}, withdrawn={"birch"}, is_legal=at_most_one)

    assert ballots.numbers.invalid == 5


def test_sums_by_mark():
    ballots = read({"ash cedar": 4, "cedar": 2})

    assert ballots.by_mark(PLACES) == {"ash": 4, "birch": 0, "cedar": 6}
