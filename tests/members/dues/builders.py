"""Ledgers and rules for the tests of the pure rule."""

from dataclasses import replace
from datetime import UTC, date, datetime

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


def reduced(number: int, cents: int, day: str) -> Entry:
    return entry(number, "reduced", cents, day)


def credit(number: int, day: str, until: str) -> Entry:
    return replace(entry(number, "credit", 0, day), covers_until=date.fromisoformat(until))


def reversal(number: int, undone: Entry) -> Entry:
    return replace(
        undone, id=number, kind="reversal", amount_cents=-undone.amount_cents, undoes=undone.id
    )


def recorded(paid: Entry, day: str) -> Entry:
    """The entry as written at noon of the day."""
    return replace(paid, recorded_at=datetime.fromisoformat(f"{day}T12:00").replace(tzinfo=UTC))
