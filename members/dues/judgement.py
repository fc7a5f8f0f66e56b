"""Good standing on a day: the one rule on who may vote.

The model organisation's rule is "dues-paying members in good standing" (its endorsement
process). Amounts, grace and waivers are not public there, so they are settings
(`StandingRules`), and what else the sentence leaves open is settled here and in `cover.py`:

- Standing holds for the days of grace after the last covered day.
- The minimum time as a member is a guard against joining for one vote; whether it runs anew
  after a lapse is a setting (`belonging.py`).
- Grace and minimum time are those in force on the day that is asked about.
- For a roll a payment counts when it is dated on or before the record date and was recorded
  before the roll was frozen: nobody gets in by a back-dated cheque.
- Who has closed the account is in good standing no more; days before that stay as they were.

`members.everyone` asks the same of everybody in one query; a test over random ledgers holds the
two together.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from members.dues import grounds as causes
from members.dues import reasons
from members.dues.belonging import waits_from
from members.dues.cover import (
    DUES,
    GIFT,
    REDUCED,
    Cover,
    Entry,
    Rules,
    covers_something,
    latest_cover,
    rules_on,
    split_undone,
)
from members.dues.grounds import Grounds


@dataclass(frozen=True)
class Standing:
    """The answer for one member and one day.

    `since` is the first day ever covered by dues or a waiver, `until` the last one, grace not
    included; both are None for somebody who has never paid. `paid_by` is the number of the
    entry that covers until then.
    """

    is_good: bool
    reason: str
    since: date | None = None
    until: date | None = None
    grounds: Grounds = field(default=Grounds(causes.NOTHING), compare=False, repr=False)
    paid_by: int | None = field(default=None, compare=False)


def judge(
    contributions: Iterable[Entry],
    rulebook: Sequence[Rules],
    day: date,
    recorded_by: datetime | None = None,
    left_on: date | None = None,
) -> Standing:
    """Whether this ledger makes a member in good standing on the day, and why.

    Args:
        contributions: the person's whole ledger in any order; what came in after the day is
            left out of account.
        rulebook: every version of the rules, at least one, in any order.
        recorded_by: the moment a roll was frozen, in the organisation's zone; what was recorded
            later counts for nothing, but is named where it would have made the difference.
        left_on: when the account was closed; it counts from that day on, and for a roll where
            it was before the freeze.
    """
    entries = list(contributions)
    standing = _judge_as_recorded(entries, rulebook, day, recorded_by)
    last_day = recorded_by.date() if recorded_by else day
    if standing.is_good and left_on is not None and left_on <= last_day:
        return _because(Grounds(causes.LEFT, left_on=left_on), standing)
    return standing


def _judge_as_recorded(
    entries: list[Entry], rulebook: Sequence[Rules], day: date, recorded_by: datetime | None
) -> Standing:
    if recorded_by is None:
        return _judge(entries, rulebook, day)
    early = [entry for entry in entries if is_recorded_by(entry, recorded_by)]
    standing = _judge(early, rulebook, day)
    if standing.is_good or len(early) == len(entries) or not _judge(entries, rulebook, day).is_good:
        return standing
    late = [
        entry
        for entry in split_undone(entries, day)[0]
        if not is_recorded_by(entry, recorded_by) and covers_something(entry, rulebook)
    ]
    return _because(recorded_late(late[-1], recorded_by), standing) if late else standing


def is_recorded_by(entry: Entry, moment: datetime) -> bool:
    return entry.recorded_at is None or entry.recorded_at < moment


def near_miss(
    contributions: Iterable[Entry],
    rulebook: Sequence[Rules],
    day: date,
    recorded_by: datetime | None = None,
    left_on: date | None = None,
) -> Standing | None:
    """Why somebody who pays, or has paid, is not in good standing on the day.

    None for those in good standing, and for those who never paid dues. Who first paid for a
    month after the day hears so.
    """
    entries = list(contributions)
    standing = judge(entries, rulebook, day, recorded_by, left_on)
    if standing.since is None and standing.grounds.cause != causes.RECORDED_LATE:
        stand = split_undone(entries, date.max)[0]
        covering = [entry for entry in stand if covers_something(entry, rulebook)]
        if covering and covering[0].received_on > day:
            first = Grounds(causes.FIRST_PAID_LATER, paid_on=covering[0].received_on, day=day)
            return _because(first, standing)
    return standing if standing.grounds.is_near else None


def _judge(contributions: Iterable[Entry], rulebook: Sequence[Rules], day: date) -> Standing:
    entries, undone = split_undone(contributions, day)
    refunded = [entry for entry in undone if covers_something(entry, rulebook)]
    cover = latest_cover(entries, rulebook)
    if cover is None:
        found = _never_covered(entries, refunded, rulebook)
        return Standing(False, reasons.in_words(found), grounds=found)
    found = _covered(cover, entries, refunded, rulebook, day)
    return Standing(
        found.is_good,
        reasons.in_words(found),
        cover.since,
        cover.until,
        found,
        cover.paid_by.id,
    )


def _covered(
    cover: Cover,
    entries: Sequence[Entry],
    refunded: Sequence[Entry],
    rulebook: Sequence[Rules],
    day: date,
) -> Grounds:
    """What the cover comes to on the day."""
    rules, paid_by = rules_on(rulebook, day), cover.paid_by
    if (day - cover.until).days > rules.grace_days:
        missed = [entry for entry in refunded if entry.received_on >= paid_by.received_on]
        back = _given_back(causes.LAPSED, missed[-1]) if missed else Grounds(causes.LAPSED)
        return replace(back, kind=paid_by.kind, until=cover.until, grace_days=rules.grace_days)
    began = waits_from(cover, entries, rulebook, day)
    if (day - began).days < rules.minimum_days:
        return Grounds(causes.TOO_NEW, began=began, minimum_days=rules.minimum_days)
    if day > cover.until:
        return Grounds(
            causes.IN_GRACE, kind=paid_by.kind, until=cover.until, grace_days=rules.grace_days
        )
    return replace(_of_entry(causes.COVERED, paid_by), until=cover.until)


def _never_covered(
    entries: Sequence[Entry], refunded: Sequence[Entry], rulebook: Sequence[Rules]
) -> Grounds:
    """Args: entries: those that stand, oldest first; refunded: covering ones that do not."""
    dues = [entry for entry in entries if entry.kind in (DUES, REDUCED)]
    if refunded:
        return _given_back(causes.REFUNDED, refunded[-1])
    if dues:
        rules, is_reduced = rules_on(rulebook, dues[-1].received_on), dues[-1].kind == REDUCED
        least = rules.reduced_monthly_cents if is_reduced else rules.monthly_dues_cents
        return replace(_of_entry(causes.TOO_LITTLE, dues[-1]), kind=None, least_cents=least)
    has_gifts = any(entry.kind == GIFT for entry in entries)
    return Grounds(causes.GIFTS_ONLY if has_gifts else causes.NOTHING)


def recorded_late(entry: Entry, frozen_at: datetime) -> Grounds:
    """Args: frozen_at: gives the zone of the day of recording, too."""
    if entry.recorded_at is None:
        raise ValueError("An entry without a moment of recording is never late.")
    return replace(
        _of_entry(causes.RECORDED_LATE, entry),
        recorded_on=entry.recorded_at.astimezone(frozen_at.tzinfo).date(),
        frozen_on=frozen_at.date(),
    )


def _of_entry(cause: str, entry: Entry) -> Grounds:
    return Grounds(cause, kind=entry.kind, cents=entry.amount_cents, paid_on=entry.received_on)


def _given_back(cause: str, entry: Entry) -> Grounds:
    return Grounds(
        cause, back_kind=entry.kind, back_cents=entry.amount_cents, back_on=entry.received_on
    )


def _because(found: Grounds, standing: Standing) -> Standing:
    """The same answer on other grounds, which are never good ones."""
    return replace(standing, is_good=False, reason=reasons.in_words(found), grounds=found)
