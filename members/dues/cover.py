"""Which days a member's ledger pays for.

- Dues of at least the annual amount cover twelve months, of at least the monthly amount one
  month, whatever more was paid; smaller dues and all gifts cover nothing. The amounts are
  those in force when the payment was received: raising them takes nothing from anybody.
- Months are counted in the calendar from the day received: 31 January covers until
  28 February. The last day counts.
- Where the rules of that day say that dues are for the calendar year, the twelve months of a
  year's dues are counted from the end of the year before, so that they last until 31 December;
  late in the year (`next_year_from`) from the end of the year itself.
- Whoever pays while still covered loses nothing: the months are added to the end. After a
  gap they count from the day of the new payment.
- A waiver covers its months like a payment. Dues at the hardship rate are measured by the
  hardship amounts instead of the usual ones.
- A credit covers until the day it names: months that another system says were paid. It lies
  over the payments and never adds to them, since they may be the same money.
- A cancellation covers nothing and takes nothing: the paid months stay paid.
- A reversal says that an entry should never have been written: from then on it counts for no
  day at all, and neither does the reversal.
- From the day of a refund on, the payment counts as never made. Answers about earlier
  days stay what they were, so that nobody is struck from a roll in hindsight.
"""

from calendar import monthrange
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

DUES, GIFT, REFUND, WAIVER = "dues", "gift", "refund", "waiver"
REDUCED, CREDIT, REVERSAL = "reduced", "credit", "reversal"
CANCELLATION = "cancellation"
UNDOING = (REFUND, REVERSAL)
MONTHS_OF_A_YEAR = 12
# How the twelve months of a year's dues are counted.
ROLLING, CALENDAR_YEAR = "rolling", "calendar"
# Whether the minimum days bind somebody who comes back after a lapse.
NOT_AGAIN, UNLESS_PRIOR_YEAR, AGAIN = "never", "unless_prior_year", "always"


@dataclass(frozen=True)
class Entry:
    """One row of the ledger; a refund or a reversal names the entry that it undoes.

    `covers_until` stands on credits alone. `recorded_at` is the moment of writing; None where
    it is of no interest.
    """

    id: int
    kind: str
    amount_cents: int
    received_on: date
    undoes: int | None = None
    covers_until: date | None = None
    recorded_at: datetime | None = None


@dataclass(frozen=True)
class Rules:
    """One version of the organisation's rules, in force until the next one takes effect."""

    effective_from: date
    annual_dues_cents: int
    monthly_dues_cents: int
    grace_days: int
    waiver_months: int
    minimum_days: int
    reduced_annual_cents: int = 12_00
    reduced_monthly_cents: int = 1_00
    period: str = ROLLING
    next_year_from: int = 10
    waits_again: str = NOT_AGAIN


@dataclass(frozen=True)
class Cover:
    """An unbroken stretch of paid months.

    `since` is the first covered day of all stretches, `start` the one from which the months of
    this one are counted, `until` its last day, and `paid_by` the entry that carried it there. A
    credit may have extended the months.
    """

    since: date
    start: date
    months: int
    paid_by: Entry
    extended_to: date | None = None

    @property
    def until(self) -> date:
        return self.extended_to or add_months(self.start, self.months)


def add_months(day: date, months: int) -> date:
    """The same day so many months later, or the last of a month that is too short."""
    year, month = divmod(day.year * MONTHS_OF_A_YEAR + day.month - 1 + months, MONTHS_OF_A_YEAR)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def rules_on(rulebook: Sequence[Rules], day: date) -> Rules:
    """The latest rules in effect on the day; before the first ones, the first ones.

    Args:
        rulebook: at least one version, in any order.
    """
    in_effect = [rules for rules in rulebook if rules.effective_from <= day]
    if in_effect:
        return max(in_effect, key=lambda rules: rules.effective_from)
    return min(rulebook, key=lambda rules: rules.effective_from)


def months_covered(entry: Entry, rulebook: Sequence[Rules]) -> int:
    """How many months this one entry pays for; 0 for gifts, refunds, credits and too little."""
    rules = rules_on(rulebook, entry.received_on)
    if entry.kind == WAIVER:
        return rules.waiver_months
    if entry.kind not in (DUES, REDUCED):
        return 0
    annual, monthly = rules.annual_dues_cents, rules.monthly_dues_cents
    if entry.kind == REDUCED:
        annual, monthly = rules.reduced_annual_cents, rules.reduced_monthly_cents
    if entry.amount_cents >= annual:
        return MONTHS_OF_A_YEAR
    return int(entry.amount_cents >= monthly)


def counted_from(entry: Entry, rulebook: Sequence[Rules]) -> date:
    """The day from which the entry's months are counted, if nothing was paid before."""
    rules = rules_on(rulebook, entry.received_on)
    is_for_a_year = months_covered(entry, rulebook) == MONTHS_OF_A_YEAR and entry.kind != WAIVER
    if rules.period != CALENDAR_YEAR or not is_for_a_year:
        return entry.received_on
    is_for_the_next = entry.received_on.month >= rules.next_year_from
    return date(entry.received_on.year - (0 if is_for_the_next else 1), 12, 31)


def covers_something(entry: Entry, rulebook: Sequence[Rules]) -> bool:
    return entry.kind == CREDIT or months_covered(entry, rulebook) > 0


def split_undone(ledger: Iterable[Entry], day: date) -> tuple[list[Entry], list[Entry]]:
    """What had come in by the day: entries that stand, and entries undone; oldest first."""
    ledger = list(ledger)
    reversed_ = {entry.undoes for entry in ledger if entry.kind == REVERSAL}
    known = sorted(
        (
            entry
            for entry in ledger
            if entry.received_on <= day and entry.kind != REVERSAL and entry.id not in reversed_
        ),
        # By amount before id: the order in which files were fed shall not show.
        key=lambda entry: (entry.received_on, entry.amount_cents, entry.id),
    )
    undone = {entry.undoes for entry in known if entry.kind == REFUND}
    payments = [entry for entry in known if entry.kind != REFUND]
    return (
        [entry for entry in payments if entry.id not in undone],
        [entry for entry in payments if entry.id in undone],
    )


def latest_cover(entries: Sequence[Entry], rulebook: Sequence[Rules]) -> Cover | None:
    """The last stretch of months that these entries pay for; None when they pay for none.

    Args:
        entries: oldest first, none of them undone.
    """
    cover: Cover | None = None
    for entry in entries:
        cover = carried_on(cover, entry, rulebook)
    return _with_credits(cover, [entry for entry in entries if entry.kind == CREDIT])


def carried_on(cover: Cover | None, entry: Entry, rulebook: Sequence[Rules]) -> Cover | None:
    """The cover once this payment has come in, too; as it was, where it pays for no month."""
    months = months_covered(entry, rulebook)
    if not months:
        return cover
    start = counted_from(entry, rulebook)
    if cover is None:
        return Cover(entry.received_on, start, months, entry)
    if start > cover.until:
        return Cover(cover.since, start, months, entry)
    return Cover(cover.since, cover.start, cover.months + months, entry)


def _with_credits(cover: Cover | None, credits_: Iterable[Entry]) -> Cover | None:
    for credit in credits_:
        start, until = credit.received_on, credit.covers_until or credit.received_on
        if cover is None:
            cover = Cover(start, start, 0, credit, until)
        elif until > cover.until:
            cover = Cover(min(cover.since, start), start, 0, credit, until)
        elif start < cover.since:
            cover = replace(cover, since=start)
    return cover


def last_day_of_grace(cover: Cover, rules: Rules) -> date:
    return cover.until + timedelta(days=rules.grace_days)
