"""Stretches of a line, and labels that keep inside their picture."""

import pytest

from endorsements.pictures.bars import Cell, Mark, Part, stretches


def test_stretches_lie_one_after_the_other_and_the_first_may_have_won():
    assert stretches([("candidate", 3), ("no", 0), ("rest", 1)], 4, is_winner=True) == (
        Part("75", "candidate", "0", is_solid=True),
        Part("25", "rest", "75"),
    )


def test_stretches_of_nothing_are_none():
    assert stretches([("candidate", 0)], 0) == ()


@pytest.mark.parametrize(
    ("position", "anchor"),
    [("33.33", "start"), ("40", "middle"), ("50", "middle"), ("60", "end"), ("100", "end")],
)
def test_the_label_of_a_mark_keeps_inside_the_picture(position, anchor):
    assert Mark(position, "60 % needed").anchor == anchor


def test_a_dash_stands_for_no_figure():
    assert [Cell(text).is_empty for text in ("\u2013", "0")] == [True, False]
