"""The last round of an instant run-off, and the quota of several seats."""

from dataclasses import replace
from fractions import Fraction

import pytest

from endorsements.pictures.bars import Bar, Cell, Column, Line, Mark, Part
from endorsements.pictures.results import result_bars
from endorsements.tally.vocabulary import (
    ALL_BALLOTS,
    CONTINUING,
    IRV,
    STV,
    TIE_DRAW,
    WHOLE_ROLL,
    RankedRules,
    Rule,
    Threshold,
)
from tests.endorsements.pictures import counted

RULE = Rule((), None, has_abstain=True, form=IRV, ranked=RankedRules())
BALLOTS = {"ash>birch": 40, "birch>ash": 31, "cedar>birch": 22, "cedar": 4, "abstain": 3}
SEATS = Rule(
    ("ash", "birch", "cedar", "dogwood"),
    None,
    has_no_endorsement=False,
    form=STV,
    seats=3,
    ties=TIE_DRAW,
    ranked=RankedRules(),
)


def rows(bar):
    return [(line.label, *(cell.text for cell in line.cells), line.aside) for line in bar.lines]


def test_an_instant_run_off_shows_its_last_round_against_a_majority():
    rule = replace(RULE, has_no_endorsement=False)
    [bar] = result_bars(*counted(rule, BALLOTS))

    assert bar == Bar(
        key="governor",
        columns=(Column("Ballots"), Column("Share")),
        lines=(
            Line("Ash Alder", (Cell("40"), Cell("43\u00a0%")), (Part("43.01"),)),
            Line(
                "Birch Beech",
                (Cell("53"), Cell("57\u00a0%")),
                (Part("56.99", is_solid=True),),
                True,
            ),
            Line("Exhausted", (Cell("4"), Cell("\u2013")), aside="left out of the share"),
        ),
        caption="Ballots and share of each who is left in the last round",
        says="Shares are of 93 ballots that still counted. The upright line marks more than "
        "50\u00a0%: at least 47 ballots.",
        mark=Mark("50", "more than 50\u00a0% needed"),
        title="Round 2, the last",
    )


@pytest.mark.parametrize(
    ("base", "others"),
    [
        (CONTINUING, [("Exhausted", "4", "\u2013", "left out of the share")]),
        (ALL_BALLOTS, [("Exhausted", "4", "4\u00a0%", ""), ("Abstain", "3", "3\u00a0%", "")]),
        (
            WHOLE_ROLL,
            [
                ("Exhausted", "4", "2\u00a0%", ""),
                ("Abstain, blank, invalid or did not vote", "103", "51.5\u00a0%", ""),
            ],
        ),
    ],
)
def test_the_last_round_shows_all_of_the_base_that_its_bar_is_of(base, others):
    rule = replace(RULE, threshold=Threshold(Fraction(3, 5), base=base), has_no_endorsement=False)
    [bar] = result_bars(*counted(rule, BALLOTS, eligible=200))

    assert rows(bar)[2:] == others


def test_a_count_of_one_round_has_no_title():
    [bar] = result_bars(*counted(RULE, {"ash": 3, "birch": 1}))

    assert bar.title == ""
    assert [row[0] for row in rows(bar)] == ["Ash Alder", "Birch Beech", "Cedar", "No endorsement"]


def test_several_seats_show_what_each_had_when_it_was_decided():
    profile = {"ash>birch": 48, "birch": 9, "cedar>dogwood": 24, "dogwood>cedar": 19}
    [bar] = result_bars(*counted(SEATS, profile))

    assert rows(bar) == [
        ("Ash Alder", "48", "elected in round 1"),
        ("Birch Beech", "31", "elected in round 2"),
        ("Cedar", "43", "elected in round 4"),
        ("Dogwood", "19", "excluded in round 3"),
    ]
    assert bar.mark == Mark("54.17", "quota 26")
    assert bar.lines[3].parts == (Part("39.58"),)
    assert bar.says == (
        "Votes of each when elected or excluded, or at the end. The quota is 26 of 100 ballots."
    )


def test_fractions_of_votes_are_cut_and_stand_in_full_beside():
    rule = replace(SEATS, candidates=("ash", "birch", "cedar"), seats=2)
    profile = {"ash>birch": 5, "ash>cedar": 2, "birch": 2, "cedar": 2}
    [bar] = result_bars(*counted(rule, profile))

    assert [line.cells for line in bar.lines] == [
        (Cell("7.00"),),
        (Cell("4.14", "29/7"),),
        (Cell("2.85", "20/7"),),
    ]


def test_a_place_that_no_endorsement_wins_stays_empty():
    rule = replace(SEATS, candidates=("ash", "birch"), seats=1, has_no_endorsement=True)
    [bar] = result_bars(*counted(rule, {"no-endorsement": 8, "ash": 2}))

    assert rows(bar)[2] == ("No endorsement", "8", "elected: this place stays empty")


def test_whoever_is_left_without_a_place_is_not_elected():
    rule = replace(SEATS, candidates=("ash", "birch"), seats=1)

    assert rows(result_bars(*counted(rule, {"ash": 8, "birch": 2}))[0])[1] == (
        "Birch Beech",
        "2",
        "not elected",
    )
