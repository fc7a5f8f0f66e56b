"""Good standing asked about what is stored; `dues/` holds the rule itself."""

from collections.abc import Iterator
from datetime import date

from members.dues import Entry, Rules, Standing, judge
from members.models import Contribution, Member, StandingRules

__all__ = ["Standing", "everyones_standing", "judge", "standing_of"]

MEMBERS_PER_QUERY = 2000


def standing_of(member: Member, *, on: date) -> Standing:
    return judge(map(_entry, member.contributions.all()), _rulebook(), on)


def everyones_standing(*, on: date) -> Iterator[tuple[Member, Standing]]:
    """Every member with their standing, in the order of their ids."""
    rulebook = _rulebook()
    everyone = Member.objects.order_by("pk").prefetch_related("contributions")
    for member in everyone.iterator(chunk_size=MEMBERS_PER_QUERY):
        yield member, judge(map(_entry, member.contributions.all()), rulebook, on)


def _entry(row: Contribution) -> Entry:
    return Entry(row.pk, row.kind, row.amount_cents, row.received_on, row.undoes_id)


def _rulebook() -> list[Rules]:
    return [
        Rules(
            effective_from=row.effective_from,
            annual_dues_cents=row.annual_dues_cents,
            monthly_dues_cents=row.monthly_dues_cents,
            grace_days=row.grace_days,
            waiver_months=row.waiver_months,
            minimum_days=row.minimum_days,
        )
        for row in StandingRules.objects.rulebook()
    ]
