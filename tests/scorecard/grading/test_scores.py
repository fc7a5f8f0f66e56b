"""Scores, shares and what is shown: by hand, at the borders, and as properties."""

from collections import Counter
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scorecard.grading import (
    Mark,
    Rules,
    Shown,
    Tally,
    counts_in_medians,
    grade,
    graded,
    half_up_percent,
    letter_of,
    tally,
    tally_of,
)

MARKS = st.lists(st.sampled_from(list(Mark)), max_size=70)


def row(**times):
    return [mark for mark in Mark for _ in range(times.get(mark.value, 0))]


@pytest.mark.parametrize(
    ("part", "whole", "percent"),
    [(0, 1, 0), (1, 1, 100), (1, 8, 13), (1, 200, 1), (1, 201, 0), (2, 3, 67), (1, 3, 33)],
)
def test_halves_are_rounded_up(part, whole, percent):
    assert half_up_percent(part, whole) == percent


def test_there_is_no_share_of_nothing():
    assert half_up_percent(0, 0) is None


def test_being_absent_or_present_costs_as_much_as_a_wrong_vote():
    assert grade(row(plus=6, nv=2, nvp=1, other=1)).score == 60
    assert grade(row(plus=6, minus=4)).score == 60


def test_who_was_not_in_office_is_not_scored_for_it_but_falls_under_the_bar():
    joined_late = grade(row(plus=8, na=2))

    assert (joined_late.score, joined_late.recorded) == (100, 80)
    assert joined_late.shown == Shown.MISSED


@pytest.mark.parametrize(
    ("absent", "shown", "in_medians"),
    [(9, Shown.SCORE, True), (10, Shown.SCORE, False), (11, Shown.MISSED, False)],
)
def test_exactly_ninety_is_shown_and_not_counted_in_medians(absent, shown, in_medians):
    one = grade(row(plus=100 - absent, nv=absent))

    assert one.shown == shown
    assert counts_in_medians(one) is in_medians


def test_a_real_nought_is_shown():
    one = grade(row(minus=10))

    assert (one.score, one.letter, one.shown) == (0, "F", Shown.SCORE)
    assert one.is_shown


def test_nobody_is_scored_without_votes():
    one = grade(row(na=10))

    assert (one.score, one.recorded, one.letter, one.shown) == (None, 0, "", Shown.NO_DATA)
    assert not one.is_shown
    assert grade([]).shown == Shown.NO_DATA
    assert not counts_in_medians(grade([]))


def test_older_rules_show_a_score_with_a_mark_and_count_absence_as_recorded():
    older = Rules(shown_from=50, marked_below=90, absence_is_recorded=True)

    assert grade(row(plus=8, na=2), older).shown == Shown.MARKED
    assert grade(row(plus=8, nv=2), older).shown == Shown.SCORE
    assert grade(row(plus=4, na=6), older).shown == Shown.MISSED


LETTERS = {
    "A+": (100, 99, 98),
    "A": (97, 94),
    "A-": (93, 90),
    "B+": (89, 88),
    "B-": (80,),
    "C+": (78,),
    "C": (77, 74),
    "C-": (73,),
    "D-": (60,),
    "F": (59, 58, 0),
}


@pytest.mark.parametrize("letter", LETTERS)
def test_letters(letter):
    assert {letter_of(points) for points in LETTERS[letter]} == {letter}


@given(MARKS)
def test_a_tally_loses_no_mark(marks):
    assert tally(marks).cells == len(marks)


@given(MARKS)
def test_a_score_is_the_exact_share_rounded(marks):
    one = grade(marks)

    if one.tally.in_office:
        share = Fraction(100 * one.tally.plus, one.tally.in_office)
        assert -Fraction(1, 2) < one.score - share <= Fraction(1, 2)
    else:
        assert one.score is None


@given(MARKS, st.sampled_from(list(Mark)))
def test_one_more_plus_never_costs(marks, replaced):
    without = grade([*marks, replaced])
    with_plus = grade([*marks, Mark.PLUS])

    assert (with_plus.score or 0) >= (without.score or 0)


def test_an_empty_tally_has_no_cells():
    assert Tally().cells == 0


def test_marks_that_were_counted_elsewhere_are_graded_the_same():
    marks = [*Mark, Mark.PLUS, Mark.PLUS, Mark.ABSENT]
    assert tally_of(Counter(marks)) == tally(marks)
    assert tally_of({}) == Tally()
    assert graded(tally(marks)) == grade(marks)
