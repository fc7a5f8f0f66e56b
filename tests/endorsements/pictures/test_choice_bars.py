"""Single choice, question, approval and two steps as bars: all that a template is given."""

from dataclasses import replace
from fractions import Fraction

import pytest

from endorsements.pictures.bars import Bar, Cell, Column, Line, Mark, Part
from endorsements.pictures.results import result_bars
from endorsements.tally.vocabulary import (
    ALL_BALLOTS,
    ALL_CAST,
    APPROVAL,
    MORE_THAN,
    NAMED_ONLY,
    QUESTION,
    SINGLE_CHOICE,
    WHETHER_WHOM,
    WHOLE_ROLL,
    WITHOUT_ABSTENTIONS,
    Rule,
    Threshold,
)
from tests.endorsements.pictures import counted

SIXTY = Fraction(3, 5)
VOTES = {"ash": 58, "birch": 20, "no-endorsement": 12, "abstain": 10, "": 4, "ash birch": 1}
SINGLE = Rule(("ash", "birch"), Threshold(SIXTY), has_abstain=True)


def lines_of(rule, profile=VOTES, which=0, **besides):
    bar = result_bars(*counted(rule, profile, **besides))[which]
    return [(line.label, *(cell.text for cell in line.cells), line.aside) for line in bar.lines]


def test_a_single_choice_is_one_bar_with_everything_a_template_prints():
    [bar] = result_bars(*counted(SINGLE, {"ash": 70, "birch": 20, "no-endorsement": 10}))

    assert bar == Bar(
        key="governor",
        columns=(Column("Ballots"), Column("Share")),
        lines=(
            Line("Ash Alder", (Cell("70"), Cell("70\u00a0%")), (Part("70", is_solid=True),), True),
            Line("Birch Beech", (Cell("20"), Cell("20\u00a0%")), (Part("20"),)),
            Line(
                "No endorsement",
                (Cell("10"), Cell("10\u00a0%")),
                (Part("10", "no-endorsement"),),
            ),
            Line("Abstain", (Cell("0"), Cell("0\u00a0%")), (Part("0", "abstain"),)),
        ),
        caption="Ballots and share of each choice",
        says="Shares are of 100 ballots. The upright line marks 60\u00a0%: at least 60 ballots.",
        mark=Mark("60", "60\u00a0% needed"),
    )


@pytest.mark.parametrize(
    ("base", "shares"),
    [
        (ALL_BALLOTS, ["58\u00a0%", "20\u00a0%", "12\u00a0%", "10\u00a0%"]),
        (WITHOUT_ABSTENTIONS, ["64.4\u00a0%", "22.2\u00a0%", "13.3\u00a0%", "\u2013"]),
        (NAMED_ONLY, ["74.4\u00a0%", "25.6\u00a0%", "\u2013", "\u2013"]),
        (ALL_CAST, ["55.2\u00a0%", "19\u00a0%", "11.4\u00a0%", "9.5\u00a0%", "4.8\u00a0%"]),
        (WHOLE_ROLL, ["29\u00a0%", "10\u00a0%", "6\u00a0%", "5\u00a0%", "50\u00a0%"]),
    ],
)
def test_shares_are_of_what_the_contest_names_and_the_rest_of_it_has_a_line(base, shares):
    rule = replace(SINGLE, threshold=Threshold(SIXTY, base=base))

    assert [line[2] for line in lines_of(rule, eligible=200)] == shares


def test_what_a_denominator_leaves_out_has_a_number_and_says_so():
    rule = replace(SINGLE, threshold=Threshold(SIXTY, base=NAMED_ONLY))

    assert lines_of(rule)[2:] == [
        ("No endorsement", "12", "\u2013", "left out of the share"),
        ("Abstain", "10", "\u2013", "left out of the share"),
    ]


def test_the_rest_of_the_roll_is_named():
    rule = replace(SINGLE, threshold=Threshold(SIXTY, base=WHOLE_ROLL))

    assert lines_of(rule, eligible=200)[-1] == (
        "Blank, invalid or did not vote",
        "100",
        "50\u00a0%",
        "",
    )


def test_a_share_below_the_bar_is_never_printed_as_the_bar():
    assert lines_of(SINGLE, {"ash": 5_999, "birch": 4_001})[0][2] == "59.99\u00a0%"


def test_without_a_bar_there_is_no_mark():
    [bar] = result_bars(*counted(Rule((), None), {"ash": 3, "cedar": 2}))

    assert bar.mark is None
    assert bar.says == "Shares are of 5 ballots. No bar was set."


def test_the_mark_of_a_bar_to_exceed_says_so():
    rule = replace(SINGLE, threshold=Threshold(Fraction(1, 2), MORE_THAN))
    [bar] = result_bars(*counted(rule, {"ash": 6, "birch": 4}))

    assert bar.mark == Mark("50", "more than 50\u00a0% needed")
    assert "marks more than 50\u00a0%: at least 6 ballots" in bar.says


def test_the_order_is_that_of_the_ballot_whatever_the_numbers_are():
    rule = Rule(("cedar", "ash"), Threshold(SIXTY))

    assert [line[0] for line in lines_of(rule, {"ash": 9, "cedar": 1})] == [
        "Cedar",
        "Ash Alder",
        "No endorsement",
    ]


def test_somebody_who_withdrew_has_no_line():
    rule = replace(SINGLE, has_abstain=False)

    assert [line[0] for line in lines_of(rule, withdrawn=("birch",))] == [
        "Ash Alder",
        "No endorsement",
    ]


def test_a_tie_is_said_beside_those_in_it():
    rule = Rule((), Threshold(Fraction(2, 5)))

    assert [line[3] for line in lines_of(rule, {"ash": 40, "birch": 40, "cedar": 20})] == [
        "in the tie",
        "in the tie",
        "",
        "",
    ]


def test_no_endorsement_that_won_is_drawn_as_a_winner():
    [bar] = result_bars(*counted(SINGLE, {"ash": 3, "no-endorsement": 7}))

    assert [line.label for line in bar.lines if line.is_winner] == ["No endorsement"]


def test_nobody_voted():
    assert [line[1:3] for line in lines_of(SINGLE, {})] == [("0", "0\u00a0%")] * 4


def test_a_question_has_no_position_in_place_of_no_endorsement():
    rule = Rule(("yes", "no"), Threshold(SIXTY), form=QUESTION)

    assert lines_of(rule, {"yes": 30, "no": 66, "no-endorsement": 4}) == [
        ("Yes", "30", "30\u00a0%", ""),
        ("No", "66", "66\u00a0%", ""),
        ("No position", "4", "4\u00a0%", ""),
    ]


def test_approval_gives_each_candidate_a_share_of_all():
    rule = Rule((), Threshold(Fraction(1, 2)), form=APPROVAL, seats=2)
    profile = {"ash birch": 60, "ash": 10, "birch cedar": 10, "cedar": 50, "no-endorsement": 5}
    [bar] = result_bars(*counted(rule, profile))

    assert lines_of(rule, profile) == [
        ("Ash Alder", "70", "51.9\u00a0%", ""),
        ("Birch Beech", "70", "51.9\u00a0%", ""),
        ("Cedar", "60", "44.4\u00a0%", ""),
        ("No endorsement", "5", "3.7\u00a0%", ""),
    ]
    assert bar.caption == "Ballots and share of each candidate"
    assert bar.says.endswith("so the shares need not add up to 100\u00a0%.")


def test_whoever_cleared_the_bar_but_found_no_place_left_is_told_so():
    rule = Rule((), Threshold(Fraction(1, 2)), form=APPROVAL)

    lines = lines_of(rule, {"ash birch": 60, "ash": 20})
    assert [line[3] for line in lines][:3] == ["", "cleared the bar, but no place was left", ""]


TWO_STEPS = Rule(
    (),
    Threshold(SIXTY),
    has_no_endorsement=False,
    has_abstain=True,
    form=WHETHER_WHOM,
    whom_threshold=Threshold(SIXTY, base=WITHOUT_ABSTENTIONS),
)
STEPS = {"yes:ash": 61, "yes:birch": 14, "no:birch": 9, "no:": 8, "yes:abstain": 8}


def test_two_steps_are_two_bars_each_with_its_own_base():
    whether, whom = result_bars(*counted(TWO_STEPS, STEPS))

    assert (whether.title, whom.title) == (
        "First question: whether to endorse anybody",
        "Second question: whom",
    )
    assert (whether.key, whom.key) == ("governor-whether", "governor-whom")
    assert lines_of(TWO_STEPS, STEPS, 0) == [
        ("Yes, endorse", "83", "83\u00a0%", ""),
        ("No, endorse nobody", "17", "17\u00a0%", ""),
        ("Abstain", "0", "0\u00a0%", ""),
    ]
    assert lines_of(TWO_STEPS, STEPS, 1) == [
        ("Ash Alder", "61", "72.6\u00a0%", ""),
        ("Birch Beech", "23", "27.4\u00a0%", ""),
        ("Cedar", "0", "0\u00a0%", ""),
    ]
    assert [line.is_winner for line in (*whether.lines, *whom.lines)] == [
        True,
        False,
        False,
        True,
        False,
        False,
    ]


@pytest.mark.parametrize(
    ("base", "last"),
    [
        (ALL_BALLOTS, ("Abstain", "8", "8.7\u00a0%", "")),
        (ALL_CAST, ("Abstain, blank or invalid", "19", "18.4\u00a0%", "")),
        (WHOLE_ROLL, ("Abstain, blank, invalid or did not vote", "116", "58\u00a0%", "")),
    ],
)
def test_the_second_step_has_a_line_for_the_rest_of_its_base(base, last):
    rule = replace(TWO_STEPS, whom_threshold=Threshold(SIXTY, base=base))

    assert lines_of(rule, STEPS | {"": 3}, 1, eligible=200)[-1] == last


def test_the_first_step_without_a_bar_needs_more_yes_than_no():
    rule = replace(TWO_STEPS, threshold=None)
    whether, _ = result_bars(*counted(rule, STEPS))

    assert whether.mark is None
    assert whether.says.endswith("No bar was set. Yes needed more ballots than No.")


@pytest.mark.parametrize("form", [SINGLE_CHOICE, APPROVAL])
def test_there_is_no_picture_while_only_the_outcome_is_public(form):
    contest, numbers = counted(Rule((), None, form=form), {"ash": 1})
    del numbers["tallies"]

    assert result_bars(contest, numbers) == ()
