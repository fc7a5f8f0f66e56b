"""What an event of Stripe is about, by its type and its object."""

import pytest

from members.feeds.stripe_events import Subject, subject_of


def event(type_: str, **thing) -> dict:
    return {"type": type_, "data": {"object": {"id": "x_1", "payment_intent": "pi_1"} | thing}}


@pytest.mark.parametrize(
    ("type_", "subject"),
    [
        ("checkout.session.completed", Subject("checkout", "x_1")),
        ("checkout.session.async_payment_succeeded", Subject("checkout", "x_1")),
        ("checkout.session.expired", None),
        ("invoice.paid", Subject("invoice", "x_1")),
        ("invoice.payment_failed", Subject("invoice", "x_1")),
        ("invoice.created", None),
        ("charge.refunded", Subject("intent", "pi_1")),
        ("charge.refund.updated", Subject("intent", "pi_1")),
        ("charge.dispute.closed", Subject("intent", "pi_1")),
        ("refund.failed", Subject("intent", "pi_1")),
        ("charge.succeeded", None),
        ("customer.subscription.deleted", Subject("subscription", "x_1")),
        ("customer.updated", None),
        ("", None),
    ],
)
def test_the_type_says_what_has_changed(type_, subject):
    assert subject_of(event(type_)) == subject


@pytest.mark.parametrize("odd", [None, 7, "", [], {}])
def test_a_name_that_is_none_is_about_nothing(odd):
    assert subject_of(event("invoice.paid", id=odd)) is None
    assert subject_of({"type": "invoice.paid", "data": odd}) is None
    assert subject_of({"type": "invoice.paid", "data": {"object": odd}}) is None
