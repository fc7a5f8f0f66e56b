"""Dues that renew themselves: shown, changed, ended, and never by an older answer."""

from datetime import UTC, datetime

import pytest
from django.utils import timezone

from members import checkouts, closing, gateway, panels, stripe_memberships
from members.errors import NotOffered, PaymentsAway
from members.models import AuditEvent, Subscription
from tests.factories.members import MemberFactory, SubscriptionFactory, UserFactory
from tests.members.feeding import ledger
from tests.members.stripe_site import begin, connected, hear, paid

pytestmark = pytest.mark.django_db


@pytest.fixture
def fake(settings):
    with connected(settings) as fake:
        yield fake


@pytest.fixture
def ada(fake):
    ada = MemberFactory(name="Ada Lovelace")
    paid(fake, checkouts.Payer("Ada Lovelace", "ada@example.org", ada, is_proved=True))
    hear(*fake.books.events)
    return ada


def mine(member) -> Subscription:
    [one] = stripe_memberships.of(member)
    return one


def change(member, cents, key="a"):
    by = UserFactory()
    return stripe_memberships.change_amount(mine(member), cents=cents, key=key, by=by)


@pytest.mark.parametrize(("cents", "kind"), [(25_00, "dues"), (2_00, "reduced")])
def test_another_amount_from_the_next_payment_on(fake, ada, cents, kind):
    changed = change(ada, cents)
    fake.books.renew(changed.subscription_id)
    hear(*fake.books.events)

    assert (changed.amount_cents, changed.kind) == (cents, kind)
    assert sorted(row[1:3] for row in ledger()) == sorted([("dues", 10_00), (kind, cents)])
    event = AuditEvent.objects.get(action="subscription.changed")
    assert event.detail == {"before": 10_00, "after": cents}


def test_too_little_is_refused(fake, ada):
    with pytest.raises(NotOffered, match="The least for a month is"):
        change(ada, 50)


def test_a_change_that_stripe_does_not_take_changes_nothing(fake, ada):
    fake.faults[:] = ["500", "500"]
    with pytest.raises(PaymentsAway):
        change(ada, 25_00)

    assert mine(ada).amount_cents == 10_00
    assert not AuditEvent.objects.filter(action="subscription.changed").exists()


def test_what_is_about_to_end_is_shown_and_not_changed(fake, ada):
    fake.books.cancel_at_period_end(mine(ada).subscription_id)
    hear(*fake.books.events)

    assert mine(ada).ends_on == mine(ada).renews_on
    with pytest.raises(NotOffered, match="These payments end"):
        change(ada, 25_00)


def test_all_is_ended_when_an_account_is_closed_and_what_was_paid_stays(fake, ada):
    assert stripe_memberships.end_all(ada, by=None) == 1
    assert stripe_memberships.end_all(ada, by=None) == 0
    hear(*fake.books.events)

    assert sorted(row[1] for row in ledger()) == ["cancellation", "dues"]
    assert AuditEvent.objects.filter(action="subscription.ended").count() == 1


def test_an_end_that_stripe_knows_of_already_is_no_fault(fake, ada):
    fake.books.cancel(mine(ada).subscription_id)

    assert stripe_memberships.end_all(ada, by=None) == 1
    assert stripe_memberships.of(ada) == []


def test_an_older_answer_never_replaces_a_younger_one(fake, ada):
    one = mine(ada)
    before = gateway.subscription(one.subscription_id)
    change(ada, 25_00)

    stripe_memberships.mirror(before, seen_at=datetime(2026, 1, 1, tzinfo=UTC))
    assert mine(ada).amount_cents == 25_00


@pytest.mark.parametrize(
    "other", [{"metadata": {}}, {"item": {"id": "si", "price": {"recurring": None}}}]
)
def test_what_another_shop_of_the_account_sells_is_not_mirrored(fake, ada, other):
    facts = gateway.subscription(mine(ada).subscription_id) | {"id": "sub_other"} | other

    assert stripe_memberships.mirror(facts, seen_at=timezone.now()) is None


def test_the_portal_is_set_up_once_and_leaves_the_address_alone(fake, ada):
    for _ in range(2):
        address = stripe_memberships.portal_address(mine(ada), return_url="http://testserver/")
        assert address.startswith(f"{fake.url}/p/session/")

    [asked] = fake.calls_of("POST", "/v1/billing_portal/configurations")
    assert asked["features"]["customer_update"] == {"enabled": "false"}
    assert asked["features"]["subscription_cancel"]["mode"] == "at_period_end"


def test_a_subscription_of_nobody_is_listed_for_nobody(fake, ada):
    SubscriptionFactory(customer="cus_stranger")
    begin()

    assert stripe_memberships.of(MemberFactory()) == []


def test_an_account_is_not_closed_while_its_card_is_charged(fake, ada):
    assert stripe_memberships.what_bars_closing in closing.bars
    [barred] = stripe_memberships.what_bars_closing(ada)
    assert "Your card is charged $10 every month." in barred
    fake.books.cancel_at_period_end(mine(ada).subscription_id)
    hear(*fake.books.events)

    assert stripe_memberships.what_bars_closing(ada) == []


def test_what_is_kept_of_payments_by_card_can_be_taken_home(fake, ada):
    tables = stripe_memberships.taken_home(ada)

    assert stripe_memberships.taken_home in panels.exports
    [subscription], [begun] = tables.values()
    assert (subscription["status"], subscription["amount_cents"]) == ("active", 10_00)
    assert (begun["period"], begun["dues_cents"]) == ("month", 10_00)
