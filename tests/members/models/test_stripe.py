"""What of Stripe's tables the database refuses, each by name."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from members.models import Subscription
from tests.factories.members import (
    CheckoutFactory,
    ImportFactory,
    MemberFactory,
    SourcePersonFactory,
    StripeEventFactory,
    SubscriptionFactory,
)

pytestmark = pytest.mark.django_db
TOKEN = uuid4()


@pytest.mark.parametrize(
    ("factory", "fields", "constraint"),
    [
        (StripeEventFactory, {"event_id": ""}, "stripe_event_has_an_id"),
        (StripeEventFactory, {"status": "odd"}, "stripe_event_status_is_known"),
        (StripeEventFactory, {"status": "failed"}, "stripe_event_that_failed_says_why"),
        (CheckoutFactory, {"status": "odd"}, "checkout_status_is_known"),
        (CheckoutFactory, {"dues_cents": 0}, "checkout_is_about_some_money"),
        (CheckoutFactory, {"status": "paid"}, "checkout_that_is_paid_brought_an_import"),
        (SubscriptionFactory, {"interval": "week"}, "subscription_is_monthly_or_yearly"),
        (SubscriptionFactory, {"kind": "gift"}, "subscription_is_of_dues"),
    ],
)
def test_a_row_that_breaks_a_rule_is_refused(factory, fields, constraint):
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        factory(**fields)


@pytest.mark.parametrize(
    ("factory", "fields", "constraint"),
    [
        (StripeEventFactory, {"event_id": "evt_1"}, "stripe_event_is_kept_once"),
        (CheckoutFactory, {"token": TOKEN}, "checkout_is_one_for_each_form"),
        (CheckoutFactory, {"session_id": "cs_1"}, "checkout_is_one_for_each_session"),
        (SubscriptionFactory, {"subscription_id": "sub_1"}, "subscription_is_kept_once"),
    ],
)
def test_the_same_name_twice_is_refused(factory, fields, constraint):
    factory(**fields)

    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        factory(**fields)


def test_a_subscription_of_both_modes_is_two():
    SubscriptionFactory(subscription_id="sub_1")
    SubscriptionFactory(subscription_id="sub_1", source="stripe")

    assert Subscription.objects.count() == 2


def test_a_paid_checkout_names_its_import():
    assert CheckoutFactory(status="paid", brought=ImportFactory()).status == "paid"


def test_subscriptions_follow_the_number_also_of_a_merged_row():
    person = MemberFactory()
    duplicate = MemberFactory(merged_into=person)
    SourcePersonFactory(member=person, source="stripe_test", number="cus_1")
    SourcePersonFactory(member=duplicate, source="stripe_test", number="cus_2")
    SourcePersonFactory(member=person, source="stripe", number="cus_3")
    SourcePersonFactory(source="stripe_test", number="cus_4")
    mine = [SubscriptionFactory(customer=f"cus_{number}") for number in (1, 2, 3, 4)][:2]

    assert set(Subscription.objects.of(person)) == set(mine)
    assert set(Subscription.objects.of(duplicate)) == set(mine)


@pytest.mark.parametrize(
    ("status", "goes_on", "is_unpaid"),
    [("active", True, False), ("past_due", True, True), ("canceled", False, False)],
)
def test_what_goes_on(status, goes_on, is_unpaid):
    one = SubscriptionFactory(status=status, seen_at=datetime(2026, 1, 1, tzinfo=UTC))

    assert Subscription.objects.going_on().exists() is goes_on
    assert (one.is_unpaid, one.dollars, str(one)) == (is_unpaid, "$10", one.subscription_id)
