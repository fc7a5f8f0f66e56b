"""What shares are of: the worked example under every denominator, and bars at their edges."""

from fractions import Fraction

import pytest

from endorsements.tally.denominators import BallotNumbers, Bar, bar_of
from endorsements.tally.vocabulary import (
    ALL_BALLOTS,
    ALL_CAST,
    AT_LEAST,
    CONTINUING,
    MAXIMUM_SCORE,
    MORE_THAN,
    NAMED_ONLY,
    WHOLE_ROLL,
    WITHOUT_ABSTENTIONS,
    Threshold,
)

# A 58, B 20, no endorsement 12, abstain 10; with 3 blank and 2 invalid ballots of 200 members.
NUMBERS = BallotNumbers(cast=105, blank=3, invalid=2, abstained=10, eligible=200)


def test_marked_and_valid_follow_from_the_rest():
    assert (NUMBERS.marked, NUMBERS.valid) == (100, 90)


@pytest.mark.parametrize(
    ("base", "denominator"),
    [
        (ALL_BALLOTS, 100),
        (WITHOUT_ABSTENTIONS, 90),
        (NAMED_ONLY, 78),
        (ALL_CAST, 105),
        (CONTINUING, 81),
        (MAXIMUM_SCORE, 450),
        (WHOLE_ROLL, 200),
    ],
)
def test_every_base_has_its_denominator(base, denominator):
    threshold = Threshold(Fraction(3, 5), AT_LEAST, base)

    assert bar_of(threshold, NUMBERS, unnamed=12, continuing=81) == Bar(threshold, denominator)


def test_without_a_threshold_shares_are_of_the_valid_ballots():
    assert bar_of(None, NUMBERS, unnamed=12) == Bar(None, 90)


@pytest.mark.parametrize(
    ("bar", "needed", "highest_that_fails"),
    [
        (Bar(None, 10), None, 0),
        (Bar(None, 0), None, 0),
        (Bar(Threshold(Fraction(3, 5)), 5), 3, 2),
        (Bar(Threshold(Fraction(3, 5)), 1000), 600, 599),
        (Bar(Threshold(Fraction(1, 2), MORE_THAN), 10), 6, 5),
        (Bar(Threshold(Fraction(0)), 10), 1, 0),
    ],
)
def test_a_bar_is_reached_from_its_number_on(bar, needed, highest_that_fails):
    assert bar.needed == needed
    assert not bar.is_reached(highest_that_fails)
    assert bar.is_reached(highest_that_fails + 1)


def test_nothing_reaches_a_bar_without_a_ballot():
    assert not Bar(Threshold(Fraction(1, 2)), 0).is_reached(1)
