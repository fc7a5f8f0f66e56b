"""Exact numbers as figures."""

from fractions import Fraction

import pytest

from endorsements.pictures.figures import (
    as_fraction,
    as_percent,
    cut,
    decimals_for,
    exact,
    position,
    share_of,
)


@pytest.mark.parametrize(
    ("written", "amount"),
    [(12, Fraction(12)), ("806.07214", Fraction(80607214, 100_000)), ("7/3", Fraction(7, 3))],
)
def test_exact_reads_what_results_hold(written, amount):
    assert exact(written) == amount


@pytest.mark.parametrize(
    ("amount", "decimals", "figure"),
    [
        (Fraction(12), 0, "12"),
        (Fraction(12), 2, "12.00"),
        (Fraction(7, 3), 2, "2.33"),
        (Fraction(11_299_999, 100_000), 2, "112.99"),
        (Fraction(-7, 3), 2, "\u22122.33"),
        (Fraction(-5), 0, "\u22125"),
    ],
)
def test_cut_never_rounds_up(amount, decimals, figure):
    assert cut(amount, decimals) == figure


@pytest.mark.parametrize(
    ("groups", "decimals"),
    [
        ([], 0),
        ([[Fraction(3), Fraction(4)]], 0),
        ([[Fraction(3), Fraction(7, 2)]], 2),
        ([[Fraction(10_001, 10_000), Fraction(10_004, 10_000)]], 4),
        ([[Fraction(1, 3), Fraction(333_333, 1_000_000)]], 5),
        ([[Fraction(1, 2)], [Fraction(501, 1000)]], 2),
    ],
)
def test_decimals_are_as_few_as_tell_the_amounts_of_a_round_apart(groups, decimals):
    assert decimals_for(groups) == decimals


@pytest.mark.parametrize(
    ("amount", "text"),
    [(Fraction(4), ""), (Fraction(7, 3), "7/3"), (Fraction(1, 10**50), "")],
)
def test_a_fraction_is_printed_where_it_says_something(amount, text):
    assert as_fraction(amount) == text


def test_a_share_without_a_base_is_nothing():
    assert (share_of(3, 0), share_of(3, 4)) == (Fraction(0), Fraction(3, 4))


def test_percent_and_number_are_not_torn_apart():
    assert as_percent(Fraction(2, 3)) == "66.7\u00a0%"


@pytest.mark.parametrize(
    ("share", "text"), [(Fraction(1, 3), "33.33"), (Fraction(1), "100"), (Fraction(0), "0")]
)
def test_a_position_is_a_short_number(share, text):
    assert position(share) == text
