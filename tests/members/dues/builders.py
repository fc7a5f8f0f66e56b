"""Ledgers and rules for the tests of the pure rule."""

from dataclasses import replace
from datetime import date

from members.dues import Entry, Rules

RULES = Rules(
    effective_from=date(2020, 1, 1),
    annual_dues_cents=120_00,
    monthly_dues_cents=10_00,
    grace_days=30,
    waiver_months=12,
    minimum_days=30,
)


def rules(**changes) -> Rules:
    return replace(RULES, **changes)


def entry(number: int, kind: str, cents: int, day: str, *, undoes: int | None = None) -> Entry:
    return Entry(number, kind, cents, date.fromisoformat(day), undoes)


def dues(number: int, cents: int, day: str) -> Entry:
    return entry(number, "dues", cents, day)


def gift(number: int, cents: int, day: str) -> Entry:
    return entry(number, "gift", cents, day)


def waiver(number: int, day: str) -> Entry:
    return entry(number, "waiver", 0, day)


def refund(number: int, undone: Entry, day: str) -> Entry:
    return entry(number, "refund", -undone.amount_cents, day, undoes=undone.id)
