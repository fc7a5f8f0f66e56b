"""Everybody's standing on a day as one query: what a roll is made of.

`members.dues.judge` is the rule; this is the same rule over the whole ledger at once. What both
must know is written once: amounts and times come from `standing.rulebook()`, kinds, causes and
their facts from `members.dues`, and sentences from `members.dues.reasons`. The two ways of
reckoning are held together by a test over random ledgers (`tests/members/test_everyone.py`).

How months are laid end to end without going from row to row: `latest_cover` keeps, for a stretch,
the day it is counted from and a sum of months. Let a payment's anchor be the day its own months
are counted from, as `(months since year 0) * 32 + day`. Paid months reach as far as the greatest
of (anchor + this payment's months and all later ones): payments before the last gap cannot reach
further, since their months had run out, nor can later ones of the same stretch, since they came
while it was covered. So a running sum and a running maximum find it (docs/decisions/0014).
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from members import everyone_sql as sql
from members.dues import reasons
from members.dues.cover import CALENDAR_YEAR, Rules, rules_on
from members.dues.grounds import Grounds, read_grounds
from members.standing import rulebook

ROWS_AT_ONCE = 5000


@dataclass(frozen=True)
class Answer:
    """How one member stands. The fields are those of `members.dues.Standing`."""

    member_id: int
    is_good: bool
    since: date | None
    until: date | None
    paid_by: int | None
    grounds: Grounds

    @property
    def reason(self) -> str:
        return reasons.in_words(self.grounds)


def everyones_standing(
    *, on: date, recorded_by: datetime | None = None, among: Collection[int] | None = None
) -> Iterator[Answer]:
    """Everybody's standing in the order of their numbers; duplicates are left out.

    Args:
        recorded_by: the moment a roll was frozen, to answer as that roll did.
        among: only these members.
    """
    yield from _answers(*standing_query(on=on, recorded_by=recorded_by, among=among))


def near_misses(
    *, on: date, recorded_by: datetime | None = None, among: Collection[int] | None = None
) -> Iterator[Answer]:
    """Who pays or has paid and is not in good standing all the same, as `dues.near_miss` says."""
    query, values = standing_query(on=on, recorded_by=recorded_by, among=among, of_misses=True)
    yield from _answers(f"SELECT * FROM ({query}) one WHERE is_near", values)  # noqa: S608


def _answers(query: str, values: dict[str, Any]) -> Iterator[Answer]:
    with transaction.atomic(), connection.chunked_cursor() as cursor:
        cursor.execute(f"SELECT * FROM ({query}) answer ORDER BY member_id", values)  # noqa: S608
        while rows := cursor.fetchmany(ROWS_AT_ONCE):
            for member_id, is_good, _, since, until, paid_by, text in rows:
                yield Answer(member_id, is_good, since, until, paid_by, read_grounds(text))


def standing_query(
    *,
    on: date,
    recorded_by: datetime | None = None,
    left_by: date | None = None,
    among: Collection[int] | None = None,
    of_misses: bool = False,
) -> tuple[str, dict[str, Any]]:
    """A SELECT of (member_id, is_good, is_near, since, until, paid_by, grounds), and its values.

    Args:
        recorded_by: see `everyones_standing`; a roll that is being frozen needs none, since
            everything there is was recorded before.
        left_by: who closed the account by this day is in good standing no more; the day itself,
            or the one of the freeze, when it is not given.
        of_misses: answer as `dues.near_miss`, which names a first payment after the day.
    """
    book, frozen_at = rulebook(), recorded_by and timezone.localtime(recorded_by)
    rules = rules_on(book, on)
    values: dict[str, Any] = {
        "day": on,
        "kinds": sql.KINDS,
        "grace_days": rules.grace_days,
        "minimum_days": rules.minimum_days,
        "among": None if among is None else list(among),
        "recorded_by": recorded_by,
        "zone": timezone.get_default_timezone_name(),
        "frozen_on": frozen_at and frozen_at.date(),
        "left_by": left_by or (frozen_at.date() if frozen_at else on),
    }
    tables = [_rules_table(book, values)]
    again = rules.waits_again
    if recorded_by is not None:
        early = "c.recorded_at < %(recorded_by)s"
        tables.append(sql.ledger_tables("early", recorded=early, waits_again=again))
    tables.append(sql.ledger_tables("whole", recorded="TRUE", waits_again=again))
    found = sql.AS_IT_IS if recorded_by is None else sql.AS_RECORDED
    query = "WITH " + ",".join(tables) + sql.answers(found, names_later=of_misses)
    return query, values


def _rules_table(book: list[Rules], values: dict[str, Any]) -> str:
    """The rulebook as rows, each with the days on which payments are judged by it."""
    ordered = sorted(book, key=lambda rules: rules.effective_from)
    ends = [rules.effective_from for rules in ordered[1:]]
    rows = []
    for number, rules in enumerate(ordered):
        row = {
            # The first version holds for the time before it, too.
            "begins::date": rules.effective_from if number else None,
            "ends::date": ends[number] if number < len(ends) else None,
            "annual": rules.annual_dues_cents,
            "monthly": rules.monthly_dues_cents,
            "reduced_annual": rules.reduced_annual_cents,
            "reduced_monthly": rules.reduced_monthly_cents,
            "waiver_months": rules.waiver_months,
            "grace": rules.grace_days,
            "is_calendar": rules.period == CALENDAR_YEAR,
            "next_year_from": rules.next_year_from,
        }
        columns = [name.partition("::") for name in row]
        values |= {f"{name}_{number}": row[name + cast + kind] for name, cast, kind in columns}
        cells = (f"%({name}_{number})s{cast}{kind}" for name, cast, kind in columns)
        rows.append(f"({', '.join(cells)})")
    return f"rules ({', '.join(name for name, _, _ in columns)}) AS (VALUES {', '.join(rows)})"
