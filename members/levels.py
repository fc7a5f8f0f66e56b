"""What joining costs: levels offered on the join page, made from the standing rules in force.

Whether an amount is enough is asked of the rule on dues itself (`members.dues`).
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.conf import settings

from members.dues import Entry, Rules
from members.dues.cover import DUES, MONTHS_OF_A_YEAR, REDUCED, months_covered, rules_on
from members.errors import NotOffered
from members.models.stripe import dollars
from members.standing import rulebook

MONTH, YEAR, ONCE = "month", "year", "once"
MONTHS_OF = {MONTH: 1, YEAR: MONTHS_OF_A_YEAR, ONCE: MONTHS_OF_A_YEAR}
HARDSHIP = "hardship"


@dataclass(frozen=True)
class Level:
    """A named amount; more than the dues helps those who pay less."""

    key: str
    name: str
    month_cents: int
    year_cents: int

    @property
    def month(self) -> str:
        return dollars(self.month_cents)

    @property
    def year(self) -> str:
        return dollars(self.year_cents)

    def cents(self, period: str) -> int:
        return self.month_cents if period == MONTH else self.year_cents


def levels(on: date) -> list[Level]:
    """From the dues upwards, and last the hardship rate."""
    rules = rules_on(rulebook(), on)
    offered = [
        Level(
            f"level-{place}",
            name,
            int(rules.monthly_dues_cents * Decimal(times)),
            int(rules.annual_dues_cents * Decimal(times)),
        )
        for place, (name, times) in enumerate(settings.JOIN_LEVELS.items(), start=1)
    ]
    hardship = Level(
        HARDSHIP, "Hardship rate", rules.reduced_monthly_cents, rules.reduced_annual_cents
    )
    return [*offered, hardship]


def kind_of(cents: int, period: str, on: date) -> str:
    """Dues, or dues at the hardship rate: what makes this amount pay for the whole period.

    Raises:
        NotOffered: it is too little for either.
    """
    rules = rules_on(rulebook(), on)
    for kind in (DUES, REDUCED):
        if months_covered(Entry(0, kind, cents, on), [rules]) >= MONTHS_OF[period]:
            return kind
    raise NotOffered(f"The least for a {_words(period)} is {dollars(_least(rules, period))}.")


def _least(rules: Rules, period: str) -> int:
    return rules.reduced_monthly_cents if period == MONTH else rules.reduced_annual_cents


def _words(period: str) -> str:
    return MONTH if period == MONTH else YEAR
