"""The sentences that tell a voter why they are in good standing, or why not."""

from collections.abc import Sequence
from datetime import date, datetime

from members.dues.cover import (
    CREDIT,
    DUES,
    GIFT,
    REDUCED,
    WAIVER,
    Cover,
    Entry,
    Rules,
    last_day_of_grace,
    rules_on,
)


def covered(cover: Cover) -> str:
    if cover.paid_by.kind == WAIVER:
        return f"Your dues are waived until {_day(cover.until)}."
    if cover.paid_by.kind == CREDIT:
        return f"Your membership was brought over as paid until {_day(cover.until)}."
    return f"{_dues(cover.paid_by)} cover until {_day(cover.until)}."


def in_grace(cover: Cover, rules: Rules) -> str:
    last = _day(last_day_of_grace(cover, rules))
    return f"{_end(cover, 'ran out')}; the {_days(rules.grace_days)} of grace last until {last}."


def lapsed(cover: Cover, refunded: Sequence[Entry], rules: Rules) -> str:
    """Args: refunded: undone entries that would have covered something, oldest first."""
    missed = [entry for entry in refunded if entry.received_on >= cover.paid_by.received_on]
    before = f"{_refund(missed[-1])} " if missed else ""
    if not rules.grace_days:
        return f"{before}{_end(cover, 'lapsed')}."
    last = _day(last_day_of_grace(cover, rules))
    grace = f"the {_days(rules.grace_days)} of grace ended on {last}"
    return f"{before}{_end(cover, 'lapsed')}; {grace}."


def too_new(cover: Cover, rules: Rules) -> str:
    are = "is" if rules.minimum_days == 1 else "are"
    return (
        f"Your membership began on {_day(cover.since)}; {_days(rules.minimum_days)} of "
        f"membership {are} needed before you can vote."
    )


def recorded_late(entry: Entry, frozen_at: datetime) -> str:
    """Args: frozen_at: gives the zone of the day of recording, too."""
    if entry.recorded_at is None:
        raise ValueError("An entry without a moment of recording is never late.")
    recorded_on = _day(entry.recorded_at.astimezone(frozen_at.tzinfo).date())
    return (
        f"{_what(entry)} came onto the ledger on {recorded_on}, after the roll was frozen "
        f"on {_day(frozen_at.date())}."
    )


def first_paid_later(entry: Entry, day: date) -> str:
    return f"The first entry that counts is of {_day(entry.received_on)}, after {_day(day)}."


def never_covered(
    entries: Sequence[Entry], refunded: Sequence[Entry], rulebook: Sequence[Rules]
) -> str:
    """Args: entries: those that stand, oldest first; refunded: as in `lapsed`."""
    dues = [entry for entry in entries if entry.kind in (DUES, REDUCED)]
    if refunded:
        return _refund(refunded[-1])
    if dues:
        rules, is_reduced = rules_on(rulebook, dues[-1].received_on), dues[-1].kind == REDUCED
        least = rules.reduced_monthly_cents if is_reduced else rules.monthly_dues_cents
        return f"{_dues(dues[-1])} are less than one month costs, {_money(least)}."
    if any(entry.kind == GIFT for entry in entries):
        return "Gifts are recorded for you, but no dues."
    return "No dues are recorded for you."


def _end(cover: Cover, verb: str) -> str:
    if cover.paid_by.kind == CREDIT:
        return f"Your membership {verb} on {_day(cover.until)}"
    if cover.paid_by.kind == WAIVER:
        return f"Your waiver of dues ended on {_day(cover.until)}"
    return f"Your dues {verb} on {_day(cover.until)}"


def _what(entry: Entry) -> str:
    if entry.kind in (WAIVER, CREDIT):
        thing = "A waiver of dues" if entry.kind == WAIVER else "A membership brought over"
        return f"{thing} of {_day(entry.received_on)}"
    return _dues(entry)


def _dues(entry: Entry) -> str:
    return f"Dues of {_money(entry.amount_cents)} on {_day(entry.received_on)}"


def _refund(entry: Entry) -> str:
    day = _day(entry.received_on)
    if entry.kind == WAIVER:
        return f"Your waiver of dues of {day} was withdrawn."
    if entry.kind == CREDIT:
        return f"Your membership brought over of {day} was withdrawn."
    return f"Your payment of {_money(entry.amount_cents)} on {day} was refunded."


def _money(cents: int) -> str:
    dollars, rest = divmod(cents, 100)
    return f"${dollars:,}.{rest:02}" if rest else f"${dollars:,}"


def _day(day: date) -> str:
    return f"{day:%-d %B %Y}"


def _days(count: int) -> str:
    return f"{count} day" if count == 1 else f"{count} days"
