"""The sentences that tell a voter why they are in good standing, or why not, and what helps.

Written here and nowhere else: every answer comes as `Grounds`, whoever found them.
"""

from collections.abc import Callable
from datetime import date, timedelta

from members.dues import grounds as causes
from members.dues.cover import CREDIT, WAIVER
from members.dues.grounds import Grounds

PAY = "Pay your dues to be on the next one."
ASK = "If you think that this is a mistake, write to us: we can look at what is recorded."
# Each cause for staff, in few words.
NAMES = {
    causes.COVERED: "paid up",
    causes.IN_GRACE: "in the days of grace",
    causes.LAPSED: "lapsed",
    causes.TOO_NEW: "too new",
    causes.REFUNDED: "refunded or withdrawn",
    causes.TOO_LITTLE: "paid less than a month costs",
    causes.GIFTS_ONLY: "gifts alone",
    causes.NOTHING: "never paid",
    causes.RECORDED_LATE: "recorded too late",
    causes.FIRST_PAID_LATER: "first paid after the record date",
    causes.LEFT: "closed the account",
    causes.ATTENDANCE: "too few meetings",
}
# What somebody who is not on a roll can do about it.
ADVICE = {
    causes.LAPSED: PAY,
    causes.REFUNDED: PAY,
    causes.TOO_LITTLE: "Pay dues for a month or a year to be on the next one.",
    causes.GIFTS_ONLY: "Gifts are welcome, but dues make you a voter: pay them to be on the next.",
    causes.NOTHING: f"{PAY} If you have paid, perhaps it was under another name or address: "
    "write to us.",
    causes.TOO_NEW: "You need do nothing: you will be on the rolls of later rounds.",
    causes.RECORDED_LATE: "It counts for the next round. " + ASK,
    causes.FIRST_PAID_LATER: "It counts for the next round.",
    causes.LEFT: "Join again to be on the next one.",
    causes.ATTENDANCE: "Come to the next meetings. " + ASK,
}


def in_words(grounds: Grounds) -> str:
    """One or two sentences, to the person themselves."""
    return _SENTENCES[grounds.cause](grounds)


def what_helps(grounds: Grounds) -> str:
    """What somebody off a roll on these grounds can do; empty for who is in good standing."""
    return ADVICE.get(grounds.cause, "")


def _covered(grounds: Grounds) -> str:
    if grounds.kind == WAIVER:
        return f"Your dues are waived until {_day(grounds.until)}."
    if grounds.kind == CREDIT:
        return f"Your membership was brought over as paid until {_day(grounds.until)}."
    return f"{_dues(grounds)} cover until {_day(grounds.until)}."


def _in_grace(grounds: Grounds) -> str:
    return (
        f"{_end(grounds, 'ran out')}; the {_days(grounds.grace_days)} of grace last until "
        f"{_last_of_grace(grounds)}."
    )


def _lapsed(grounds: Grounds) -> str:
    before = f"{_refunded(grounds)} " if grounds.back_on else ""
    if not grounds.grace_days:
        return f"{before}{_end(grounds, 'lapsed')}."
    grace = f"the {_days(grounds.grace_days)} of grace ended on {_last_of_grace(grounds)}"
    return f"{before}{_end(grounds, 'lapsed')}; {grace}."


def _too_new(grounds: Grounds) -> str:
    are = "is" if grounds.minimum_days == 1 else "are"
    return (
        f"Your membership began on {_day(grounds.began)}; {_days(grounds.minimum_days)} of "
        f"membership {are} needed before you can vote."
    )


def _refunded(grounds: Grounds) -> str:
    day = _day(grounds.back_on)
    if grounds.back_kind == WAIVER:
        return f"Your waiver of dues of {day} was withdrawn."
    if grounds.back_kind == CREDIT:
        return f"Your membership brought over of {day} was withdrawn."
    return f"Your payment of {_money(grounds.back_cents)} on {day} was refunded."


def _too_little(grounds: Grounds) -> str:
    return f"{_dues(grounds)} are less than one month costs, {_money(grounds.least_cents)}."


def _recorded_late(grounds: Grounds) -> str:
    return (
        f"{_what(grounds)} came onto the ledger on {_day(grounds.recorded_on)}, after the roll "
        f"was frozen on {_day(grounds.frozen_on)}."
    )


def _first_paid_later(grounds: Grounds) -> str:
    return f"The first entry that counts is of {_day(grounds.paid_on)}, after {_day(grounds.day)}."


def _attendance(grounds: Grounds) -> str:
    meetings = "meeting" if grounds.needed == 1 else "meetings"
    are = "is" if grounds.attended == 1 else "are"
    return (
        f"This chapter asks for {grounds.needed} {meetings} since {_day(grounds.since)}; "
        f"{grounds.attended or 'none'} of yours {are} recorded."
    )


_SENTENCES: dict[str, Callable[[Grounds], str]] = {
    causes.COVERED: _covered,
    causes.IN_GRACE: _in_grace,
    causes.LAPSED: _lapsed,
    causes.TOO_NEW: _too_new,
    causes.REFUNDED: _refunded,
    causes.TOO_LITTLE: _too_little,
    causes.GIFTS_ONLY: lambda _: "Gifts are recorded for you, but no dues.",
    causes.NOTHING: lambda _: "No dues are recorded for you.",
    causes.RECORDED_LATE: _recorded_late,
    causes.FIRST_PAID_LATER: _first_paid_later,
    causes.LEFT: lambda grounds: f"You closed your account on {_day(grounds.left_on)}.",
    causes.ATTENDANCE: _attendance,
}


def _end(grounds: Grounds, verb: str) -> str:
    if grounds.kind == CREDIT:
        return f"Your membership {verb} on {_day(grounds.until)}"
    if grounds.kind == WAIVER:
        return f"Your waiver of dues ended on {_day(grounds.until)}"
    return f"Your dues {verb} on {_day(grounds.until)}"


def _last_of_grace(grounds: Grounds) -> str:
    return _day(grounds.until and grounds.until + timedelta(days=grounds.grace_days or 0))


def _what(grounds: Grounds) -> str:
    if grounds.kind in (WAIVER, CREDIT):
        thing = "A waiver of dues" if grounds.kind == WAIVER else "A membership brought over"
        return f"{thing} of {_day(grounds.paid_on)}"
    return _dues(grounds)


def _dues(grounds: Grounds) -> str:
    return f"Dues of {_money(grounds.cents)} on {_day(grounds.paid_on)}"


def _money(cents: int | None) -> str:
    dollars, rest = divmod(cents or 0, 100)
    return f"${dollars:,}.{rest:02}" if rest else f"${dollars:,}"


def _day(day: date | None) -> str:
    return f"{day:%-d %B %Y}" if day else "an unknown day"


def _days(count: int | None) -> str:
    return f"{count} day" if count == 1 else f"{count or 0} days"
