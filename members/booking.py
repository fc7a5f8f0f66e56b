"""Rows of a feed onto the ledger, a batch at a time; what is there already is not written again.

A source's id names one entry. Fed again it changes nothing; fed again with another amount, day or
kind it is refused, since nobody can say which of the two is right. What an import wrote and its
undoing took back is written anew, as the next edition under that id.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q

from members.errors import BadCell
from members.feeds.rows import Refund, Row
from members.matching import Known
from members.models import Contribution, ContributionKind, Import

REST = ":rest"
NEW, CHANGED, UNCHANGED = "new", "changed", "unchanged"
NOT_REFUNDED = (
    ContributionKind.REFUND,
    ContributionKind.CANCELLATION,
    ContributionKind.REVERSAL,
)


@dataclass(eq=False)
class Written:
    """The latest entry under a source's id; `refunds` counts those that were reversed, too."""

    entry: Contribution
    is_reversed: bool = False
    is_refunded: bool = False
    refunds: int = 0

    @property
    def stands(self) -> bool:
        return not self.is_reversed


class Booking:
    """The entries of one batch of rows, old and new."""

    def __init__(self, came_with: Import, rows: Collection[Row]) -> None:
        self.came_with = came_with
        self._written: dict[str, Written] = {}
        # Refunds point at payments, which need their ids first.
        self._new: dict[bool, list[Contribution]] = defaultdict(list)
        self._load({name for row in rows for name in _names(row)})

    def _load(self, names: Iterable[str]) -> None:
        reversals = Contribution.objects.filter(
            undoes=OuterRef("pk"), kind=ContributionKind.REVERSAL
        )
        refunds = Contribution.objects.filter(kind=ContributionKind.REFUND).not_reversed()
        found = Contribution.objects.from_source(self.came_with.source, list(names)).annotate(
            is_reversed=Exists(reversals),
            is_refunded=Exists(refunds.filter(undoes=OuterRef("pk"))),
            refunds=Count("undone_by", filter=Q(undone_by__kind=ContributionKind.REFUND)),
        )
        for entry in found.order_by("edition"):
            self._written[entry.external_id] = Written(
                entry, entry.is_reversed, entry.is_refunded, entry.refunds
            )

    def has(self, row: Row) -> bool:
        """Whether the row's entry stands on the ledger, whoever the row is about."""
        return self._standing(row.external_id) is not None

    def check(self, row: Row) -> None:
        """Raises:
        BadCell: the row contradicts what is there, or itself.
        """
        if row.kind == ContributionKind.REFUND:
            return
        if there := self._standing(row.external_id):
            _check_same(there.entry, row)
        if row.refund:
            _check_order(row.refund, row.received_on)
            taken = self._standing(row.refund.external_id)
            if taken and not (there and _does_undo(taken.entry, there.entry)):
                raise BadCell(f'The id "{row.refund.external_id}" is that of another entry.')

    def book(self, row: Row, known: Known | None) -> str:
        """Put a row that was checked on the ledger; says whether that is new.

        Args:
            known: the member; not needed where the entry is there already, nor for a refund.

        Raises:
            BadCell: a refund does not fit its payment. Nothing was written then.
        """
        if row.kind == ContributionKind.REFUND:
            return self._book_refund(row)
        payment = self._standing(row.external_id)
        outcome = UNCHANGED if payment else NEW
        payment = payment or self._enter(row, known)
        if row.refund and not payment.is_refunded:
            self._refund(payment, row.refund)
            outcome = NEW if outcome == NEW else CHANGED
        return outcome

    def _book_refund(self, row: Row) -> str:
        payment, earlier = self._standing(row.refund_of), self._standing(row.external_id)
        if payment is None or payment.entry.kind in NOT_REFUNDED:
            raise BadCell(f'There is no payment with the id "{row.refund_of}" to refund.')
        if earlier:
            if not _does_undo(earlier.entry, payment.entry):
                raise BadCell(f'The id "{row.external_id}" is that of another entry.')
            return UNCHANGED
        rest = payment.entry.amount_cents - row.amount_cents if row.amount_cents else 0
        if rest < 0:
            raise BadCell("More was given back than was paid.")
        if payment.is_refunded:
            raise BadCell(f'The payment "{row.refund_of}" was refunded already.')
        refund = Refund(row.external_id, row.received_on)
        _check_order(refund, payment.entry.received_on)
        self._refund(payment, refund)
        if rest:
            self._keep(payment.entry, f"{row.external_id}{REST}", rest)
        return NEW

    def _standing(self, name: str) -> Written | None:
        written = self._written.get(name)
        return written if written and written.stands else None

    def _enter(self, row: Row, known: Known | None) -> Written:
        if known is None:
            raise ValueError("A new entry needs a member.")
        return self._add(
            Contribution(
                member=known.member,
                kind=row.kind,
                amount_cents=row.amount_cents,
                received_on=row.received_on,
                external_id=row.external_id,
                series=row.series,
                covers_until=row.covers_until,
            )
        )

    def _keep(self, payment: Contribution, name: str, rest: int) -> None:
        """What remains of a payment that was given back in part is a payment of its own."""
        self._add(
            Contribution(
                **_member_of(payment),
                kind=payment.kind,
                amount_cents=rest,
                received_on=payment.received_on,
                external_id=name,
                series=payment.series,
            )
        )

    def _refund(self, payment: Written, refund: Refund) -> None:
        payment.is_refunded = True
        self._add(
            Contribution(
                **_member_of(payment.entry),
                kind=ContributionKind.REFUND,
                amount_cents=-payment.entry.amount_cents,
                received_on=refund.received_on,
                external_id=refund.external_id,
                undoes=payment.entry,
            ),
            least_edition=payment.refunds + 1,
        )

    def _add(self, entry: Contribution, least_edition: int = 1) -> Written:
        earlier = self._written.get(entry.external_id)
        entry.source, entry.came_with = self.came_with.source, self.came_with
        entry.edition = max(least_edition, earlier.entry.edition + 1 if earlier else 1)
        self._new[entry.kind == ContributionKind.REFUND].append(entry)
        written = self._written[entry.external_id] = Written(entry)
        return written

    def save(self) -> None:
        """Write the new entries; their members are stored by now."""
        Contribution.objects.bulk_create(self._new[False])
        Contribution.objects.bulk_create(self._new[True])


def _names(row: Row) -> set[str]:
    names = {row.external_id, row.refund_of, f"{row.external_id}{REST}"}
    return (names | {row.refund.external_id} if row.refund else names) - {""}


def _does_undo(refund: Contribution, payment: Contribution) -> bool:
    """Without a query where both are stored; new ones have no ids yet."""
    return refund.undoes_id == payment.pk if payment.pk else refund.undoes is payment


def _member_of(payment: Contribution) -> dict[str, Any]:
    return {"member_id": payment.member_id} if payment.member_id else {"member": payment.member}


def _check_same(entry: Contribution, row: Row) -> None:
    there = (entry.kind, entry.amount_cents, entry.received_on, entry.covers_until)
    if there != (row.kind, row.amount_cents, row.received_on, row.covers_until):
        raise BadCell(f'"{row.external_id}" is on the ledger otherwise: {entry}, {entry.dollars}.')


def _check_order(refund: Refund | None, received_on: date) -> None:
    if refund and refund.received_on < received_on:
        raise BadCell("The refund is dated before the payment.")
