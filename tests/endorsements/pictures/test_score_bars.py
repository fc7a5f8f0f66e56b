"""Points of the highest possible, and the final of STAR."""

from dataclasses import replace
from fractions import Fraction

import pytest

from endorsements.pictures.bars import Cell, Mark, Part
from endorsements.pictures.results import result_bars
from endorsements.pictures.score_bars import ScoreRow, score_rows
from endorsements.pictures.stored import Stored
from endorsements.tally.vocabulary import (
    ALL_BALLOTS,
    ALL_CAST,
    MAXIMUM_SCORE,
    MORE_THAN,
    SCORE,
    STAR,
    Rule,
    Threshold,
)
from tests.endorsements.pictures import counted

RULE = Rule(
    (),
    Threshold(Fraction(1, 2), MORE_THAN, MAXIMUM_SCORE),
    has_no_endorsement=False,
    has_abstain=True,
    form=SCORE,
)
SCORES = {"ash:5 birch:4 cedar:0": 23, "birch:3": 14, "cedar:5": 13, "abstain": 7}
FINAL = replace(RULE, form=STAR, threshold=None)


def rows(bar):
    return [(line.label, *(cell.text for cell in line.cells), line.aside) for line in bar.lines]


def test_points_stand_with_their_average_and_their_share_of_the_highest_possible():
    [bar] = result_bars(*counted(RULE, SCORES))

    assert rows(bar) == [
        ("Ash Alder", "115", "2.30", "46\u00a0%", ""),
        ("Birch Beech", "134", "2.68", "53.6\u00a0%", ""),
        ("Cedar", "65", "1.30", "26\u00a0%", ""),
    ]
    assert bar.lines[1].cells[1] == Cell("2.68", "134/50")
    assert bar.lines[1].parts == (Part("53.6", is_solid=True),)
    assert bar.mark == Mark("50", "more than 50\u00a0% needed")
    assert bar.says == (
        "Shares are of 250 points possible. The upright line marks more than 50\u00a0%: at least "
        "126 points. The average is of 50 ballots."
    )


def test_the_ballots_behind_the_points_are_shown():
    assert score_rows(Stored(*counted(RULE, SCORES)))[0] == ScoreRow(
        "Ash Alder", (0, 0, 0, 0, 0, 23)
    )


def test_nobody_scored():
    [bar] = result_bars(*counted(RULE, {}))

    assert rows(bar)[0] == ("Ash Alder", "0", "0.00", "0\u00a0%", "")


def test_star_is_points_first_and_then_the_final():
    points, final = result_bars(*counted(FINAL, SCORES))

    assert (points.title, points.mark) == ("First the points", None)
    assert rows(points) == [
        ("Ash Alder", "115", "2.30", "46\u00a0%", "goes into the final"),
        ("Birch Beech", "134", "2.68", "53.6\u00a0%", "goes into the final"),
        ("Cedar", "65", "1.30", "26\u00a0%", ""),
    ]
    assert [line.is_winner for line in points.lines] == [False] * 3
    assert points.says == "Shares are of 250 points possible. The average is of 50 ballots."
    assert rows(final) == [
        ("Ash Alder", "23", "62.2\u00a0%", ""),
        ("Birch Beech", "14", "37.8\u00a0%", ""),
        ("No preference", "13", "\u2013", "left out of the share"),
    ]
    assert final.says == "Shares are of 37 ballots with a preference. No bar was set."
    assert (points.key, final.key) == ("governor-points", "governor-final")


@pytest.mark.parametrize(
    ("base", "others"),
    [
        (ALL_BALLOTS, [("No preference", "13"), ("Abstain", "7")]),
        (ALL_CAST, [("No preference", "13"), ("Abstain, blank or invalid", "9")]),
    ],
)
def test_the_final_shows_all_of_the_base_that_its_bar_is_of(base, others):
    rule = replace(FINAL, threshold=Threshold(Fraction(1, 2), base=base))
    _, final = result_bars(*counted(rule, SCORES | {"": 2}))

    assert [row[:2] for row in rows(final)[2:]] == others


def test_a_star_contest_of_one_has_points_and_no_final():
    [bar] = result_bars(*counted(replace(FINAL, candidates=("ash",)), {"ash:4": 2}))

    assert (bar.key, bar.title) == ("governor", "")
    assert rows(bar) == [("Ash Alder", "8", "4.00", "80\u00a0%", "")]
    assert bar.lines[0].is_winner
