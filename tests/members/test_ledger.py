"""Entries by hand, and how they are undone."""

from datetime import date

import pytest

from members import ledger
from members.errors import CannotBeUndone, EnteredAlready
from members.models import AuditEvent, Contribution, ContributionKind
from tests.factories.members import (
    ContributionFactory,
    MemberFactory,
    RefundFactory,
    ReversalFactory,
    StaffFactory,
)

pytestmark = pytest.mark.django_db
DAY = date(2026, 4, 4)


def test_enter_adds_an_entry_and_says_who_did():
    staff, member = StaffFactory(), MemberFactory()

    entry = ledger.enter(
        member=member, kind=ContributionKind.GIFT, amount_cents=5_00, received_on=DAY, by=staff
    )

    stored = Contribution.objects.get()
    assert (stored, stored.member, stored.source) == (entry, member, "hand")
    assert (stored.kind, stored.amount_cents, stored.received_on) == ("gift", 5_00, DAY)
    event = AuditEvent.objects.get()
    assert (event.action, event.actor_id) == ("contribution.entered", staff.pk)
    assert event.detail == {
        "member": member.pk,
        "kind": "gift",
        "amount_cents": 5_00,
        "received_on": "2026-04-04",
    }


def test_undo_mirrors_the_payment():
    payment, staff = ContributionFactory(amount_cents=120_00), StaffFactory()

    refund = ledger.undo(payment.pk, on=DAY, by=staff)

    assert (refund.kind, refund.amount_cents, refund.received_on) == ("refund", -120_00, DAY)
    assert (refund.member, refund.undoes) == (payment.member, payment)
    event = AuditEvent.objects.get()
    assert (event.action, event.object_id) == ("contribution.undone", str(payment.pk))


def test_undo_withdraws_a_waiver():
    waiver = ContributionFactory(kind=ContributionKind.WAIVER, amount_cents=0)

    assert ledger.undo(waiver.pk, on=DAY, by=StaffFactory()).amount_cents == 0


def test_undo_refuses_a_refund():
    refund = RefundFactory()

    with pytest.raises(CannotBeUndone, match="A refund is not undone"):
        ledger.undo(refund.pk, on=DAY, by=StaffFactory())


def test_undo_refuses_a_second_time():
    refund = RefundFactory()

    with pytest.raises(CannotBeUndone, match="undone already"):
        ledger.undo(refund.undoes_id, on=DAY, by=StaffFactory())


def test_undo_refuses_a_day_before_the_payment():
    payment = ContributionFactory(received_on=date(2026, 4, 5))

    with pytest.raises(CannotBeUndone, match="before the day it is dated"):
        ledger.undo(payment.pk, on=DAY, by=StaffFactory())

    assert not AuditEvent.objects.exists()


def test_undo_refunds_again_what_was_refunded_in_error():
    refund = RefundFactory()
    ReversalFactory(undoes=refund)

    again = ledger.undo(refund.undoes_id, on=DAY, by=StaffFactory())

    assert (again.kind, again.amount_cents, again.edition) == ("refund", -120_00, 2)


def test_undo_refuses_what_was_reversed():
    reversal = ReversalFactory()

    with pytest.raises(CannotBeUndone, match="undone already"):
        ledger.undo(reversal.undoes_id, on=DAY, by=StaffFactory())


def test_undo_refuses_a_reversal_and_a_cancellation():
    cancelled = ContributionFactory(kind=ContributionKind.CANCELLATION, amount_cents=0, series="S1")

    for entry in (ReversalFactory(), cancelled):
        with pytest.raises(CannotBeUndone, match="Only payments"):
            ledger.undo(entry.pk, on=DAY, by=StaffFactory())


def test_a_cheque_is_entered_once_until_it_is_taken_back():
    staff, member = StaffFactory(), MemberFactory()
    cheque = {"kind": "dues", "amount_cents": 5_00, "received_on": DAY, "external_id": "cheque-1"}
    first = ledger.enter(member=member, by=staff, **cheque)

    with pytest.raises(EnteredAlready, match="on the ledger already"):
        ledger.enter(member=MemberFactory(), by=staff, **cheque)

    ledger.take_back(first.pk, by=staff)
    assert ledger.enter(member=member, by=staff, **cheque).edition == 2


def test_take_back_reverses_on_the_entrys_own_day():
    entry, staff = ContributionFactory(amount_cents=120_00), StaffFactory()

    reversal = ledger.take_back(entry.pk, by=staff)

    assert (reversal.kind, reversal.amount_cents) == ("reversal", -120_00)
    assert (reversal.received_on, reversal.undoes) == (entry.received_on, entry)
    event = AuditEvent.objects.get()
    assert (event.action, event.object_id) == ("contribution.reversed", str(entry.pk))


def test_a_refund_in_error_is_taken_back_and_the_payment_counts_again():
    refund = RefundFactory()

    ledger.take_back(refund.pk, by=StaffFactory())

    assert Contribution.objects.not_undone().filter(pk=refund.undoes_id).exists()


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (lambda: ContributionFactory(source="actblue"), "came from another system"),
        (ReversalFactory, "is not brought back"),
        (lambda: ReversalFactory().undoes, "undone already"),
        (lambda: RefundFactory().undoes, "undone already"),
        (lambda: ReversalFactory(undoes=RefundFactory()).undoes, "undone already"),
    ],
)
def test_take_back_refuses_what_is_not_an_error_of_ours(make, sentence):
    entry = make()

    with pytest.raises(CannotBeUndone, match=sentence):
        ledger.take_back(entry.pk, by=StaffFactory())
