"""Events of Stripe: in any order, twice, late, for nobody; and what is on the ledger afterwards."""

import pytest
from django.utils import timezone

from members import stripe_inbox
from members.errors import BadSignature
from members.models import (
    EventStatus,
    Import,
    Member,
    OutboxMail,
    SourcePerson,
    StripeEvent,
    Subscription,
)
from tests.members.feeding import ledger
from tests.members.stripe_site import connected, hear, keep, paid

pytestmark = pytest.mark.django_db


@pytest.fixture
def fake(settings):
    with connected(settings) as fake:
        yield fake


def test_a_first_month_with_a_gift(fake):
    session = paid(fake, dues=10_00, gift=5_00)

    hear(*fake.books.events)

    rows = [row[:3] + row[4:] for row in ledger()]
    assert rows == [
        ("Ada Lovelace", "dues", 10_00, session["invoice"], ""),
        ("Ada Lovelace", "gift", 5_00, f"{session['invoice']}:gift", ""),
    ]


def story(fake):
    """A month paid with a gift, a part of it given back, a renewal, and the end of the series."""
    session = paid(fake, dues=10_00, gift=5_00)
    fake.books.refund(session["id"], 8_00)
    renewal = fake.books.renew(session["subscription"])
    fake.books.refund(renewal["id"])
    fake.books.cancel(session["subscription"])
    return session["invoice"], renewal["id"]


def amounts():
    return [row[1:3] for row in ledger()]


WHOLE = [
    ("cancellation", 0),
    ("dues", 7_00),
    ("dues", 10_00),
    ("dues", 10_00),
    ("gift", 5_00),
    ("refund", -10_00),
    ("refund", -10_00),
    ("refund", -5_00),
]


@pytest.mark.parametrize("turn", [False, True], ids=["in order", "backwards"])
def test_events_in_any_order_and_replayed_leave_one_ledger(fake, turn):
    story(fake)
    events = list(reversed(fake.books.events)) if turn else list(fake.books.events)

    hear(*events)
    hear(*reversed(events))

    assert amounts() == WHOLE
    assert Member.objects.count() == 1
    assert Subscription.objects.get().status == "canceled"


def test_a_refund_that_arrives_before_its_payment_brings_both(fake):
    session = paid(fake, period="once", dues=120_00)
    fake.books.refund(session["id"])
    [refunded] = [one for one in fake.books.events if one["type"] == "charge.refunded"]

    hear(refunded)

    assert amounts() == [("dues", 120_00), ("refund", -120_00)]


def test_two_refunds_of_parts(fake):
    session = paid(fake, period="once", dues=120_00)
    fake.books.refund(session["id"], 20_00)
    hear(*fake.books.events)
    fake.books.refund(session["id"], 30_00)
    hear(*fake.books.events)

    rests = [f"{one['id']}:rest" for one in fake.books.all("refund")]
    names = {row[4] for row in ledger() if row[1] == "dues"}
    assert sum(cents for _, cents in amounts()) == 70_00
    assert names == {session["payment_intent"], *rests}


@pytest.mark.parametrize(
    ("status", "kept"), [("lost", 0), ("won", 120_00), ("needs_response", 120_00)]
)
def test_a_dispute_takes_a_payment_once_it_is_lost(fake, status, kept):
    session = paid(fake, period="once", dues=120_00)
    dispute = fake.books.dispute(session["id"])
    fake.books.close_dispute(dispute["id"], status)

    hear(*fake.books.events)

    assert sum(cents for _, cents in amounts()) == kept


def test_a_renewal_that_fails_is_no_payment_and_is_shown(fake):
    session = paid(fake)
    fake.books.fail_renewal(session["subscription"])

    hear(*fake.books.events)

    assert amounts() == [("dues", 10_00)]
    assert Subscription.objects.get().is_unpaid


def test_another_card_pays_what_was_open(fake):
    session = paid(fake)
    fake.books.fail_renewal(session["subscription"])
    hear(*fake.books.events)
    fake.books.use_another_card(session["subscription"])
    hear(*fake.books.events)

    assert amounts() == [("dues", 10_00), ("dues", 10_00)]
    assert not Subscription.objects.get().is_unpaid


def test_a_refund_that_failed_is_left_for_somebody_to_look_at(fake):
    session = paid(fake, period="once", dues=120_00)
    fake.books.refund(session["id"], status="failed")
    hear(*fake.books.events)

    assert amounts() == [("dues", 120_00)]
    assert "the money is with us again" in str(Import.objects.first().refusals)


def test_payments_of_one_customer_are_of_one_member_whatever_the_address(fake):
    session = paid(fake)
    hear(*fake.books.events)
    fake.books.get(session["customer"])["email"] = "other@example.org"
    fake.books.renew(session["subscription"])
    hear(*fake.books.events)

    assert (Member.objects.count(), len(ledger())) == (1, 2)
    assert SourcePerson.objects.get().source == "stripe_test"


def test_payments_of_another_shop_in_the_same_account_are_not_ours(fake):
    session = paid(fake, period="once", dues=120_00)
    fake.books.get(session["payment_intent"])["metadata"] = {}
    hear(*fake.books.events)

    assert ledger() == []
    assert Import.objects.first().counts["foreign"] == 1


def test_events_of_the_other_mode_are_kept_and_ignored(fake):
    paid(fake)
    event = fake.books.events[-1] | {"livemode": True}

    hear(event)

    kept = StripeEvent.objects.get()
    assert (kept.status, kept.is_live, ledger()) == (EventStatus.IGNORED, True, [])


@pytest.mark.parametrize(
    "event",
    [
        {"type": "a.thing.of.the.future", "data": {"object": {"id": "x_1"}}},
        {"type": "invoice.paid", "data": {"object": {}}},
        {"type": "invoice.paid", "data": {"object": 7}},
        {"type": "charge.refunded", "data": {"object": {"id": "ch_1", "payment_intent": None}}},
        {"type": "invoice.paid", "data": None},
    ],
)
def test_an_event_that_is_about_nothing_here_is_kept_and_ignored(fake, event):
    hear({"id": "evt_1", "object": "event", "livemode": False} | event)

    assert StripeEvent.objects.get().status == EventStatus.IGNORED
    assert fake.calls == []


@pytest.mark.parametrize(("before", "status"), [(0, EventStatus.WAITING), (11, EventStatus.FAILED)])
def test_an_event_waits_while_stripe_is_away_and_is_given_up_in_the_end(fake, before, status):
    paid(fake)
    event = keep(fake.books.events[-1])
    StripeEvent.objects.update(attempts=before)
    fake.faults[:] = ["500", "500"]

    stripe_inbox.work_on(event.pk)
    stripe_inbox.work_on(event.pk)

    event.refresh_from_db()
    assert (event.status, event.attempts) == (status, before + 1)
    assert event.due_at > timezone.now()
    assert "does not answer" in event.problem
    told = [mail.subject for mail in OutboxMail.objects.all()]
    assert told == ["Stripe could not be asked about an event"] * (status == EventStatus.FAILED)
    assert not Import.objects.exists()


def test_an_event_that_is_sent_again_is_looked_into_again(fake):
    paid(fake)
    event = keep(fake.books.events[-1])
    StripeEvent.objects.update(status=EventStatus.FAILED, attempts=12, problem="away")

    hear(fake.books.events[-1])

    event.refresh_from_db()
    assert (event.status, event.problem) == (EventStatus.DONE, "")
    assert amounts() == [("dues", 10_00)]


def test_who_does_not_know_the_secret_is_not_heard(fake, settings):
    paid(fake)
    settings.STRIPE_WEBHOOK_SECRET = "whsec_other"

    with pytest.raises(BadSignature):
        keep(fake.books.events[-1])

    assert not StripeEvent.objects.exists()
