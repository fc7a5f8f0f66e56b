"""Good standing asked about what is stored; `dues/` holds the rule itself."""

from collections.abc import Iterator
from datetime import date, datetime

from django.utils import timezone

from members.dues import Entry, Rules, Standing, judge, near_miss
from members.models import Contribution, Member, StandingRules

__all__ = [
    "Standing",
    "entry_of",
    "everyones_standing",
    "judge",
    "near_misses",
    "rulebook",
    "standing_of",
]

MEMBERS_PER_QUERY = 2000


def standing_of(member: Member, *, on: date, recorded_by: datetime | None = None) -> Standing:
    """Args: recorded_by: the moment a roll was frozen, to answer as that roll did."""
    entries = map(entry_of, member.contributions.all())
    return judge(entries, rulebook(), on, _local(recorded_by))


def everyones_standing(
    *, on: date, recorded_by: datetime | None = None
) -> Iterator[tuple[Member, Standing]]:
    """Every member with their standing, in the order of their ids."""
    book, frozen_at = rulebook(), _local(recorded_by)
    for member, entries in _everyones_entries():
        yield member, judge(entries, book, on, frozen_at)


def near_misses(
    *, on: date, recorded_by: datetime | None = None
) -> Iterator[tuple[Member, Standing]]:
    """Who pays or has paid and is not in good standing all the same: lapsed, refunded, too new,
    first paid after the day, recorded too late. In the order of their ids."""
    book, frozen_at = rulebook(), _local(recorded_by)
    for member, entries in _everyones_entries():
        if missed := near_miss(entries, book, on, frozen_at):
            yield member, missed


def _everyones_entries() -> Iterator[tuple[Member, list[Entry]]]:
    everyone = Member.objects.order_by("pk").prefetch_related("contributions")
    for member in everyone.iterator(chunk_size=MEMBERS_PER_QUERY):
        yield member, [entry_of(row) for row in member.contributions.all()]


def _local(moment: datetime | None) -> datetime | None:
    return moment and timezone.localtime(moment)


def entry_of(row: Contribution) -> Entry:
    return Entry(
        row.pk,
        row.kind,
        row.amount_cents,
        row.received_on,
        row.undoes_id,
        row.covers_until,
        row.recorded_at,
    )


def rulebook() -> list[Rules]:
    return [
        Rules(
            effective_from=row.effective_from,
            annual_dues_cents=row.annual_dues_cents,
            monthly_dues_cents=row.monthly_dues_cents,
            grace_days=row.grace_days,
            waiver_months=row.waiver_months,
            minimum_days=row.minimum_days,
            reduced_annual_cents=row.reduced_annual_cents,
            reduced_monthly_cents=row.reduced_monthly_cents,
        )
        for row in StandingRules.objects.rulebook()
    ]
