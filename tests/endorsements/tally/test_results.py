"""Results as they are stored: how much of a contest is published, and what then stands there."""

import pytest

from endorsements.tally.results import (
    COUNTS,
    OUTCOME_ONLY,
    RECORDS,
    contest_result,
    how_much_is_public,
    short_sentence,
    styles_with,
)
from tests.endorsements.tally.contests import NAMES, PLAIN, ballots

CONTEST = {
    "key": "governor",
    "candidates": [{"key": key, "name": name} for key, name in NAMES.items()],
    "threshold": {"share": "3/5", "compare": "at_least", "base": "all_ballots"},
    **PLAIN,
    "no_endorsement": True,
    "abstain": False,
    "quorum": {"share": "1/10"},
    "rule": "As it was shown to the voters.",
}
DEFINITION = {
    "counts_minimum": 3,
    "records_minimum": 5,
    "contests": [CONTEST],
    "styles": {"S2": ["governor", "senate"], "S1": ["governor"], "S3": ["senate"]},
}


def result(selections, **more):
    return contest_result(DEFINITION, CONTEST, selections, **{"eligible": 20} | more)


def test_a_contest_with_enough_ballots_is_published_with_every_number():
    assert result(ballots(a=4, b=1, blank=1, odd=1)) == {
        "contest": "governor",
        "published": "records",
        "rule": "As it was shown to the voters.",
        "eligible": 20,
        "cast": 7,
        "blank": 1,
        "invalid": 1,
        "marked": 5,
        "tallies": {"ash": 4, "birch": 1, "cedar": 0, "no-endorsement": 0},
        "denominator": 5,
        "needed": 3,
        "quorum_needed": 2,
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


@pytest.mark.parametrize(
    ("cast", "extent"),
    [(0, OUTCOME_ONLY), (2, OUTCOME_ONLY), (3, COUNTS), (4, COUNTS), (5, RECORDS), (90, RECORDS)],
)
def test_the_number_of_ballots_decides_what_is_published(cast, extent):
    assert how_much_is_public(DEFINITION, cast) == extent


def test_styles_are_found_by_contest():
    assert styles_with(DEFINITION, "governor") == ["S1", "S2"]
    assert styles_with(DEFINITION, "mayor") == []


def test_the_short_sentence_holds_no_number():
    assert short_sentence("endorsed", ["birch"], NAMES) == "Birch Beech is endorsed."
    assert short_sentence("tie", [], NAMES) == "Nobody is endorsed."
