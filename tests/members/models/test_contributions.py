"""What the ledger takes, and that it is never changed."""

from datetime import date

import pgtrigger
import pytest
from django.db import IntegrityError, InternalError, transaction

from members.models import Contribution, ContributionKind
from tests.factories.members import (
    ContributionFactory,
    MemberFactory,
    RefundFactory,
    ReversalFactory,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("kind", [ContributionKind.DUES, ContributionKind.GIFT])
@pytest.mark.parametrize("cents", [0, -1])
def test_money_that_came_in_is_above_zero(kind, cents):
    with pytest.raises(IntegrityError, match="contribution_of_money_is_above_zero"):
        ContributionFactory(kind=kind, amount_cents=cents)


@pytest.mark.parametrize("cents", [1, -1])
def test_a_waiver_is_zero(cents):
    with pytest.raises(IntegrityError, match="contribution_waiver_is_zero"):
        ContributionFactory(kind=ContributionKind.WAIVER, amount_cents=cents)


def test_a_refund_above_zero_is_refused():
    # The trigger would refuse it too, and first.
    with (
        pgtrigger.ignore("members.Contribution:refund_mirrors_what_it_undoes"),
        pytest.raises(IntegrityError, match="contribution_refund_is_not_above_zero"),
        transaction.atomic(),
    ):
        RefundFactory(amount_cents=1)


def test_an_unknown_kind_is_refused():
    with pytest.raises(IntegrityError, match="contribution_kind_is_known"):
        ContributionFactory(kind="pledge")


def test_a_refund_names_what_it_undoes():
    with pytest.raises(
        IntegrityError, match="contribution_refund_and_nothing_else_names_what_it_undoes"
    ):
        ContributionFactory(kind=ContributionKind.REFUND, amount_cents=-1)


def test_nothing_but_a_refund_undoes_anything():
    waiver = ContributionFactory(kind=ContributionKind.WAIVER, amount_cents=0)

    with pytest.raises(
        IntegrityError, match="contribution_refund_and_nothing_else_names_what_it_undoes"
    ):
        ContributionFactory(
            member=waiver.member, kind=ContributionKind.WAIVER, amount_cents=0, undoes=waiver
        )


def test_an_entry_is_undone_once():
    refund = RefundFactory()

    with pytest.raises(IntegrityError, match="contribution_is_undone_once"):
        RefundFactory(undoes=refund.undoes)


def test_an_entry_names_its_source():
    with pytest.raises(IntegrityError, match="contribution_names_its_source"):
        ContributionFactory(source="")


def test_a_payment_is_fed_once_per_source():
    ContributionFactory(source="actblue", external_id="AB1")
    ContributionFactory(source="stripe", external_id="AB1")

    with pytest.raises(IntegrityError, match="contribution_is_fed_once"):
        ContributionFactory(source="actblue", external_id="AB1")


def test_payments_by_hand_need_no_number():
    member = MemberFactory()

    entries = ContributionFactory.create_batch(2, member=member)

    assert set(Contribution.objects.all()) == set(entries)


@pytest.mark.parametrize("cents", [-119_99, -120_01, 0])
def test_a_refund_is_the_whole_payment(cents):
    with pytest.raises(IntegrityError, match="refund_mirrors_what_it_undoes"):
        RefundFactory(amount_cents=cents)


def test_a_refund_is_of_the_same_member():
    with pytest.raises(IntegrityError, match="refund_mirrors_what_it_undoes"):
        RefundFactory(member=MemberFactory())


def test_a_refund_is_not_refunded():
    waiver = ContributionFactory(kind=ContributionKind.WAIVER, amount_cents=0)
    refund = RefundFactory(undoes=waiver)

    with pytest.raises(IntegrityError, match="refund_mirrors_what_it_undoes"):
        RefundFactory(undoes=refund)


def test_the_database_refuses_to_change_an_entry():
    entry = ContributionFactory()

    with pytest.raises(InternalError, match="Cannot update or delete"):
        Contribution.objects.filter(pk=entry.pk).update(amount_cents=1)


def test_the_database_refuses_to_delete_an_entry():
    entry = ContributionFactory()

    with pytest.raises(InternalError, match="Cannot update or delete"):
        entry.delete()


def test_received_by_leaves_out_later_entries():
    entry = ContributionFactory(received_on=date(2026, 3, 3))
    ContributionFactory(received_on=date(2026, 3, 4))

    assert list(Contribution.objects.received_by(date(2026, 3, 3))) == [entry]


def test_from_source_finds_what_was_fed_already():
    entry = ContributionFactory(source="actblue", external_id="AB1")
    ContributionFactory(source="actblue", external_id="AB2")
    ContributionFactory(source="stripe", external_id="AB1")

    assert list(Contribution.objects.from_source("actblue", ["AB1", "AB3"])) == [entry]


def test_not_undone_leaves_out_refunds_and_what_they_undo():
    RefundFactory()
    entry = ContributionFactory()

    assert list(Contribution.objects.not_undone()) == [entry]


@pytest.mark.parametrize(
    ("cents", "dollars"), [(120_00, "$120.00"), (-1_234_05, "-$1,234.05"), (0, "$0.00")]
)
def test_dollars_are_written_with_the_sign_first(cents, dollars):
    assert ContributionFactory.build(amount_cents=cents).dollars == dollars


def test_an_entry_is_called_by_kind_and_day():
    assert str(ContributionFactory.build()) == "dues of 3 March 2026"


@pytest.mark.parametrize("kind", ["credit", "cancellation"])
def test_a_credit_and_a_cancellation_are_zero(kind):
    with pytest.raises(IntegrityError, match="contribution_waiver_is_zero"):
        ContributionFactory(
            kind=kind,
            amount_cents=1,
            series="S1",
            covers_until=date(2026, 5, 5) if kind == "credit" else None,
        )


def test_a_cancellation_names_its_series():
    with pytest.raises(IntegrityError, match="contribution_cancellation_names_its_series"):
        ContributionFactory(kind=ContributionKind.CANCELLATION, amount_cents=0)


@pytest.mark.parametrize(
    ("kind", "cents", "until"),
    [
        ("credit", 0, None),
        ("credit", 0, date(2026, 3, 2)),
        ("dues", 1, date(2027, 3, 3)),
    ],
)
def test_a_credit_and_nothing_else_says_until_when(kind, cents, until):
    with pytest.raises(
        IntegrityError, match="contribution_credit_and_nothing_else_says_until_when"
    ):
        ContributionFactory(kind=kind, amount_cents=cents, covers_until=until)


@pytest.mark.parametrize(
    "changes", [{"amount_cents": -1}, {"received_on": date(2026, 3, 4)}], ids=["amount", "day"]
)
def test_a_reversal_mirrors_what_it_undoes(changes):
    with pytest.raises(IntegrityError, match="reversal_mirrors_what_it_undoes"):
        ReversalFactory(**changes)


def test_a_reversal_of_a_reversal_is_refused():
    with pytest.raises(IntegrityError, match="reversal_mirrors_what_it_undoes"):
        ReversalFactory(undoes=ReversalFactory())


def test_a_refunded_payment_is_not_reversed_before_its_refund():
    refund = RefundFactory()
    with (
        pytest.raises(IntegrityError, match="reversal_mirrors_what_it_undoes"),
        transaction.atomic(),
    ):
        ReversalFactory(undoes=refund.undoes)

    ReversalFactory(undoes=refund)

    assert ReversalFactory(undoes=refund.undoes).amount_cents == -120_00


def test_an_entry_is_reversed_once():
    reversal = ReversalFactory()

    with pytest.raises(IntegrityError, match="contribution_is_undone_once"):
        ReversalFactory(undoes=reversal.undoes)


def test_an_id_is_written_again_only_once_it_is_reversed():
    first = ContributionFactory(source="actblue", external_id="AB1")
    with (
        pytest.raises(IntegrityError, match="later_edition_follows_a_reversal"),
        transaction.atomic(),
    ):
        ContributionFactory(source="actblue", external_id="AB1", edition=2)

    ReversalFactory(undoes=first)

    assert ContributionFactory(source="actblue", external_id="AB1", edition=2).pk
    with pytest.raises(IntegrityError, match="later_edition_follows_a_reversal"):
        ContributionFactory(source="actblue", external_id="AB1", edition=3)


def test_a_payment_is_refunded_again_only_once_the_refund_is_reversed():
    refund = RefundFactory()
    with (
        pytest.raises(IntegrityError, match="later_edition_follows_a_reversal"),
        transaction.atomic(),
    ):
        RefundFactory(undoes=refund.undoes, edition=2)

    ReversalFactory(undoes=refund)

    assert RefundFactory(undoes=refund.undoes, edition=2).pk


def test_not_undone_knows_reversals_of_payments_and_of_refunds():
    ReversalFactory()
    refund = RefundFactory()
    ReversalFactory(undoes=refund)

    assert list(Contribution.objects.not_undone()) == [refund.undoes]
