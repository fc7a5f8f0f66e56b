"""What a member gave, year by year, in rows ready to print.

A refund stands in the year in which the money went back. Entries that were reversed should never
have been written, and are left out together with their reversals.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from members.models import Contribution, ContributionKind
from members.models.contributions import MONEY_IN, in_dollars

WORDS = {
    ContributionKind.DUES: "Dues",
    ContributionKind.REDUCED: "Dues at the hardship rate",
    ContributionKind.GIFT: "Gift",
    ContributionKind.REFUND: "Refund",
    ContributionKind.WAIVER: "Dues waived",
    ContributionKind.CREDIT: "Membership brought over",
    ContributionKind.CANCELLATION: "Series of payments ended",
}
SOURCES = {
    "actblue": "ActBlue",
    "stripe": "card, on this site",
    "stripe_test": "card, on this site, as a test",
    "hand": "cash, cheque or by staff",
    "nationbuilder": "NationBuilder",
    "demo": "demonstration",
}


@dataclass(frozen=True)
class Line:
    """One entry of the ledger; `amount` is empty where no money moved."""

    on: date
    what: str
    by_way_of: str
    cents: int

    @property
    def amount(self) -> str:
        return in_dollars(self.cents) if self.cents else ""


@dataclass(frozen=True)
class Year:
    """What came in a calendar year, oldest first."""

    year: int
    lines: tuple[Line, ...]

    @property
    def paid_cents(self) -> int:
        return sum(line.cents for line in self.lines if line.cents > 0)

    @property
    def returned_cents(self) -> int:
        return -sum(line.cents for line in self.lines if line.cents < 0)

    @property
    def has_money(self) -> bool:
        return any(line.cents for line in self.lines)

    @property
    def paid(self) -> str:
        return in_dollars(self.paid_cents)

    @property
    def returned(self) -> str:
        return in_dollars(self.returned_cents)

    @property
    def kept(self) -> str:
        return in_dollars(self.paid_cents - self.returned_cents)


def years_of(ledger: Iterable[Contribution]) -> list[Year]:
    """The latest year first; empty without entries.

    Args:
        ledger: of one person, in any order.
    """
    entries = sorted(ledger, key=lambda one: (one.received_on, one.pk))
    reversed_ = {one.undoes_id for one in entries if one.kind == ContributionKind.REVERSAL}
    stand = [
        one for one in entries if one.kind != ContributionKind.REVERSAL and one.pk not in reversed_
    ]
    by_year = groupby(stand, key=lambda one: one.received_on.year)
    years = [Year(year, tuple(map(_line, rows))) for year, rows in by_year]
    return years[::-1]


def has_given_money(ledger: Iterable[Contribution]) -> bool:
    """Whether money ever came from this person, given back since or not."""
    return any(one.kind in MONEY_IN for one in ledger)


def _line(entry: Contribution) -> Line:
    kind = ContributionKind(entry.kind)
    what = WORDS[kind]
    if entry.series and kind in MONEY_IN:
        what = f"{what}, one of a series"
    return Line(
        entry.received_on, what, SOURCES.get(entry.source, entry.source), entry.amount_cents
    )
