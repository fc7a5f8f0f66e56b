"""Good standing on a day: the one rule on who may vote.

The model organisation's rule is "dues-paying members in good standing" (its endorsement
process). Amounts, grace and waivers are not public there, so they are settings
(`StandingRules`), and what else the sentence leaves open is settled here and in `cover.py`:

- Standing holds for the days of grace after the last covered day.
- The minimum time as a member, a guard against joining for one vote, runs from the first
  covering payment of all: who comes back after a lapse is no stranger.
- Grace and minimum time are those in force on the day that is asked about.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from members.dues import reasons
from members.dues.cover import (
    Entry,
    Rules,
    last_day_of_grace,
    latest_cover,
    months_covered,
    rules_on,
    split_undone,
)


@dataclass(frozen=True)
class Standing:
    """The answer for one member and one day.

    `since` is the first day ever covered by dues or a waiver, `until` the last one, grace not
    included; both are None for somebody who has never paid.
    """

    is_good: bool
    reason: str
    since: date | None = None
    until: date | None = None


def judge(contributions: Iterable[Entry], rulebook: Sequence[Rules], day: date) -> Standing:
    """Whether this ledger makes a member in good standing on the day, and why.

    Args:
        contributions: the member's whole ledger in any order; what came in after the day is
            left out of account.
        rulebook: every version of the rules, at least one, in any order.
    """
    entries, undone = split_undone(contributions, day)
    refunded = [entry for entry in undone if months_covered(entry, rulebook)]
    cover = latest_cover(entries, rulebook)
    if cover is None:
        return Standing(False, reasons.never_covered(entries, refunded, rulebook))
    rules = rules_on(rulebook, day)
    if day > last_day_of_grace(cover, rules):
        return Standing(False, reasons.lapsed(cover, refunded, rules), cover.since, cover.until)
    if day < cover.since + timedelta(days=rules.minimum_days):
        return Standing(False, reasons.too_new(cover, rules), cover.since, cover.until)
    if day > cover.until:
        return Standing(True, reasons.in_grace(cover, rules), cover.since, cover.until)
    return Standing(True, reasons.covered(cover), cover.since, cover.until)
