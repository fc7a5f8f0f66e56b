"""Rows of a feed onto the ledger, a batch at a time; what is there already is not written again.

A source's id names one entry. Fed again it changes nothing; fed again with another amount, day or
kind it is refused, since nobody can say which of the two is right. What an import wrote and its
undoing took back is written anew, as the next edition under that id.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q

from members import bulk
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
FIELDS = (
    "member_id",
    "kind",
    "amount_cents",
    "received_on",
    "external_id",
    "series",
    "covers_until",
    "edition",
    "id",
    "undoes_id",
)


@dataclass(eq=False, slots=True)
class Written:
    """The latest entry under a source's id, stored or to be.

    `member` is an id where the entry is stored. `undoes` is what a new refund refunds, and
    `undoes_id` what a stored one does. `refunds` counts those that were reversed, too.
    """

    member: Known | int
    kind: str
    amount_cents: int
    received_on: date
    external_id: str
    series: str = ""
    covers_until: date | None = None
    edition: int = 1
    id: int = 0
    undoes_id: int | None = None
    is_reversed: bool = False
    is_refunded: bool = False
    refunds: int = 0
    undoes: "Written | None" = None

    def does_undo(self, payment: "Written") -> bool:
        return self.undoes is payment or (payment.id != 0 and self.undoes_id == payment.id)

    def __str__(self) -> str:
        entry = Contribution(
            kind=self.kind, amount_cents=self.amount_cents, received_on=self.received_on
        )
        return f"{entry}, {entry.dollars}"


class Booking:
    """The entries of one batch of rows, old and new."""

    def __init__(self, came_with: Import, rows: Collection[Row]) -> None:
        self.came_with = came_with
        self._written: dict[str, Written] = {}
        # Refunds point at payments, which need their ids first.
        self._new: dict[bool, list[Written]] = defaultdict(list)
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
        told = found.values_list(*FIELDS, "is_reversed", "is_refunded", "refunds")
        for entry in told.order_by("edition"):
            written = Written(*entry)
            self._written[written.external_id] = written

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
            _check_same(there, row)
        if row.refund:
            _check_order(row.refund, row.received_on)
            taken = self._standing(row.refund.external_id)
            if taken and not (there and taken.does_undo(there)):
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
        if payment is None or payment.kind in NOT_REFUNDED:
            raise BadCell(f'There is no payment with the id "{row.refund_of}" to refund.')
        if earlier:
            if not earlier.does_undo(payment):
                raise BadCell(f'The id "{row.external_id}" is that of another entry.')
            return UNCHANGED
        rest = payment.amount_cents - row.amount_cents if row.amount_cents else 0
        if rest < 0:
            raise BadCell("More was given back than was paid.")
        if payment.is_refunded:
            raise BadCell(f'The payment "{row.refund_of}" was refunded already.')
        refund = Refund(row.external_id, row.received_on)
        _check_order(refund, payment.received_on)
        self._refund(payment, refund)
        if rest:
            self._keep(payment, f"{row.external_id}{REST}", rest)
        return NEW

    def _standing(self, name: str) -> Written | None:
        written = self._written.get(name)
        return None if written is None or written.is_reversed else written

    def _enter(self, row: Row, known: Known | None) -> Written:
        if known is None:
            raise ValueError("A new entry needs a member.")
        return self._add(
            Written(
                known,
                row.kind,
                row.amount_cents,
                row.received_on,
                row.external_id,
                row.series,
                row.covers_until,
            )
        )

    def _keep(self, payment: Written, name: str, rest: int) -> None:
        """What remains of a payment that was given back in part is a payment of its own."""
        self._add(
            Written(payment.member, payment.kind, rest, payment.received_on, name, payment.series)
        )

    def _refund(self, payment: Written, refund: Refund) -> None:
        payment.is_refunded = True
        self._add(
            Written(
                payment.member,
                ContributionKind.REFUND,
                -payment.amount_cents,
                refund.received_on,
                refund.external_id,
                undoes=payment,
            ),
            least_edition=payment.refunds + 1,
        )

    def _add(self, entry: Written, least_edition: int = 1) -> Written:
        earlier = self._written.get(entry.external_id)
        entry.edition = max(least_edition, earlier.edition + 1 if earlier else 1)
        self._new[entry.undoes is not None].append(entry)
        self._written[entry.external_id] = entry
        return entry

    def save(self) -> None:
        """Write the new entries; their members are stored by now."""
        for entries in (self._new[False], self._new[True]):
            for entry, one_id in zip(
                entries, bulk.next_ids(Contribution, len(entries)), strict=True
            ):
                entry.id = one_id
            bulk.insert_with_defaults(
                Contribution, [*FIELDS, "source", "came_with_id"], map(self._stored, entries)
            )

    def _stored(self, entry: Written) -> tuple[object, ...]:
        return (
            entry.member if isinstance(entry.member, int) else entry.member.id,
            entry.kind,
            entry.amount_cents,
            entry.received_on,
            entry.external_id,
            entry.series,
            entry.covers_until,
            entry.edition,
            entry.id,
            entry.undoes.id if entry.undoes else None,
            self.came_with.source,
            self.came_with.pk,
        )


def _names(row: Row) -> set[str]:
    names = {row.external_id, row.refund_of, f"{row.external_id}{REST}"}
    return (names | {row.refund.external_id} if row.refund else names) - {""}


def _check_same(entry: Written, row: Row) -> None:
    there = (entry.kind, entry.amount_cents, entry.received_on, entry.covers_until)
    if there != (row.kind, row.amount_cents, row.received_on, row.covers_until):
        raise BadCell(f'"{row.external_id}" is on the ledger otherwise: {entry}.')


def _check_order(refund: Refund | None, received_on: date) -> None:
    if refund and refund.received_on < received_on:
        raise BadCell("The refund is dated before the payment.")
