"""Good standing on a day: the one rule on who may vote.

The model organisation's rule is "dues-paying members in good standing" (its endorsement
process). Amounts, grace and waivers are not public there, so they are settings
(`StandingRules`), and what else the sentence leaves open is settled here and in `cover.py`:

- Standing holds for the days of grace after the last covered day.
- The minimum time as a member, a guard against joining for one vote, runs from the first
  covering payment of all: who comes back after a lapse is no stranger.
- Grace and minimum time are those in force on the day that is asked about.
- For a roll a payment counts when it is dated on or before the record date and was recorded
  before the roll was frozen: nobody gets in by a back-dated cheque.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from members.dues import reasons
from members.dues.cover import (
    Entry,
    Rules,
    covers_something,
    last_day_of_grace,
    latest_cover,
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


def judge(
    contributions: Iterable[Entry],
    rulebook: Sequence[Rules],
    day: date,
    recorded_by: datetime | None = None,
) -> Standing:
    """Whether this ledger makes a member in good standing on the day, and why.

    Args:
        contributions: the member's whole ledger in any order; what came in after the day is
            left out of account.
        rulebook: every version of the rules, at least one, in any order.
        recorded_by: the moment a roll was frozen, in the organisation's zone; what was recorded
            later counts for nothing, but is named where it would have made the difference.
    """
    if recorded_by is None:
        return _judge(contributions, rulebook, day)
    entries = list(contributions)
    early = [entry for entry in entries if is_recorded_by(entry, recorded_by)]
    standing = _judge(early, rulebook, day)
    if standing.is_good or len(early) == len(entries) or not _judge(entries, rulebook, day).is_good:
        return standing
    late = [
        entry
        for entry in split_undone(entries, day)[0]
        if not is_recorded_by(entry, recorded_by) and covers_something(entry, rulebook)
    ]
    if not late:
        return standing
    return replace(standing, reason=reasons.recorded_late(late[-1], recorded_by))


def is_recorded_by(entry: Entry, moment: datetime) -> bool:
    return entry.recorded_at is None or entry.recorded_at < moment


def near_miss(
    contributions: Iterable[Entry],
    rulebook: Sequence[Rules],
    day: date,
    recorded_by: datetime | None = None,
) -> Standing | None:
    """Why somebody who pays, or has paid, is not in good standing on the day.

    None for those in good standing, and for those who never paid for a month. Who first paid
    after the day hears so.
    """
    entries = list(contributions)
    standing = judge(entries, rulebook, day, recorded_by)
    if standing.is_good:
        return None
    if standing.since is not None:
        return standing
    stand = split_undone(entries, date.max)[0]
    covering = [entry for entry in stand if covers_something(entry, rulebook)]
    if not covering:
        return None
    if covering[0].received_on > day:
        return replace(standing, reason=reasons.first_paid_later(covering[0], day))
    return standing


def _judge(contributions: Iterable[Entry], rulebook: Sequence[Rules], day: date) -> Standing:
    entries, undone = split_undone(contributions, day)
    refunded = [entry for entry in undone if covers_something(entry, rulebook)]
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
