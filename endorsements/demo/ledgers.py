"""What an invented member has paid: one function per kind of standing, dates before today."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from members.dues import add_months
from members.models import ContributionKind

YEARLY_DUES = [120_00, 120_00, 120_00, 150_00, 180_00, 250_00]
MONTHLY_DUES = [10_00, 10_00, 12_00, 15_00, 20_00, 25_00]
GIFTS = [15_00, 25_00, 50_00, 75_00, 100_00, 500_00]
# The rolls of the demo's rounds are those of this many days ago: who pays for the first time
# later than that is on none.
RECORD_DAYS_AGO = 7

DUES, GIFT = ContributionKind.DUES, ContributionKind.GIFT
REFUND, WAIVER = ContributionKind.REFUND, ContributionKind.WAIVER


@dataclass(frozen=True)
class Payment:
    """One line of a ledger; `undoes` is the place of the undone line in the same list."""

    kind: ContributionKind
    cents: int
    on: date
    undoes: int | None = None


Ledger = list[Payment]
Dues = Callable[[Random, date], Ledger]


def yearly(dice: Random, today: date) -> Ledger:
    return _years(dice, _ago(dice, today, 50, 300))


def monthly(dice: Random, today: date) -> Ledger:
    return _months(dice, _ago(dice, today, 8, 24), dice.randint(3, 15))


def waived(dice: Random, today: date) -> Ledger:
    return [Payment(WAIVER, 0, _ago(dice, today, 45, 320))]


def in_grace(dice: Random, today: date) -> Ledger:
    """Ran out after the record date's grace began and before today's ends."""
    ran_out = _ago(dice, today, RECORD_DAYS_AGO + 4, RECORD_DAYS_AGO + 14)
    return _years(dice, add_months(ran_out, -12))


def yearly_and_gifts(dice: Random, today: date) -> Ledger:
    return [*yearly(dice, today), *gifts_only(dice, today)]


def paid_twice(dice: Random, today: date) -> Ledger:
    """A year's dues paid by mistake once more, and that payment refunded."""
    first = Payment(DUES, 120_00, _ago(dice, today, 60, 300))
    again = Payment(DUES, 120_00, first.on + timedelta(days=1))
    return [first, again, Payment(REFUND, -120_00, again.on + timedelta(days=12), undoes=1)]


def lapsed(dice: Random, today: date) -> Ledger:
    return _years(dice, _ago(dice, today, 430, 1100))


def lapsed_monthly(dice: Random, today: date) -> Ledger:
    return _months(dice, _ago(dice, today, 90, 400), dice.randint(3, 18))


def gifts_only(dice: Random, today: date) -> Ledger:
    days = [_ago(dice, today, 10, 700) for _ in range(dice.randint(1, 3))]
    return [Payment(GIFT, dice.choice(GIFTS), day) for day in sorted(days)]


def refunded(dice: Random, today: date) -> Ledger:
    paid = Payment(DUES, dice.choice(YEARLY_DUES), _ago(dice, today, 60, 200))
    return [paid, Payment(REFUND, -paid.cents, paid.on + timedelta(days=15), undoes=0)]


def too_new(dice: Random, today: date) -> Ledger:
    day = _ago(dice, today, RECORD_DAYS_AGO + 1, RECORD_DAYS_AGO + 13)
    return [Payment(DUES, dice.choice(YEARLY_DUES), day)]


def waiver_over(dice: Random, today: date) -> Ledger:
    return [Payment(WAIVER, 0, _ago(dice, today, 450, 700))]


def nothing(dice: Random, today: date) -> Ledger:
    return []


@dataclass(frozen=True)
class Cohort:
    """So many members whose dues stand alike."""

    size: int
    ledger: Dues
    is_good: bool


COHORTS = [
    Cohort(150, yearly, is_good=True),
    Cohort(120, monthly, is_good=True),
    Cohort(25, waived, is_good=True),
    Cohort(35, in_grace, is_good=True),
    Cohort(12, yearly_and_gifts, is_good=True),
    Cohort(8, paid_twice, is_good=True),
    Cohort(22, lapsed, is_good=False),
    Cohort(6, lapsed_monthly, is_good=False),
    Cohort(8, gifts_only, is_good=False),
    Cohort(5, refunded, is_good=False),
    Cohort(5, too_new, is_good=False),
    Cohort(3, waiver_over, is_good=False),
    Cohort(1, nothing, is_good=False),
]


def _ago(dice: Random, today: date, fewest: int, most: int) -> date:
    return today - timedelta(days=dice.randint(fewest, most))


def _years(dice: Random, last: date) -> Ledger:
    """Up to five years of dues, each paid some days after the year before had run out.

    Paying early would add the days saved to the end, and nobody's last day would be `last` and
    a year.
    """
    days = [last]
    for _ in range(dice.randint(0, 4)):
        days.insert(0, days[0] - timedelta(days=dice.randint(367, 390)))
    return [Payment(DUES, dice.choice(YEARLY_DUES), day) for day in days]


def _months(dice: Random, last: date, number: int) -> Ledger:
    cents = dice.choice(MONTHLY_DUES)
    return [Payment(DUES, cents, add_months(last, -month)) for month in reversed(range(number))]
