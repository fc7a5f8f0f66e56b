"""Membership and money by the month, for staff.

Members are counted by the one rule on standing, on the last day of each month, and kept: judging
everybody on thirty-six days takes too long for a page. The latest months are reckoned anew every
night, since files come late; what is dated further back waits for `manage.py reckon_months`.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Min, Q, Sum
from django.db.models.functions import TruncMonth
from django.utils import timezone

from members.dues import Rules, add_months
from members.dues.grounds import COVERED, IN_GRACE, TOO_NEW
from members.everyone import everyones_standing
from members.models import Contribution, ContributionKind, MonthNumbers
from members.standing import rulebook

MONTHS_SHOWN = 36
RECKONED_ANEW = 3
OF_MEMBERS = (COVERED, IN_GRACE, TOO_NEW)
OF_DUES = [ContributionKind.DUES, ContributionKind.REDUCED]
IS_REDUCED = Q(kind=ContributionKind.REDUCED)
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class MonthEnd:
    """Members on a day: their ids, with the first and the last day their dues cover."""

    covered: dict[int, tuple[date, date]]
    good: int


@dataclass(frozen=True)
class Income:
    """Cents of a month. Refunds are below zero, in the month in which they were given back."""

    month: date
    yearly: int
    monthly: int
    gifts: int
    refunds: int


def reckon(months: list[date]) -> None:
    """Count these months and keep the numbers, whatever was kept before.

    Args:
        months: first days, in order.
    """
    before: tuple[date, MonthEnd] | None = None
    for month in months:
        eve = month - ONE_DAY
        start = before[1] if before and before[0] == eve else members_on(eve)
        end_day = _next(month) - ONE_DAY
        end = members_on(end_day)
        before = end_day, end
        MonthNumbers.objects.update_or_create(
            month=month, defaults=_compared(start, end, eve) | {"reckoned_at": timezone.now()}
        )


def reckon_what_is_due() -> int:
    """Count what was never counted, and the latest months once a day; says how many."""
    shown = whole_months(timezone.localdate())
    fresh = MonthNumbers.objects.filter(month__in=shown)
    yesterday = timezone.now() - ONE_DAY
    kept = set(fresh.values_list("month", flat=True))
    stale = set(fresh.filter(reckoned_at__lt=yesterday).values_list("month", flat=True))
    due = [m for m in shown if m not in kept or (m in shown[-RECKONED_ANEW:] and m in stale)]
    reckon(due)
    return len(due)


def whole_months(today: date) -> list[date]:
    """First days of the months to show: those that are over, since the first entry of all."""
    first = Contribution.objects.aggregate(first=Min("received_on"))["first"]
    if first is None:
        return []
    months: list[date] = []
    month = _before(today.replace(day=1))
    while month >= first.replace(day=1) and len(months) < MONTHS_SHOWN:
        months.insert(0, month)
        month = _before(month)
    return months


def members_on(day: date) -> MonthEnd:
    """Everybody whose dues or days of grace reach over this day."""
    covered, good = {}, 0
    for one in everyones_standing(on=day):
        if one.grounds.cause in OF_MEMBERS and one.since and one.until:
            covered[one.member_id] = one.since, one.until
            good += one.is_good
    return MonthEnd(covered, good)


def _compared(start: MonthEnd, end: MonthEnd, eve: date) -> dict[str, int]:
    new = [since > eve for pk, (since, _) in end.covered.items() if pk not in start.covered]
    stayed = end.covered.keys() & start.covered.keys()
    return {
        "members": len(end.covered),
        "good": end.good,
        "joined": sum(new),
        "came_back": len(new) - sum(new),
        "renewed": sum(end.covered[pk][1] > start.covered[pk][1] for pk in stayed),
        "lapsed": len(start.covered) - len(stayed),
    }


def income(first: date, last: date) -> list[Income]:
    """Money by the month, for months given by their first days, both ends included."""
    entries = Contribution.objects.not_reversed().filter(
        received_on__gte=first, received_on__lt=_next(last)
    )
    is_dues, is_yearly = Q(kind__in=OF_DUES), _of_a_year(rulebook())
    sums = entries.order_by().values(month=TruncMonth("received_on"))
    rows = sums.annotate(
        yearly=_cents(is_dues & is_yearly),
        monthly=_cents(is_dues & ~is_yearly),
        gifts=_cents(Q(kind=ContributionKind.GIFT)),
        refunds=_cents(Q(kind=ContributionKind.REFUND)),
    )
    found = {
        month: Income(month, *cents)
        for month, *cents in rows.values_list("month", "yearly", "monthly", "gifts", "refunds")
    }
    return [found.get(month) or Income(month, 0, 0, 0, 0) for month in _range(first, last)]


def _of_a_year(book: Sequence[Rules]) -> Q:
    """Dues of at least a year's amount by the rules of their day, as `dues` judges them."""
    ordered = sorted(book, key=lambda rules: rules.effective_from)
    pays_a_year = Q(pk__in=[])
    for number, rules in enumerate(ordered):
        in_force = Q(received_on__gte=rules.effective_from) if number else Q()
        if number + 1 < len(ordered):
            in_force &= Q(received_on__lt=ordered[number + 1].effective_from)
        amount = Q(amount_cents__gte=rules.annual_dues_cents) & ~IS_REDUCED
        reduced = Q(amount_cents__gte=rules.reduced_annual_cents) & IS_REDUCED
        pays_a_year |= in_force & (amount | reduced)
    return pays_a_year


def _cents(which: Q) -> Sum:
    return Sum("amount_cents", filter=which, default=0)


def _next(month: date) -> date:
    return add_months(month, 1)


def _before(month: date) -> date:
    return (month - ONE_DAY).replace(day=1)


def _range(first: date, last: date) -> Iterator[date]:
    while first <= last:
        yield first
        first = _next(first)
