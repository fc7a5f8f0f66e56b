"""Threshold bars and turnout lines: what a template is given to print."""

from datetime import UTC, datetime, timedelta
from fractions import Fraction

import pytest

from endorsements.pictures import (
    BarLine,
    Gridline,
    Point,
    Segment,
    result_bar,
    threshold_bar,
    turnout_line,
)
from endorsements.tally.vocabulary import ALL_BALLOTS, NAMED_ONLY, WITHOUT_ABSTENTIONS

SIXTY_PERCENT = Fraction(3, 5)
OPENS = datetime(2026, 11, 20, 12, tzinfo=UTC)
CLOSES = OPENS + timedelta(days=10)

CONTEST = {
    "key": "governor",
    "candidates": [{"key": "okafor", "name": "Amara Okafor"}, {"key": "reyes", "name": "D. Reyes"}],
    "threshold": {"share": "3/5", "compare": "at_least", "base": ALL_BALLOTS},
}
NUMBERS = {
    "tallies": {"okafor": 280, "reyes": 90, "no-endorsement": 30, "abstain": 12},
    "winners": ["okafor"],
    "denominator": 412,
    "needed": 248,
}


def with_base(base: str, denominator: int):
    contest = CONTEST | {"threshold": CONTEST["threshold"] | {"base": base}}
    return result_bar(NUMBERS | {"denominator": denominator}, contest)


def test_threshold_bar_gives_each_option_its_share_of_the_base():
    bar = threshold_bar(
        [Segment("Amara Okafor", 280, is_winner=True), Segment("D. Reyes", 132)],
        SIXTY_PERCENT,
        base=412,
        needed_ballots=248,
    )

    assert bar.lines == (
        BarLine("Amara Okafor", 280, "68\u00a0%", "67.96", "candidate", True),
        BarLine("D. Reyes", 132, "32\u00a0%", "32.04", "candidate", False),
    )
    assert (bar.needed, bar.needed_ballots, bar.mark) == ("60\u00a0%", 248, "60")


def test_threshold_bar_never_prints_a_share_below_the_bar_as_the_bar():
    [line] = threshold_bar(
        [Segment("Amara Okafor", 5_999)], SIXTY_PERCENT, base=10_000, needed_ballots=6_000
    ).lines

    assert line.share == "59.99\u00a0%"


def test_threshold_bar_says_when_the_share_must_be_exceeded():
    bar = threshold_bar([], Fraction(1, 2), base=10, needed_ballots=6, is_strict=True)

    assert bar.needed == "more than 50\u00a0%"


@pytest.mark.parametrize(
    ("needed", "anchor"), [("1/3", "start"), ("1/2", "start"), ("3/5", "end"), ("1/1", "end")]
)
def test_threshold_bar_keeps_the_label_of_the_mark_inside_the_picture(needed, anchor):
    assert threshold_bar([], Fraction(needed), base=3, needed_ballots=2).label_anchor == anchor


def test_threshold_bar_without_ballots_is_empty():
    bar = threshold_bar([Segment("D. Reyes", 0)], SIXTY_PERCENT, base=0, needed_ballots=1)

    assert bar.lines == (BarLine("D. Reyes", 0, "0\u00a0%", "0", "candidate", False),)


def test_result_bar_names_every_option_in_the_order_of_the_ballot():
    bar = result_bar(NUMBERS, CONTEST)

    assert [(line.label, line.kind, line.share) for line in bar.lines] == [
        ("Amara Okafor", "candidate", "68\u00a0%"),
        ("D. Reyes", "candidate", "21.8\u00a0%"),
        ("No endorsement", "no-endorsement", "7.3\u00a0%"),
        ("Abstain", "abstain", "2.9\u00a0%"),
    ]
    assert bar.key == "governor"


@pytest.mark.parametrize(
    ("base", "denominator", "without_share"),
    [
        (ALL_BALLOTS, 412, []),
        (WITHOUT_ABSTENTIONS, 400, ["Abstain"]),
        (NAMED_ONLY, 370, ["No endorsement", "Abstain"]),
    ],
)
def test_result_bar_gives_no_share_to_what_the_denominator_leaves_out(
    base, denominator, without_share
):
    bar = with_base(base, denominator)

    assert [line.label for line in bar.lines if line.share == ""] == without_share
    assert [line.ballots for line in bar.lines] == [280, 90, 30, 12]


def test_result_bar_is_none_while_only_the_outcome_is_public():
    assert result_bar({"outcome": "endorsed", "winners": ["okafor"]}, CONTEST) is None


def test_turnout_line_runs_from_the_opening_to_the_last_point():
    line = turnout_line(
        [Point(OPENS + timedelta(days=5), 60), Point(CLOSES, 90)],
        opens_at=OPENS,
        closes_at=CLOSES,
        eligible=400,
    )

    assert line.path == "M0.0 400.0 L500.0 160.0 L1000.0 40.0"
    assert (line.end_x, line.end_y) == ("100", "10")
    assert line.gridlines == (Gridline("0", "25\u00a0%"),)
    assert line.quorum_y == ""


def test_turnout_line_ends_its_scale_at_the_quarter_that_holds_the_quorum():
    line = turnout_line([], opens_at=OPENS, closes_at=CLOSES, eligible=100, quorum=40)

    assert line.gridlines == (Gridline("50", "25\u00a0%"), Gridline("0", "50\u00a0%"))
    assert line.quorum_y == "20"
    assert (line.path, line.end_x, line.end_y) == ("M0.0 400.0", "0", "100")


def test_turnout_line_keeps_a_point_outside_the_voting_time_inside_the_picture():
    line = turnout_line(
        [Point(OPENS - timedelta(days=1), 0), Point(CLOSES + timedelta(days=1), 4)],
        opens_at=OPENS,
        closes_at=CLOSES,
        eligible=0,
    )

    assert line.path == "M0.0 400.0 L0.0 400.0 L1000.0 0.0"


def test_a_result_is_drawn_in_the_ballots_order_however_it_was_stored():
    contest = {
        "key": "governor",
        "candidates": [{"key": "birch", "name": "Birch"}, {"key": "ash", "name": "Ash"}],
        "threshold": {"share": "3/5", "compare": "at_least", "base": "all_ballots"},
    }
    tallies = {"abstain": 1, "no-endorsement": 2, "ash": 3, "birch": 4}
    numbers = {"tallies": tallies, "winners": [], "denominator": 10, "needed": 6}

    bar = result_bar(numbers, contest)

    assert [line.label for line in bar.lines] == ["Birch", "Ash", "No endorsement", "Abstain"]
