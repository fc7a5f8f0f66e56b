"""Results as they are stored: how much of a contest is published, and what then stands there."""

from collections import Counter

import pytest

from endorsements.protocol.digests import canonical_json
from endorsements.tally.count import count
from endorsements.tally.definitions import rule_from_definition
from endorsements.tally.draw import tie_order
from endorsements.tally.outcome_words import outcome_in_words
from endorsements.tally.result_numbers import result_numbers
from endorsements.tally.results import (
    COUNTS,
    OUTCOME_ONLY,
    RECORDS,
    contest_result,
    how_much_is_public,
    styles_with,
)
from endorsements.tally.vocabulary import (
    APPROVAL,
    DECIMAL5,
    FORMS,
    IRV,
    PER_CANDIDATE,
    QUESTION,
    SCORE,
    SINGLE_CHOICE,
    STAR,
    STV,
    TIE_DRAW,
    TIE_ENDORSES_BOTH,
    WHETHER_WHOM,
    Quorum,
    RankedRules,
)
from tests.endorsements.tally.contests import NAMES, ballots
from tests.endorsements.tally.forms import contest_of, of_form

SEED = bytes(32)
CONTEST = contest_of(of_form(SINGLE_CHOICE, quorum=Quorum(ballots=2)))
DEFINITION = {
    "counts_minimum": 3,
    "records_minimum": 5,
    "patterns": False,
    "contests": [CONTEST],
    "styles": {"S2": ["governor", "senate"], "S1": ["governor"], "S3": ["senate"]},
}


def result(selections, contest=CONTEST, **more):
    options = {"eligible": 20, "seed": SEED} | more
    return contest_result(DEFINITION, contest, Counter(selections), **options)


def test_a_contest_with_enough_ballots_is_published_with_every_number():
    assert result(ballots(a=4, b=1, blank=1, odd=1)) == {
        "contest": "governor",
        "form": "single_choice",
        "published": "records",
        "rule": "As it was shown to the voters.",
        "eligible": 20,
        "cast": 7,
        "blank": 1,
        "invalid": 1,
        "marked": 5,
        "abstained": 0,
        "tallies": {"ash": 4, "birch": 1, "cedar": 0, "no-endorsement": 0},
        "denominator": 5,
        "needed": 3,
        "quorum_needed": 2,
        "quota": None,
        "tie_order": [],
        "touched": {},
        "details": {},
        "rounds": [
            {
                "tallies": {"ash": 4, "birch": 1, "cedar": 0, "no-endorsement": 0},
                "exhausted": 0,
                "elected": ["ash"],
                "eliminated": [],
                "transfers": {},
                "settled": [],
                "sentence": (
                    "Votes: Ash Alder 4, Birch Beech 1, Cedar Cane 0, “No endorsement” 0."
                ),
            }
        ],
        "outcome": "endorsed",
        "winners": ["ash"],
        "tied": [],
        "withdrawn": [],
        "sentence": "Ash Alder is endorsed with 80 % of 5 ballots; 60 % was needed.",
    }


@pytest.mark.parametrize(
    ("selections", "outcome", "winners", "sentence"),
    [
        (ballots(a=2), "endorsed", ["ash"], "Ash Alder is endorsed."),
        (ballots(a=1, b=1), "no_endorsement", [], "Nobody is endorsed."),
        (ballots(a=1), "no_quorum", [], "Nobody is endorsed."),
    ],
)
def test_of_a_tiny_contest_only_the_outcome_is_published(selections, outcome, winners, sentence):
    assert result(selections) == {
        "contest": "governor",
        "form": "single_choice",
        "published": "outcome_only",
        "rule": "As it was shown to the voters.",
        "eligible": 20,
        "cast": len(selections),
        "outcome": outcome,
        "winners": winners,
        "withdrawn": [],
        "sentence": sentence,
    }


def test_withdrawals_of_this_contest_alone_are_named():
    gone = [("governor", "cedar"), ("senate", "ash"), ("governor", "birch")]

    counted = result(ballots(a=2, b=3), withdrawn=gone)

    assert counted["withdrawn"] == ["birch", "cedar"]
    assert counted["tallies"] == {"ash": 2, "no-endorsement": 0}
    assert counted["blank"] == 3


def test_a_tie_is_drawn_from_the_seed_of_the_round():
    contest = contest_of(of_form(SINGLE_CHOICE, threshold=None, ties=TIE_DRAW))
    seeds = [bytes([n]) * 32 for n in range(9)]

    counted = [result(ballots(a=3, b=3), contest, seed=seed) for seed in seeds]

    orders = [tie_order(seed, "governor", [*NAMES, "no-endorsement"]) for seed in seeds]
    assert [one["tie_order"] for one in counted] == [list(order) for order in orders]
    assert [one["winners"] for one in counted] == [
        [min("ash", "birch", key=order.index)] for order in orders
    ]
    assert len({one["winners"][0] for one in counted}) == 2


@pytest.mark.parametrize(
    ("form", "fields", "is_drawn"),
    [
        (SINGLE_CHOICE, {}, False),
        (SINGLE_CHOICE, {"ties": TIE_ENDORSES_BOTH}, True),
        (APPROVAL, {"seats": 1, "ties": TIE_DRAW}, True),
        (APPROVAL, {"seats": 1}, False),
        (APPROVAL, {"seats": 2}, True),
        (STAR, {}, True),
        (IRV, {}, True),
        (STV, {}, True),
    ],
)
def test_the_order_is_told_where_it_may_decide(form, fields, is_drawn):
    assert bool(result([""] * 9, contest_of(of_form(form, **fields)))["tie_order"]) == is_drawn


@pytest.mark.parametrize("form", FORMS)
def test_every_result_can_be_hashed_as_json(form):
    assert canonical_json(result(["", "abstain", "ash", "odd"] * 3, contest_of(of_form(form))))


def test_the_numbers_of_a_count_go_into_json_with_their_sentences():
    contest = contest_of(
        of_form(STV, has_no_endorsement=False, ranked=RankedRules(arithmetic=DECIMAL5))
    )
    rule = rule_from_definition(contest)
    profile = {"ash>birch": 4, "ash>cedar": 5, "birch": 2, "cedar>ash": 2, "ash=birch": 1}
    counted = count(rule, profile, eligible=20, tie_order=rule.standing())

    numbers = result_numbers(contest, counted)

    assert numbers["quota"] == 5
    assert numbers["invalid"] == 1
    assert numbers["touched"] == {"overvote": 1, "duplicate": 0, "skipped": 0}
    assert numbers["sentence"] == outcome_in_words(rule, counted, NAMES)
    assert numbers["rounds"][0] == {
        "tallies": {"ash": 9, "birch": 2, "cedar": 2},
        "exhausted": 0,
        "elected": ["ash"],
        "eliminated": [],
        "transfers": {"ash": {"birch": "1.77776", "cedar": "2.22220", "exhausted": "0.00004"}},
        "settled": [],
        "sentence": (
            "Round 1: Ash Alder (9) has the quota of 5. Ash Alder has 4 more than the quota; 1.77 "
            "votes move to Birch Beech, 2.22 to Cedar Cane, less than 0.01 are exhausted."
        ),
    }


def test_a_settled_tie_goes_into_json():
    contest = contest_of(of_form(IRV, has_no_endorsement=False))
    rule = rule_from_definition(contest)
    counted = count(rule, {"ash": 3, "birch": 2, "cedar": 2}, eligible=9, tie_order=rule.candidates)

    assert result_numbers(contest, counted)["rounds"][0]["settled"] == [
        {"tied": ["birch", "cedar"], "chosen": "cedar", "by": "draw", "round": None}
    ]


@pytest.mark.parametrize(
    ("cast", "extent"),
    [(0, OUTCOME_ONLY), (2, OUTCOME_ONLY), (3, COUNTS), (4, COUNTS), (5, RECORDS), (90, RECORDS)],
)
def test_the_number_of_ballots_decides_what_is_published(cast, extent):
    assert how_much_is_public(DEFINITION, CONTEST, cast) == extent


@pytest.mark.parametrize(
    ("form", "fields", "ways"),
    [
        (APPROVAL, {}, 9),
        (PER_CANDIDATE, {}, 65),
        (SCORE, {}, 343),
        (STAR, {}, 343),
        (IRV, {"has_no_endorsement": False}, 16),
        (STV, {"most_marks": 2}, 17),
        (WHETHER_WHOM, {}, 20),
    ],
)
def test_single_ballots_are_public_only_where_no_pattern_is_rare(form, fields, ways):
    contest = contest_of(of_form(form, **fields))

    assert how_much_is_public(DEFINITION, contest, ways - 1) == COUNTS
    assert how_much_is_public(DEFINITION, contest, ways) == RECORDS
    assert how_much_is_public({**DEFINITION, "patterns": True}, contest, ways - 1) == RECORDS
    assert how_much_is_public({**DEFINITION, "patterns": True}, contest, 4) == COUNTS


@pytest.mark.parametrize("form", [SINGLE_CHOICE, QUESTION])
def test_one_mark_is_no_pattern(form):
    definition = {**DEFINITION, "records_minimum": 2, "counts_minimum": 1}

    assert how_much_is_public(definition, contest_of(of_form(form)), 2) == RECORDS


def test_styles_are_found_by_contest():
    assert styles_with(DEFINITION, "governor") == ["S1", "S2"]
    assert styles_with(DEFINITION, "mayor") == []
