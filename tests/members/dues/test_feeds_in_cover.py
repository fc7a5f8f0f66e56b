"""Cover and standing from what feeds bring: hardship rates, credits, cancellations, reversals."""

from datetime import date

import pytest

from members.dues import judge
from members.dues.cover import latest_cover, months_covered
from tests.members.dues.builders import (
    RULES,
    credit,
    dues,
    entry,
    reduced,
    refund,
    reversal,
    rules,
)

YEAR = dues(1, 120_00, "2026-03-03")


@pytest.mark.parametrize(
    ("cents", "months"), [(99, 0), (1_00, 1), (11_99, 1), (12_00, 12), (120_00, 12)]
)
def test_dues_at_the_hardship_rate_are_measured_by_its_amounts(cents, months):
    assert months_covered(reduced(1, cents, "2026-03-03"), [RULES]) == months


def test_hardship_dues_too_small_are_named_with_their_own_price():
    book = [rules(reduced_monthly_cents=2_00)]

    standing = judge([reduced(1, 1_00, "2026-03-03")], book, date(2026, 4, 4))

    assert standing.reason == "Dues of $1 on 3 March 2026 are less than one month costs, $2."


def test_a_credit_covers_until_its_day_and_says_so():
    standing = judge([credit(1, "2026-01-01", "2026-06-30")], [RULES], date(2026, 6, 30))

    assert standing.is_good
    assert standing.reason == "Your membership was brought over as paid until 30 June 2026."


def test_a_credit_runs_out_and_lapses_in_words():
    ledger = [credit(1, "2026-01-01", "2026-06-30")]

    assert judge(ledger, [RULES], date(2026, 7, 1)).reason == (
        "Your membership ran out on 30 June 2026; the 30 days of grace last until 30 July 2026."
    )
    assert judge(ledger, [RULES], date(2026, 7, 31)).reason == (
        "Your membership lapsed on 30 June 2026; the 30 days of grace ended on 30 July 2026."
    )


def test_a_credit_withdrawn_is_named():
    brought = credit(1, "2026-01-01", "2026-06-30")

    standing = judge([brought, refund(2, brought, "2026-02-02")], [RULES], date(2026, 3, 3))

    assert standing.reason == "Your membership brought over of 1 January 2026 was withdrawn."


@pytest.mark.parametrize(
    ("start", "until", "expected"),
    [
        ("2026-03-03", "2027-03-03", ("2026-03-03", "2027-03-03")),
        ("2026-03-03", "2027-06-30", ("2026-03-03", "2027-06-30")),
        ("2025-03-03", "2026-06-30", ("2025-03-03", "2027-03-03")),
        ("2025-03-03", "2025-06-30", ("2025-03-03", "2027-03-03")),
    ],
    ids=["the same year", "longer", "earlier", "long ago"],
)
def test_a_credit_lies_over_the_payments_and_adds_nothing(start, until, expected):
    cover = latest_cover([credit(2, start, until), YEAR], [RULES])

    assert (str(cover.since), str(cover.until)) == expected


def test_a_cancellation_takes_nothing_that_was_paid():
    ledger = [YEAR, entry(2, "cancellation", 0, "2026-04-04")]

    assert judge(ledger, [RULES], date(2027, 3, 3)) == judge([YEAR], [RULES], date(2027, 3, 3))


def test_what_is_reversed_never_was():
    ledger = [YEAR, reversal(2, YEAR)]

    assert judge(ledger, [RULES], date(2026, 5, 5)) == judge([], [RULES], date(2026, 5, 5))


def test_a_reversed_refund_leaves_the_payment_standing():
    given_back = refund(2, YEAR, "2026-04-04")

    assert judge([YEAR, given_back, reversal(3, given_back)], [RULES], date(2026, 5, 5)).is_good
