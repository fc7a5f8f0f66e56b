"""Good standing asked about what is stored; `dues/` holds the rule itself."""

from datetime import date, datetime

from django.db.models import Q, QuerySet
from django.utils import timezone

from members.dues import Entry, Rules, Standing, judge, near_miss
from members.models import Contribution, Member, StandingRules

__all__ = ["Standing", "entry_of", "judge", "rulebook", "standing_for_a_roll", "standing_of"]


def standing_of(member: Member, *, on: date, recorded_by: datetime | None = None) -> Standing:
    """How this person stands, whichever of their rows was found.

    Args:
        recorded_by: the moment a roll was frozen, to answer as that roll did.
    """
    person = _person(member)
    entries = map(entry_of, ledger_of(person))
    return judge(entries, rulebook(), on, _local(recorded_by), person.left_on)


def standing_for_a_roll(
    member: Member, *, on: date, recorded_by: datetime | None = None
) -> Standing:
    """The same, but naming a first payment after the day: why somebody is not on a roll."""
    person = _person(member)
    entries = [entry_of(row) for row in ledger_of(person)]
    book, frozen_at = rulebook(), _local(recorded_by)
    missed = near_miss(entries, book, on, frozen_at, person.left_on)
    return missed or judge(entries, book, on, frozen_at, person.left_on)


def ledger_of(member: Member) -> QuerySet[Contribution]:
    """Everything of the person: of this row, and of those that were merged into it."""
    return Contribution.objects.filter(Q(member=member) | Q(member__merged_into=member))


def _person(member: Member) -> Member:
    return member.merged_into or member


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
            period=row.period,
            next_year_from=row.next_year_from,
            waits_again=row.waits_again,
        )
        for row in StandingRules.objects.rulebook()
    ]
