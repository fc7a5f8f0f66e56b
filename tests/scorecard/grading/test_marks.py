"""Cells as marks, and marks as votes."""

import pytest

from scorecard.grading import (
    Group,
    Mark,
    Side,
    group_of,
    read_mark,
    side_of,
    sides,
    upper_median,
    word_of,
)

PLAIN = {
    "+": Mark.PLUS,
    " +": Mark.PLUS,
    "  +": Mark.PLUS,
    "+\N{NO-BREAK SPACE}": Mark.PLUS,
    "-": Mark.MINUS,
    "NV": Mark.ABSENT,
    "NVP\n": Mark.PRESENT,
    " n/a": Mark.NOT_IN_OFFICE,
}
WORDS = {
    (Mark.PLUS, Side.YES): "Yes",
    (Mark.PLUS, Side.NO): "No",
    (Mark.MINUS, Side.YES): "No",
    (Mark.MINUS, Side.NO): "Yes",
    (Mark.ABSENT, Side.YES): "Absent",
    (Mark.PRESENT, Side.NO): "Present",
    (Mark.NOT_IN_OFFICE, Side.YES): "N/A",
    (Mark.OTHER, Side.YES): "N/A",
}


@pytest.mark.parametrize("cell", PLAIN)
def test_marks_are_read_with_blanks_around_them(cell):
    assert read_mark(cell) == PLAIN[cell]


@pytest.mark.parametrize(
    "cell", ["", "  ", "?", "yes", "++", "0", "\N{MINUS SIGN}", "nv", "N/A", "n\u2215a"]
)
def test_anything_else_counts_as_no_plus(cell):
    assert read_mark(cell) == Mark.OTHER


@pytest.mark.parametrize(("mark", "position"), WORDS)
def test_words_that_visitors_read(mark, position):
    assert word_of(mark, position) == WORDS[mark, position]


def test_only_votes_have_a_side():
    assert [side_of(mark, Side.NO) for mark in Mark] == [Side.NO, Side.YES, None, None, None, None]


@pytest.mark.parametrize(("position", "counted"), [(Side.YES, (2, 1)), (Side.NO, (1, 2))])
def test_a_roll_call_is_turned_round_where_the_position_is_no(position, counted):
    assert sides([Mark.PLUS, Mark.PLUS, Mark.MINUS, Mark.ABSENT], position) == counted


@pytest.mark.parametrize(
    ("values", "median"), [([], None), ([5], 5), ([1, 9], 9), ([9, 1, 5], 5), ([4, 1, 3, 2], 3)]
)
def test_of_two_in_the_middle_the_upper_one_counts(values, median):
    assert upper_median(values) == median


def test_everybody_but_democrats_is_one_group():
    parties = ["Democratic", "Republican", "Independent", ""]

    assert [group_of(party) for party in parties] == [Group.DEMOCRATIC] + [Group.OTHERS] * 3
