"""Whether a lapse begins the minimum days anew."""

from datetime import date

import pytest

from members.dues import judge
from members.dues.belonging import Belonging, present_membership
from tests.members.dues.builders import RULES, credit, dues, entry, rules, waiver

BACK = dues(9, 120_00, "2026-05-01")
SOON = date(2026, 5, 10)
TOO_NEW = "Your membership began on 1 May 2026; 30 days of membership are needed"


def month(number: int, day: str):
    return dues(number, 10_00, day)


@pytest.mark.parametrize(
    ("waits_again", "before", "is_good"),
    [
        ("never", "2019-01-01", True),
        ("always", "2026-02-15", False),
        ("unless_prior_year", "2025-02-01", True),
        ("unless_prior_year", "2026-02-15", True),
        # Covered until 31 December 2024: the last day that is too early.
        ("unless_prior_year", "2024-11-30", False),
        # Covered until 1 January 2025: the first day that does.
        ("unless_prior_year", "2024-12-01", True),
    ],
)
def test_who_comes_back_after_a_lapse(waits_again, before, is_good):
    book = [rules(waits_again=waits_again)]

    standing = judge([month(1, before), BACK], book, SOON)

    assert standing.is_good == is_good
    assert standing.reason.startswith("Dues of $120" if is_good else TOO_NEW)


@pytest.mark.parametrize("waits_again", ["never", "always", "unless_prior_year"])
def test_a_new_member_waits_in_any_case(waits_again):
    assert judge([BACK], [rules(waits_again=waits_again)], SOON).reason.startswith(TOO_NEW)
    assert judge([BACK], [rules(waits_again=waits_again)], date(2026, 5, 31)).is_good


def test_who_pays_within_the_days_of_grace_has_not_lapsed():
    book = [rules(waits_again="always")]
    # Covered until 1 April; grace until 1 May.
    assert judge([month(1, "2026-03-01"), BACK], book, SOON).is_good
    assert not judge([month(1, "2026-02-28"), BACK], book, SOON).is_good


def test_grace_is_that_of_the_day_of_coming_back():
    book = [
        rules(waits_again="always", grace_days=0),
        rules(waits_again="always", effective_from=date(2026, 4, 1)),
    ]

    assert judge([month(1, "2026-03-01"), BACK], book, SOON).is_good


@pytest.mark.parametrize("before", [credit(1, "2026-01-01", "2026-04-20"), waiver(1, "2025-04-20")])
def test_credits_and_waivers_keep_a_membership_unbroken(before):
    assert judge([before, BACK], [rules(waits_again="always")], SOON).is_good


def test_the_present_membership_is_the_last_without_a_break():
    ledger = [
        month(1, "2025-01-01"),
        entry(2, "gift", 5_00, "2025-06-01"),
        month(3, "2025-08-01"),
        month(4, "2025-08-20"),
    ]

    assert present_membership(ledger, [RULES]) == Belonging(date(2025, 8, 1), date(2025, 2, 1))
    assert present_membership(ledger[:2], [RULES]) == Belonging(date(2025, 1, 1), None)
    assert present_membership([], [RULES]) is None
