"""Numbers of a count: shares, and amounts as results and files have them."""

from fractions import Fraction

import pytest

from endorsements.tally.counts import Count, written
from endorsements.tally.vocabulary import BAR_NOT_REACHED, DECIMAL5, EXACT


@pytest.mark.parametrize(
    ("amount", "arithmetic", "text"),
    [
        (12, "", 12),
        (Fraction(12), DECIMAL5, 12),
        (Fraction(80607214, 100_000), DECIMAL5, "806.07214"),
        (Fraction(1, 100_000), DECIMAL5, "0.00001"),
        (Fraction(7, 3), EXACT, "7/3"),
        (Fraction(7, 3), "", "7/3"),
    ],
)
def test_an_amount_is_written_in_one_way(amount, arithmetic, text):
    assert written(amount, arithmetic) == text


def test_a_fraction_may_be_longer_than_python_writes_at_once():
    text = str(written(Fraction(10**9000 + 7, 3**9000), EXACT))

    numerator, denominator = text.split("/")
    assert numerator == f"1{'0' * 8999}7"
    assert (len(denominator), denominator[-4:]) == (4295, "0001")


def test_shares_are_exact_and_nothing_without_ballots():
    numbers = {"cast": 9, "blank": 0, "invalid": 0, "marked": 9, "eligible": 9, "needed": None}
    count = Count(
        **numbers,
        tallies={"ash": 3},
        denominator=9,
        quorum_needed=0,
        outcome=BAR_NOT_REACHED,
        abstained=2,
    )

    assert (count.valid, count.share("ash")) == (7, Fraction(1, 3))
    assert Count(**vars(count) | {"denominator": 0}).share("ash") == 0
