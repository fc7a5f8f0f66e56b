"""Dues for calendar years, as clubs have them that ask everybody to renew by the year's end."""

from datetime import date

import pytest

from members.dues import latest_cover
from tests.members.dues.builders import dues, reduced, rules, waiver

CALENDAR = [rules(period="calendar", next_year_from=10)]


def until(*ledger, book=None):
    return latest_cover(list(ledger), book or CALENDAR).until


@pytest.mark.parametrize(
    ("day", "last"),
    [
        ("2026-01-01", date(2026, 12, 31)),
        ("2026-09-30", date(2026, 12, 31)),
        ("2026-10-01", date(2027, 12, 31)),
        ("2026-12-31", date(2027, 12, 31)),
    ],
)
def test_a_years_dues_cover_the_calendar_year_or_from_autumn_on_the_next_too(day, last):
    assert until(dues(1, 120_00, day)) == last
    assert until(reduced(1, 12_00, day)) == last


def test_thirteen_means_that_no_month_pays_for_the_next_year():
    book = [rules(period="calendar", next_year_from=13)]

    assert until(dues(1, 120_00, "2026-12-31"), book=book) == date(2026, 12, 31)


def test_who_renews_early_has_the_next_year_and_who_renews_late_this_one():
    early = [dues(1, 120_00, "2026-02-01"), dues(2, 120_00, "2026-11-15")]
    late = [dues(1, 120_00, "2025-02-01"), dues(2, 120_00, "2026-03-15")]

    assert until(*early) == date(2027, 12, 31)
    assert until(*late) == date(2026, 12, 31)


def test_months_and_waivers_are_counted_from_their_own_day():
    assert until(dues(1, 10_00, "2026-03-15")) == date(2026, 4, 15)
    assert until(waiver(1, "2026-03-15")) == date(2027, 3, 15)


def test_a_month_after_a_paid_year_comes_on_top():
    assert until(dues(1, 120_00, "2026-03-01"), dues(2, 10_00, "2026-04-01")) == date(2027, 1, 31)


def test_a_years_dues_give_no_less_than_twelve_months_to_who_was_covered_longer():
    book = [rules(), rules(effective_from=date(2026, 1, 1), period="calendar")]

    assert until(dues(1, 120_00, "2025-06-15"), dues(2, 120_00, "2026-05-01"), book=book) == date(
        2027, 6, 15
    )
