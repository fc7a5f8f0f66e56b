"""Results in the shape of the open format, and the corners of its rules."""

import pytest

from tests.endorsements.tally.interchange.open_contests import contest, ranked, result

NOBODY = {"Ash": 0, "Birch": 0, "None": 0}


def only_round(tallies, elected=(), exhausted=0):
    return {
        "tallies": tallies,
        "exhausted": exhausted,
        "elected": list(elected),
        "eliminated": [],
        "transfers": {},
    }


def test_a_whole_result():
    ballots = [(["Ash"], 3), (["Birch"], 1), (["Ash", "Birch"], 2), ([], 4)]

    assert result(contest(ballots=ballots)) == {
        "cast": 10,
        "valid": 4,
        "outcome": "elected",
        "winners": ["Ash"],
        "rounds": [only_round({"Ash": 3, "Birch": 1, "None": 0}, ["Ash"])],
    }


def test_a_whole_result_of_a_transferable_vote():
    value = ranked([(["A", "B"], 5), (["A", "C"], 2), (["B"], 1), (["C"], 2)], "stv") | {"seats": 2}

    assert result(value) == {
        "cast": 10,
        "valid": 10,
        "quota": 4,
        "outcome": "elected",
        "winners": ["A", "B"],
        "rounds": [
            {
                "tallies": {"A": 7, "B": 1, "C": 2},
                "exhausted": 0,
                "elected": ["A"],
                "eliminated": [],
                "transfers": {"A": {"B": "2.14285", "C": "0.85714", "exhausted": "0.00001"}},
            },
            {
                "tallies": {"A": 4, "B": "3.14285", "C": "2.85714"},
                "exhausted": "0.00001",
                "elected": [],
                "eliminated": ["C"],
                "transfers": {"C": {"exhausted": "2.85714"}},
            },
            only_round({"A": 4, "B": "3.14285"}, ["B"], "2.85715"),
        ],
    }


def test_exact_amounts_are_fractions():
    value = ranked([(["A", "B"], 5), (["A", "C"], 2)], "stv", arithmetic="exact") | {"seats": 2}

    assert result(value)["rounds"][1]["tallies"] == {"A": 3, "B": "20/7", "C": "8/7"}


@pytest.mark.parametrize("rule", ["plurality", "approval", "irv", "stv", "star"])
@pytest.mark.parametrize("number", [0, 3])
def test_no_ballot_is_valid(rule, number):
    blank = {} if rule == "star" else []

    counted = result(contest(rule, [(blank, number)]))

    assert counted.pop("quota", 1) == 1
    assert counted == {
        "cast": number,
        "valid": 0,
        "outcome": "no_endorsement",
        "winners": [],
        "rounds": [only_round(NOBODY)],
    }


@pytest.mark.parametrize("rule", ["plurality", "approval", "irv", "stv", "star"])
def test_below_the_quorum_the_rounds_are_as_always(rule):
    marks = {"Ash": 5} if rule == "star" else ["Ash"]
    with_quorum = contest(rule, [(marks, 3)], {"quorum": {"ballots": 4}})
    without = contest(rule, [(marks, 3)])

    assert result(with_quorum) == result(without) | {"outcome": "no_quorum", "winners": []}
    assert result(without)["winners"] == ["Ash"]


@pytest.mark.parametrize(("cast", "outcome"), [(4, "no_quorum"), (5, "elected")])
def test_a_quorum_by_share_of_the_eligible(cast, outcome):
    value = contest(ballots=[(["Ash"], cast)], rules={"quorum": {"share": "1/2"}}, eligible=9)

    assert result(value)["outcome"] == outcome


@pytest.mark.parametrize(
    ("rule", "marks"),
    [("plurality", ["None"]), ("approval", ["None"]), ("irv", ["None"]), ("star", {"None": 4})],
)
def test_where_no_endorsement_has_most_nobody_wins(rule, marks):
    counted = result(contest(rule, [(marks, 3)]))

    assert (counted["outcome"], counted["winners"]) == ("no_endorsement", [])


def test_no_endorsement_that_wins_a_ranked_count_is_named_in_its_round():
    [only] = result(contest("irv", [(["None", "Ash"], 3), (["Ash"], 2)]))["rounds"]

    assert only == only_round({"Ash": 2, "Birch": 0, "None": 3}, ["None"])


def test_ties_follow_the_published_order():
    ballots = [(["Ash"], 3), (["Birch"], 3)]

    assert result(contest(ballots=ballots))["winners"] == ["Ash"]
    assert result(contest(ballots=ballots, rules={"tie_order": ["Birch", "None", "Ash"]}))[
        "winners"
    ] == ["Birch"]


def test_fewer_candidates_than_seats():
    counted = result(contest("approval", [(["Ash", "Birch"], 3)], seats=7))

    assert counted["winners"] == ["Ash", "Birch"]


def test_more_approvals_than_allowed_make_a_ballot_invalid():
    ballots = [(["Ash", "Birch"], 3), (["Birch"], 1)]

    assert result(contest("approval", ballots, {"max_marks": 1}))["valid"] == 1


def test_a_contest_of_one_without_a_run_off():
    value = contest("star", [({"Ash": 3}, 2)], candidates=["Ash"], none_option=None)

    assert result(value)["rounds"] == [only_round({"Ash": 6}, ["Ash"])]


def test_two_candidates_without_a_point_are_told_apart_by_the_order_alone():
    value = contest("star", [({"Ash": 0}, 2)], {"tie_order": ["Birch", "Ash"]})
    counted = result(value | {"candidates": ["Ash", "Birch"], "none_option": None})

    assert counted["winners"] == ["Birch"]
    assert counted["rounds"][1]["exhausted"] == 2


def test_ids_may_hold_any_characters():
    ids = ["c1", "no-endorsement", "abstain", "", " a b:c>d=e ", "exhausted", "\x00\ud800"]
    value = contest("approval", [(ids[:3], 1), (ids[4:], 2)], candidates=ids, none_option="c1")

    counted = result(value)

    assert counted["rounds"][0]["tallies"] == dict(zip(ids, [0, 0, 0, 0, 2, 2, 2], strict=True))
    assert counted["valid"] == 2


def test_ids_in_ranked_counts_too():
    ids = [">", "=", "c0"]
    value = contest("irv", [([">", ["=", "c0"]], 1), (["=", None, "c0"], 2), (["c0"], 2)])

    counted = result(value | {"candidates": ids, "none_option": None})

    assert counted["rounds"][0]["tallies"] == {">": 1, "=": 2, "c0": 2}
    assert counted["rounds"][0]["transfers"] == {">": {"exhausted": 1}}


@pytest.mark.parametrize(
    ("rules", "first_preferences"),
    [
        ({}, {"A": 1, "B": 1, "C": 1}),
        ({"overvote": "skip"}, {"A": 1, "B": 1, "C": 2}),
        ({"skipped": "exhaust"}, {"A": 1, "B": 0, "C": 0}),
        ({"skipped": "exhaust_two"}, {"A": 1, "B": 1, "C": 0}),
    ],
)
def test_rules_of_reading(rules, first_preferences):
    ballots = [
        (["A"], 1),
        ([None, "B"], 1),
        ([None, None, "C"], 1),
        ([["A", "B"], "C"], 1),
    ]

    assert result(ranked(ballots, **rules))["rounds"][0]["tallies"] == first_preferences
