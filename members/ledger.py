"""Writing the ledger by hand: an entry is added, or undone by another one.

Staff get here through `members.by_hand`, two of them at a time.
"""

from datetime import date

from django.db import transaction

from members import audit
from members.errors import CannotBeUndone, EnteredAlready
from members.models import Contribution, ContributionKind, Member, Proposal, User
from members.models.contributions import BY_HAND, ContributionQuerySet


@transaction.atomic
def enter(
    *,
    member: Member,
    kind: ContributionKind,
    amount_cents: int,
    received_on: date,
    by: User,
    external_id: str = "",
    proposal: Proposal | None = None,
) -> Contribution:
    """Add dues, a gift or a waiver that came by hand.

    Args:
        external_id: what a cheque is known by; empty for what has no number.
        proposal: which this person confirmed; the trail names it and who made it.

    Raises:
        EnteredAlready: the cheque stands on the ledger.
    """
    # Two who enter one cheque take turns; there is no row of it yet that could be locked.
    Member.objects.select_for_update(no_key=True).get(pk=member.pk)
    require_new(external_id)
    entry = Contribution.objects.create(
        member=member,
        kind=kind,
        amount_cents=amount_cents,
        received_on=received_on,
        external_id=external_id,
        edition=1 + _of_hand(external_id).count(),
    )
    audit.record("contribution.entered", by=by, of=entry, **_in_words(entry), **_behind(proposal))
    return entry


@transaction.atomic
def undo(
    contribution_id: int, *, on: date, by: User, proposal: Proposal | None = None
) -> Contribution:
    """Refund a payment or withdraw a waiver, in full, from the day on.

    Raises:
        CannotBeUndone: the entry is no payment or waiver, is undone already, or is younger
            than the day.
    """
    entry = _lock(contribution_id)
    require_standing(entry)
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
    audit.record("contribution.undone", by=by, of=entry, **_in_words(refund), **_behind(proposal))
    return refund


@transaction.atomic
def take_back(contribution_id: int, *, by: User, proposal: Proposal | None = None) -> Contribution:
    """Reverse what was entered by hand in error, as if it had never been; frees its number.

    Raises:
        CannotBeUndone: it came with a feed, is a reversal, or is undone already.
    """
    entry = _lock(contribution_id)
    require_error_of_ours(entry)
    reversal = Contribution.objects.create(
        member_id=entry.member_id,
        kind=ContributionKind.REVERSAL,
        amount_cents=-entry.amount_cents,
        received_on=entry.received_on,
        undoes=entry,
    )
    audit.record(
        "contribution.reversed", by=by, of=entry, **_in_words(reversal), **_behind(proposal)
    )
    return reversal


def require_new(external_id: str) -> None:
    """Raises:
    EnteredAlready: what this names stands on the ledger.
    """
    there = _of_hand(external_id).not_reversed().select_related("member").first()
    if there is not None:
        raise EnteredAlready(
            f"This cheque is on the ledger already: {there.dollars} for {there.member}."
        )


def require_standing(entry: Contribution) -> None:
    """Raises:
    CannotBeUndone: it cannot be refunded, or was undone already.
    """
    if entry.kind == ContributionKind.REFUND:
        raise CannotBeUndone("A refund is not undone; enter the payment again instead.")
    if entry.kind in (ContributionKind.REVERSAL, ContributionKind.CANCELLATION):
        raise CannotBeUndone("Only payments, waivers and memberships brought over are undone.")
    if not Contribution.objects.not_undone().filter(pk=entry.pk).exists():
        raise CannotBeUndone("This entry has been undone already.")


def require_error_of_ours(entry: Contribution) -> None:
    """Raises:
    CannotBeUndone: it is none of what is entered by hand, or was undone already.
    """
    if entry.source != BY_HAND:
        raise CannotBeUndone(
            "This entry came from another system, which would bring it again: give the payment "
            "back, or undo the import that it came with."
        )
    if entry.kind == ContributionKind.REVERSAL:
        raise CannotBeUndone("What was taken back is not brought back; enter it again instead.")
    is_refund = entry.kind == ContributionKind.REFUND
    stands = Contribution.objects.not_reversed() if is_refund else Contribution.objects.not_undone()
    if not stands.filter(pk=entry.pk).exists():
        raise CannotBeUndone("This entry has been undone already.")


def _lock(contribution_id: int) -> Contribution:
    return Contribution.objects.select_for_update(no_key=True).get(pk=contribution_id)


def _of_hand(external_id: str) -> ContributionQuerySet:
    entries = Contribution.objects.from_source(BY_HAND, [external_id])
    return entries if external_id else entries.none()


def _behind(proposal: Proposal | None) -> dict[str, object]:
    """Who proposed it; whoever confirmed it is the event's actor."""
    if proposal is None:
        return {}
    return {
        "proposal": proposal.pk,
        "proposed_by": str(proposal.proposed_by),
        "note": proposal.reason,
    }


def _in_words(entry: Contribution) -> dict[str, object]:
    return {
        "member": entry.member_id,
        "kind": entry.kind,
        "amount_cents": entry.amount_cents,
        "received_on": entry.received_on,
    }
