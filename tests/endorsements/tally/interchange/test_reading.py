"""Reading the open format: what a contest becomes."""

from fractions import Fraction

import pytest

from endorsements.tally.interchange import read_contest
from endorsements.tally.vocabulary import (
    ALL_CAST,
    APPROVAL,
    CONTINUING,
    DECIMAL5,
    EXHAUST,
    IRV,
    LOOKBACK_LATEST,
    LOOKBACK_NONE,
    MORE_THAN,
    NAMED_ONLY,
    NO_ENDORSEMENT,
    SKIP,
    STAR,
    STOP_AT_MAJORITY,
    STV,
    TIE_DRAW,
    WITHOUT_ABSTENTIONS,
    Quorum,
    RankedRules,
    Rule,
    Threshold,
)
from tests.endorsements.tally.interchange.open_contests import contest, ranked

SIXTY = {"share": "3/5", "compare": "at_least", "base": "valid"}


def test_a_contest_becomes_a_rule_and_a_profile():
    rules = {
        "threshold": {"share": "2/4", "compare": "more_than", "base": "cast"},
        "quorum": {"share": "1/3"},
        "max_marks": 2,
        "tie_order": ["None", "Birch", "Ash"],
    }
    ballots = [(["Birch", "Ash", "Birch"], 3), ([], 2), (["Ash", "Birch"], 1), (["None"], 0)]

    read = read_contest(contest("approval", ballots, rules, seats=2, eligible=9))

    assert read.rule == Rule(
        candidates=("c0", "c1"),
        threshold=Threshold(Fraction(1, 2), MORE_THAN, ALL_CAST),
        has_no_endorsement=True,
        quorum=Quorum(share=Fraction(1, 3)),
        form=APPROVAL,
        seats=2,
        most_marks=2,
        ties=TIE_DRAW,
    )
    assert read.profile == {"c0 c1": 4, "": 2}
    assert (read.eligible, read.tie_order) == (9, (NO_ENDORSEMENT, "c1", "c0"))
    assert read.ids == {"c0": "Ash", "c1": "Birch", NO_ENDORSEMENT: "None"}


def test_no_endorsement_may_stand_anywhere_on_the_ballot():
    read = read_contest(
        contest("approval", [(["Ash", "None"], 1)], candidates=["None", "Birch", "Ash"])
    )

    assert list(read.ids.items()) == [(NO_ENDORSEMENT, "None"), ("c0", "Birch"), ("c1", "Ash")]
    assert read.profile == {"c1 no-endorsement": 1}
    assert read.tie_order == (NO_ENDORSEMENT, "c0", "c1")


@pytest.mark.parametrize(
    ("rule", "ranked_rules"),
    [
        ("irv", RankedRules(EXHAUST, SKIP, SKIP, LOOKBACK_NONE, STOP_AT_MAJORITY, DECIMAL5)),
        ("stv", RankedRules(EXHAUST, SKIP, SKIP, LOOKBACK_LATEST, STOP_AT_MAJORITY, DECIMAL5)),
        ("star", None),
        ("plurality", None),
    ],
)
def test_options_left_out_have_their_defaults(rule, ranked_rules):
    read = read_contest(contest(rule))

    assert read.rule.ranked == ranked_rules
    assert (read.rule.threshold, read.rule.quorum, read.rule.most_marks) == (None, Quorum(), None)
    assert read.tie_order == ("c0", "c1", NO_ENDORSEMENT)


def test_every_option_of_ranked_ballots_is_taken():
    chosen = {"overvote": "skip", "duplicate": "exhaust", "skipped": "exhaust_two"}

    irv = read_contest(ranked([], tie_lookback="earliest", stop="two_left", **chosen))
    stv = read_contest(ranked([], "stv", tie_lookback="none", arithmetic="exact", **chosen))

    first = ("skip", "exhaust", "exhaust_two")
    assert irv.rule.ranked == RankedRules(*first, "earliest", "two_left", "decimal5")
    assert stv.rule.ranked == RankedRules(*first, "none", "majority", "exact")
    assert (irv.rule.form, stv.rule.form) == (IRV, STV)


@pytest.mark.parametrize(
    ("rule", "base", "ours"),
    [
        ("plurality", "valid", WITHOUT_ABSTENTIONS),
        ("plurality", "cast", ALL_CAST),
        ("plurality", "decisive", NAMED_ONLY),
        ("approval", "valid", WITHOUT_ABSTENTIONS),
        ("approval", "cast", ALL_CAST),
        ("irv", "continuing", CONTINUING),
        ("irv", "valid", WITHOUT_ABSTENTIONS),
        ("irv", "cast", ALL_CAST),
    ],
)
def test_every_base_has_its_name_in_our_words(rule, base, ours):
    read = read_contest(contest(rule, rules={"threshold": SIXTY | {"base": base}}))

    assert read.rule.threshold.base == ours


@pytest.mark.parametrize(
    ("marks", "text"),
    [
        ([], ""),
        ([None, None], ""),
        (["A", "C"], "c0>c2"),
        (["A", None, "B", None], "c0>>c1"),
        ([None, "B"], ">c1"),
        ([["C", "A"], "B"], "c0=c2>c1"),
        ([["B", "B"], "A"], "c1>c0"),
        ([[], "A"], ">c0"),
        (["A", "A"], "c0>c0"),
    ],
)
def test_ranks_are_written_in_one_way(marks, text):
    assert read_contest(ranked([(marks, 5)])).profile == {text: 5}


def test_scores_are_written_in_the_order_of_the_ballot():
    ballots = [({"Birch": 0, "Ash": 5}, 2), ({"Ash": 5, "Birch": 0}, 1), ({}, 4)]

    read = read_contest(contest("star", ballots))

    assert (read.rule.form, read.profile) == (STAR, {"c0:5 c1:0": 3, "": 4})


def test_one_winner_is_all_that_some_rules_have():
    for rule in ("plurality", "irv", "star"):
        assert read_contest(contest(rule, seats=3)).rule.seats == 1


def test_what_does_not_bear_on_the_count_is_passed_over():
    extras = {"title": 5, "provenance": None, "expected": [], "names": "", "colour": {"a": 1.5}}

    assert read_contest(contest() | extras) == read_contest(contest())


def test_options_that_are_null_are_absent():
    rules = dict.fromkeys(["threshold", "quorum", "max_marks", "tie_order"])

    assert read_contest(contest("approval", rules=rules)) == read_contest(contest("approval"))


def test_what_may_be_left_out():
    whole = contest(candidates=["Ash"], none_option=None)
    short = {key: whole[key] for key in ("format", "rule", "seats", "candidates", "ballots")}

    assert read_contest(short) == read_contest(whole)
