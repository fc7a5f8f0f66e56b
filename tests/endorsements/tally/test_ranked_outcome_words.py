"""Outcomes of ranked counts in words, with the round and the numbers they rest on."""

from fractions import Fraction

import pytest

from endorsements.tally.vocabulary import (
    CONTINUING,
    IRV,
    STV,
    TIE_RUN_OFF,
    RankedRules,
    Threshold,
)
from tests.endorsements.tally.forms import bar, of_form
from tests.endorsements.tally.test_outcome_words import NONE, outcome


@pytest.mark.parametrize(
    ("fields", "profile", "sentence"),
    [
        (
            {},
            {"ash": 7, "birch": 3},
            "Ash Alder is endorsed with 70 % of 10 ballots; 60 % was needed.",
        ),
        (
            {"threshold": bar("1/2", CONTINUING)},
            {"ash": 4, "birch": 3, "cedar": 2},
            "Ash Alder is endorsed with 57.1 % of 7 ballots that still counted in round 3; more "
            "than 50 % was needed.",
        ),
        (
            {"threshold": None},
            {"ash": 4, "birch": 3, "cedar>birch": 2},
            "Birch Beech is endorsed with 55.6 % of 9 ballots that still counted in round 3; more "
            "than 50 % was needed.",
        ),
        (
            {},
            {"ash": 5, "birch": 4, "cedar": 1},
            "No consensus: Ash Alder has 50 % of 10 ballots in round 3; 60 % was needed. Nobody is "
            "endorsed.",
        ),
        (
            {},
            {NONE: 4, "ash": 1},
            "“No endorsement” won with 80 % of 5 ballots. Nobody is endorsed.",
        ),
        (
            {"threshold": None, "ties": TIE_RUN_OFF, "ranked": RankedRules(lookback="none")},
            {"ash": 4, "birch": 4},
            "A tie for the lead between Ash Alder and Birch Beech, each with 50 % of 8 ballots "
            "that still counted in round 3. Nobody is endorsed. The rule sends such a tie to a "
            "run-off. The public draw settled a tie in round 1.",
        ),
        (
            {"threshold": Threshold(Fraction(4, 5)), "has_no_endorsement": False},
            {"ash": 3, "birch": 3, "cedar": 3},
            "No consensus: Ash Alder and Birch Beech have 33.3 % each of 9 ballots in round 2; "
            "80 % was needed. Nobody is endorsed. The public draw settled a tie in round 1.",
        ),
    ],
)
def test_instant_run_off(fields, profile, sentence):
    assert outcome(of_form(IRV, **fields), profile) == sentence


@pytest.mark.parametrize(
    ("fields", "profile", "sentence"),
    [
        (
            {},
            {"ash": 6, "birch": 5, "cedar": 1},
            "Ash Alder and Birch Beech are endorsed, in this order; the quota was 5 of 12 ballots.",
        ),
        (
            {"seats": 1},
            {"ash": 6},
            "Ash Alder is endorsed; the quota was 4 of 6 ballots.",
        ),
        ({"seats": 1}, {NONE: 6}, "“No endorsement” won. Nobody is endorsed."),
        ({}, {}, "No endorsement: no candidate has a vote."),
    ],
)
def test_several_seats_by_rank(fields, profile, sentence):
    assert outcome(of_form(STV, **fields), profile) == sentence
