"""Writing the ledger by hand: an entry is added, or undone by another one."""

from datetime import date

from django.db import transaction

from members import audit
from members.errors import CannotBeUndone
from members.models import Contribution, ContributionKind, Member, User


@transaction.atomic
def enter(
    *, member: Member, kind: ContributionKind, amount_cents: int, received_on: date, by: User
) -> Contribution:
    """Add dues, a gift or a waiver that came by hand."""
    entry = Contribution.objects.create(
        member=member, kind=kind, amount_cents=amount_cents, received_on=received_on
    )
    audit.record("contribution.entered", by=by, of=entry, **_in_words(entry))
    return entry


@transaction.atomic
def undo(contribution_id: int, *, on: date, by: User) -> Contribution:
    """Refund a payment or withdraw a waiver, in full, from the day on.

    Raises:
        CannotBeUndone: the entry is no payment or waiver, is undone already, or is younger
            than the day.
    """
    entry = Contribution.objects.select_for_update(no_key=True).get(pk=contribution_id)
    if entry.kind == ContributionKind.REFUND:
        raise CannotBeUndone("A refund is not undone; enter the payment again instead.")
    if entry.kind in (ContributionKind.REVERSAL, ContributionKind.CANCELLATION):
        raise CannotBeUndone("Only payments, waivers and memberships brought over are undone.")
    if not Contribution.objects.not_undone().filter(pk=entry.pk).exists():
        raise CannotBeUndone("This entry has been undone already.")
    if on < entry.received_on:
        raise CannotBeUndone("An entry cannot be undone before the day it is dated.")
    refund = Contribution.objects.create(
        member_id=entry.member_id,
        kind=ContributionKind.REFUND,
        amount_cents=-entry.amount_cents,
        received_on=on,
        undoes=entry,
        edition=1 + Contribution.objects.filter(undoes=entry).count(),
    )
    audit.record("contribution.undone", by=by, of=entry, **_in_words(refund))
    return refund


def _in_words(entry: Contribution) -> dict[str, object]:
    return {
        "member": entry.member_id,
        "kind": entry.kind,
        "amount_cents": entry.amount_cents,
        "received_on": entry.received_on,
    }
