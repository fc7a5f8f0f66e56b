"""Which days a ledger pays for."""

from datetime import date

import pytest

from members.dues.cover import (
    Cover,
    add_months,
    last_day_of_grace,
    latest_cover,
    months_covered,
    rules_on,
    split_undone,
)
from tests.members.dues.builders import RULES, dues, gift, refund, rules, waiver


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        ("2026-03-03", 12, "2027-03-03"),
        ("2026-01-31", 1, "2026-02-28"),
        ("2028-01-31", 1, "2028-02-29"),
        ("2026-01-31", 2, "2026-03-31"),
        ("2026-12-15", 1, "2027-01-15"),
        ("2028-02-29", 12, "2029-02-28"),
        ("2026-11-30", 13, "2027-12-30"),
        ("2026-05-05", 0, "2026-05-05"),
    ],
)
def test_add_months_follows_the_calendar(day, months, expected):
    assert add_months(date.fromisoformat(day), months) == date.fromisoformat(expected)


@pytest.mark.parametrize(
    ("day", "expected"),
    [("2019-12-31", 2020), ("2020-01-01", 2020), ("2025-12-31", 2020), ("2026-01-01", 2026)],
)
def test_rules_on_are_the_latest_in_effect(day, expected):
    book = [rules(effective_from=date(2026, 1, 1)), RULES]

    assert rules_on(book, date.fromisoformat(day)).effective_from.year == expected


@pytest.mark.parametrize(
    ("paid", "months"),
    [
        (dues(1, 9_99, "2026-03-03"), 0),
        (dues(1, 10_00, "2026-03-03"), 1),
        (dues(1, 119_99, "2026-03-03"), 1),
        (dues(1, 120_00, "2026-03-03"), 12),
        (dues(1, 5_000_00, "2026-03-03"), 12),
        (gift(1, 5_000_00, "2026-03-03"), 0),
        (waiver(1, "2026-03-03"), 12),
        (refund(2, dues(1, 120_00, "2026-03-03"), "2026-03-04"), 0),
    ],
)
def test_months_covered_by_one_entry(paid, months):
    assert months_covered(paid, [RULES]) == months


def test_months_covered_go_by_the_amounts_of_the_day_of_payment():
    book = [RULES, rules(effective_from=date(2026, 6, 1), annual_dues_cents=200_00)]

    assert months_covered(dues(1, 120_00, "2026-05-31"), book) == 12
    assert months_covered(dues(1, 120_00, "2026-06-01"), book) == 1


def test_split_undone_parts_what_stands_from_what_was_undone():
    paid, given = dues(1, 120_00, "2026-03-03"), gift(2, 5_00, "2026-02-02")
    ledger = [refund(3, paid, "2026-04-04"), paid, given]

    assert split_undone(ledger, date(2026, 4, 4)) == ([given], [paid])


def test_split_undone_knows_nothing_of_later_days():
    paid = dues(1, 120_00, "2026-03-03")
    ledger = [paid, refund(2, paid, "2026-04-04"), dues(3, 120_00, "2026-05-05")]

    assert split_undone(ledger, date(2026, 4, 3)) == ([paid], [])


def test_latest_cover_is_none_without_covering_entries():
    assert latest_cover([], [RULES]) is None
    assert latest_cover([gift(1, 120_00, "2026-03-03")], [RULES]) is None


def test_latest_cover_adds_months_that_are_paid_early():
    first, second = dues(1, 120_00, "2026-03-03"), dues(2, 120_00, "2027-02-01")

    cover = latest_cover([first, second], [RULES])

    assert cover == Cover(date(2026, 3, 3), date(2026, 3, 3), 24, second)
    assert cover.until == date(2028, 3, 3)


def test_latest_cover_adds_months_paid_on_the_last_covered_day():
    entries = [dues(1, 10_00, "2026-03-03"), dues(2, 10_00, "2026-04-03")]

    assert latest_cover(entries, [RULES]).until == date(2026, 5, 3)


def test_latest_cover_starts_anew_after_a_gap():
    first, second = dues(1, 10_00, "2026-03-03"), dues(2, 10_00, "2026-04-04")

    cover = latest_cover([first, second], [RULES])

    assert cover == Cover(date(2026, 3, 3), date(2026, 4, 4), 1, second)
    assert cover.until == date(2026, 5, 4)


def test_latest_cover_does_not_drift_over_short_months():
    entries = [dues(1, 10_00, "2026-01-31"), dues(2, 10_00, "2026-02-28")]

    assert latest_cover(entries, [RULES]).until == date(2026, 3, 31)


def test_last_day_of_grace_counts_from_the_last_covered_day():
    cover = latest_cover([dues(1, 10_00, "2026-04-01")], [RULES])

    assert last_day_of_grace(cover, RULES) == date(2026, 5, 31)
