"""Outcomes in words: every outcome of every form, with the numbers it rests on."""

from fractions import Fraction

import pytest

from endorsements.tally.count import count
from endorsements.tally.outcome_words import outcome_in_words, short_sentence
from endorsements.tally.vocabulary import (
    APPROVAL,
    MORE_THAN,
    PER_CANDIDATE,
    QUESTION,
    SCORE,
    SINGLE_CHOICE,
    STAR,
    TIE_DRAW,
    TIE_ENDORSES_BOTH,
    TIE_RUN_OFF,
    WHETHER_WHOM,
    WITHOUT_ABSTENTIONS,
    Quorum,
    Threshold,
)
from tests.endorsements.tally.contests import NAMES
from tests.endorsements.tally.forms import bar, of_form

ALL_NAMES = {**NAMES, "yes": "Yes", "no": "No"}
NONE = "no-endorsement"


def outcome(rule, profile, eligible=100):
    counted = count(rule, profile, eligible=eligible, tie_order=rule.standing())
    return outcome_in_words(rule, counted, ALL_NAMES)


@pytest.mark.parametrize(
    ("fields", "profile", "sentence"),
    [
        (
            {},
            {"ash": 280, "birch": 132},
            "Ash Alder is endorsed with 68 % of 412 ballots; 60 % was needed.",
        ),
        ({}, {"ash": 1}, "Ash Alder is endorsed with 100 % of 1 ballot; 60 % was needed."),
        (
            {"has_abstain": True, "threshold": bar("1/2", WITHOUT_ABSTENTIONS)},
            {"ash": 3, "birch": 1, "abstain": 5},
            "Ash Alder is endorsed with 75 % of 4 ballots without abstentions; more than 50 % was "
            "needed.",
        ),
        (
            {"threshold": bar("1/2", WITHOUT_ABSTENTIONS)},
            {"ash": 3, "birch": 1},
            "Ash Alder is endorsed with 75 % of 4 ballots; more than 50 % was needed.",
        ),
        (
            {"threshold": None},
            {"ash": 2, "birch": 1, "cedar": 1},
            "Ash Alder is endorsed with 50 % of 4 ballots; no bar was set.",
        ),
        (
            {},
            {NONE: 4, "ash": 3, "birch": 3},
            "“No endorsement” won with 40 % of 10 ballots. Nobody is endorsed.",
        ),
        (
            {"threshold": Threshold(Fraction(1, 2))},
            {"ash": 4, NONE: 4},
            "A tie for the lead between Ash Alder and “No endorsement”, each with 50 % of 8 "
            "ballots. Nobody is endorsed.",
        ),
        (
            {"threshold": None, "ties": TIE_RUN_OFF},
            {"ash": 4, "birch": 4},
            "A tie for the lead between Ash Alder and Birch Beech, each with 50 % of 8 ballots. "
            "Nobody is endorsed. The rule sends such a tie to a run-off.",
        ),
        (
            {"threshold": None, "ties": TIE_ENDORSES_BOTH},
            {"ash": 4, "birch": 4, "cedar": 1},
            "Ash Alder and Birch Beech are endorsed with 44.4 % each of 9 ballots; no bar was set.",
        ),
        (
            {"threshold": None, "ties": TIE_DRAW},
            {"ash": 4, "birch": 4, "cedar": 2},
            "Ash Alder is endorsed with 40 % of 10 ballots; no bar was set. The public draw "
            "settled a tie.",
        ),
        (
            {},
            {"ash": 5996, "birch": 4004},
            "No endorsement: Ash Alder has 59.96 % of 10000 ballots; 60 % was needed.",
        ),
        (
            {},
            {"ash": 2, "birch": 2, NONE: 1},
            "No endorsement: Ash Alder and Birch Beech have 40 % each of 5 ballots; 60 % was "
            "needed.",
        ),
        ({}, {"": 3}, "No endorsement: no candidate has a vote."),
        ({}, {}, "No endorsement: no candidate has a vote."),
        (
            {"quorum": Quorum(ballots=5)},
            {"ash": 3},
            "No quorum: 3 ballots were cast, 5 were needed. Nobody is endorsed.",
        ),
        (
            {"quorum": Quorum(ballots=3), "threshold": None, "ties": TIE_DRAW},
            {"ash": 1, "birch": 1},
            "No quorum: 2 ballots were cast, 3 were needed. Nobody is endorsed.",
        ),
        (
            {"quorum": Quorum(ballots=2)},
            {"ash": 1},
            "No quorum: 1 ballot was cast, 2 were needed. Nobody is endorsed.",
        ),
    ],
)
def test_single_choice(fields, profile, sentence):
    assert outcome(of_form(SINGLE_CHOICE, **fields), profile) == sentence


@pytest.mark.parametrize(
    ("base", "fields", "sentence"),
    [
        ("all_ballots", {}, "No endorsement: Ash Alder has 58 % of 100 ballots; 60 % was needed."),
        (
            "without_abstentions",
            {},
            "Ash Alder is endorsed with 64.4 % of 90 ballots without abstentions; 60 % was needed.",
        ),
        (
            "named_only",
            {},
            "Ash Alder is endorsed with 74.4 % of 78 ballots for a named candidate; 60 % was "
            "needed.",
        ),
        (
            "all_cast",
            {},
            "No endorsement: Ash Alder has 55.2 % of 105 ballots cast; 60 % was needed.",
        ),
        (
            "whole_roll",
            {},
            "No endorsement: Ash Alder has 29 % of 200 members who may vote; 60 % was needed.",
        ),
    ],
)
def test_the_worked_example_under_each_denominator(base, fields, sentence):
    rule = of_form(SINGLE_CHOICE, has_abstain=True, threshold=Threshold(Fraction(3, 5), base=base))
    profile = {"ash": 58, "birch": 20, NONE: 12, "abstain": 10, "": 5}

    assert outcome(rule, profile, eligible=200) == sentence


@pytest.mark.parametrize(
    ("fields", "profile", "sentence"),
    [
        (
            {},
            {"yes": 3, "no": 1, NONE: 9},
            "The position is Yes, with 75 % of 4 ballots for Yes or No; more than 50 % was needed.",
        ),
        (
            {},
            {"yes": 2, "no": 2, NONE: 1},
            "No consensus: Yes and No have 50 % each of 4 ballots for Yes or No; more than 50 % "
            "was needed. No position is taken.",
        ),
        (
            {"threshold": Threshold(Fraction(3, 5))},
            {"yes": 1, NONE: 3},
            "“No position” won with 75 % of 4 ballots. No position is taken.",
        ),
        (
            {"threshold": None, "ties": TIE_RUN_OFF},
            {"yes": 1, "no": 1},
            "A tie for the lead between Yes and No, each with 50 % of 2 ballots. No position is "
            "taken. The rule sends such a tie to a run-off.",
        ),
        (
            {"quorum": Quorum(ballots=9)},
            {"yes": 1},
            "No quorum: 1 ballot was cast, 9 were needed. No position is taken.",
        ),
    ],
)
def test_question(fields, profile, sentence):
    assert outcome(of_form(QUESTION, **fields), profile) == sentence


@pytest.mark.parametrize(
    ("form", "fields", "profile", "sentence"),
    [
        (
            APPROVAL,
            {},
            {"ash birch": 3, "birch": 1},
            "Birch Beech and Ash Alder are endorsed with 100 % and 75 % of 4 ballots; more than "
            "50 % was needed.",
        ),
        (
            APPROVAL,
            {"ties": TIE_RUN_OFF},
            {"ash birch": 2, "ash cedar": 2, "birch cedar": 2, "ash": 1},
            "Ash Alder is endorsed with 71.4 % of 7 ballots; more than 50 % was needed. Birch "
            "Beech and Cedar Cane tie for the next place, and none of them is endorsed. The "
            "rule sends such a tie to a run-off.",
        ),
        (
            APPROVAL,
            {},
            {NONE: 3, "ash": 1},
            "“No endorsement” won with 75 % of 4 ballots. Nobody is endorsed.",
        ),
        (
            PER_CANDIDATE,
            {},
            {"ash:yes birch:yes": 7, "ash:yes birch:no cedar:abstain": 3},
            "Ash Alder (100 % Yes of 10 ballots with Yes or No) and Birch Beech (70 % Yes of 10 "
            "ballots with Yes or No) are endorsed; more than 66.7 % was needed.",
        ),
        (
            PER_CANDIDATE,
            {},
            {"ash:yes birch:yes": 1, "ash:no birch:yes": 1, "birch:no": 1},
            "No endorsement: Birch Beech has 66.7 % of 3 ballots with Yes or No; more than 66.7 % "
            "was needed.",
        ),
        (
            PER_CANDIDATE,
            {"seats": 1},
            {"ash:yes birch:yes": 3},
            "A tie for the lead between Ash Alder and Birch Beech. Nobody is endorsed.",
        ),
        (
            SCORE,
            {},
            {"ash:5 birch:4": 10, "birch:3": 8},
            "Birch Beech is endorsed with 71.1 % of 90 points possible, 3.55 on average; more than "
            "50 % was needed.",
        ),
        (
            SCORE,
            {"seats": 2, "threshold": None},
            {"ash:5 birch:4": 2},
            "Ash Alder and Birch Beech are endorsed with 100 % and 80 % of 10 points possible, 5 "
            "and 4 on average; no bar was set.",
        ),
        (
            SCORE,
            {},
            {"ash:1": 2},
            "No endorsement: Ash Alder has 20 % of 10 points possible; more than 50 % was needed.",
        ),
        (
            STAR,
            {},
            {"ash:5 birch:4": 3, "birch:5": 2, "cedar:1": 1},
            "Ash Alder is endorsed with 60 % of 5 ballots with a preference; more than 50 % was "
            "needed.",
        ),
        (
            STAR,
            {"threshold": None},
            {"ash:5 birch:4": 3, "birch:5": 1, "ash:2 birch:2": 4},
            "Ash Alder is endorsed with 75 % of 4 ballots with a preference; no bar was set.",
        ),
        (
            STAR,
            {"candidates": ("ash",), "threshold": None},
            {"ash:5": 3},
            "Ash Alder is endorsed; there was no other candidate.",
        ),
        (
            STAR,
            {"candidates": (), "threshold": None, "has_no_endorsement": True},
            {f"{NONE}:5": 3},
            "“No endorsement” won. Nobody is endorsed.",
        ),
        (
            STAR,
            {"has_no_endorsement": True},
            {f"{NONE}:5": 3, "ash:1": 1},
            "“No endorsement” won with 75 % of 4 ballots with a preference. Nobody is endorsed.",
        ),
        (
            STAR,
            {},
            {"ash:5 birch:4": 1, "ash:4 birch:5": 1},
            "No endorsement: Ash Alder and Birch Beech have 50 % each of 2 ballots with a "
            "preference; more than 50 % was needed.",
        ),
    ],
)
def test_forms_without_ranks(form, fields, profile, sentence):
    assert outcome(of_form(form, **fields), profile) == sentence


@pytest.mark.parametrize(
    ("fields", "profile", "sentence"),
    [
        (
            {},
            {"yes:ash": 7, "no:birch": 3},
            "To endorse anybody 70 % of 10 ballots without abstentions said Yes; more than 50 % "
            "was needed. Ash Alder is endorsed with 70 % of 10 ballots; 60 % was needed.",
        ),
        (
            {},
            {"yes:ash": 5, "no:birch": 5},
            "To endorse anybody 50 % of 10 ballots without abstentions said Yes; more than 50 % "
            "was needed. Nobody is endorsed.",
        ),
        (
            {},
            {":ash": 5},
            "To endorse anybody 0 % of 0 ballots without abstentions said Yes; more than 50 % was "
            "needed. Nobody is endorsed.",
        ),
        (
            {"threshold": None},
            {"yes:ash": 5, "yes:birch": 5},
            "To endorse anybody 10 said Yes and 0 No. No consensus: Ash Alder and Birch Beech have "
            "50 % each of 10 ballots; 60 % was needed. Nobody is endorsed.",
        ),
        (
            {"threshold": None, "whom_threshold": None},
            {"yes:ash": 5, "yes:birch": 5},
            "To endorse anybody 10 said Yes and 0 No. A tie for the lead between Ash Alder and "
            "Birch Beech, each with 50 % of 10 ballots without abstentions. Nobody is endorsed.",
        ),
    ],
)
def test_whether_then_whom(fields, profile, sentence):
    assert outcome(of_form(WHETHER_WHOM, **fields), profile) == sentence


def test_a_missed_bar_never_seems_to_be_reached():
    rule = of_form(SCORE, threshold=Threshold(Fraction(3, 5), MORE_THAN, "maximum_score"))

    assert outcome(rule, {"ash:3": 5}) == (
        "No endorsement: Ash Alder has 60 % of 25 points possible; more than 60 % was needed."
    )
    assert "59.99 %" in outcome(of_form(SINGLE_CHOICE), {"ash": 5999, "birch": 4001})


@pytest.mark.parametrize(
    ("form", "name", "winners", "sentence"),
    [
        (SINGLE_CHOICE, "endorsed", ["birch"], "Birch Beech is endorsed."),
        (APPROVAL, "endorsed", ["birch", "ash"], "Birch Beech and Ash Alder are endorsed."),
        (QUESTION, "endorsed", ["no"], "The position is No."),
        (SINGLE_CHOICE, "tie", [], "Nobody is endorsed."),
        (QUESTION, "no_consensus", [], "No position is taken."),
    ],
)
def test_the_short_sentence_holds_no_number(form, name, winners, sentence):
    assert short_sentence(of_form(form), name, winners, ALL_NAMES) == sentence
