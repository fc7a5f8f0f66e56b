"""The one door to Stripe: the only module that knows its client.

In goes what we want, out come plain dicts of what we read, or one sentence of refusal. A call that
is made again with the same key does nothing twice. Events are looked at only for what they are
about; the facts are then asked for here, in the version of the interface that this client speaks,
whatever the version and the order of the events.
"""

import functools
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, cast

import stripe
import structlog
from django.conf import settings

from members.errors import BadSignature, PaymentsAway

logger = structlog.get_logger(__name__)

LIVE, TEST = "stripe", "stripe_test"
LIVE_KEYS = ("sk_live_", "rk_live_")
SECONDS_TO_CONNECT, SECONDS_TO_ANSWER = 3.05, 8
RETRIES = 1
CURRENCY = "usd"
MOST_REFUNDS = 100
# The mark on everything that this site sells: an account of Stripe may have other shops.
MARK = "membership"
# All that is kept of Stripe's answers. Nothing of a card is among it.
KEPT = {
    "checkout.session": ["status", "payment_status", "url", "invoice", "payment_intent"],
    "invoice": ["status", "currency", "customer", "amount_paid", "status_transitions", "parent"],
    "line_item": ["amount", "parent"],
    "payment_intent": ["status", "currency", "customer", "amount_received", "metadata"],
    "charge": ["created"],
    "refund": ["amount", "created", "status"],
    "dispute": ["amount", "created", "status"],
    "subscription": [
        *("status", "customer", "metadata", "currency", "cancel_at", "cancel_at_period_end"),
        *("canceled_at", "ended_at"),
    ],
    "subscription_item": ["price", "current_period_end"],
}
Facts = dict[str, Any]


@dataclass(frozen=True)
class Purchase:
    """What somebody wants to pay. `interval` is empty for a payment that does not renew itself.

    `marks` go with every payment and say on the way back what it is and whose.
    """

    dues_cents: int
    gift_cents: int
    interval: str
    marks: Mapping[str, str]
    email: str = ""
    customer: str = ""


def is_open() -> bool:
    """Whether the site takes payments by card."""
    return bool(settings.STRIPE_SECRET_KEY and settings.STRIPE_WEBHOOK_SECRET)


def is_live() -> bool:
    return settings.STRIPE_SECRET_KEY.startswith(LIVE_KEYS)


def source() -> str:
    """The name of the feed; payments of the test mode have one of their own."""
    return LIVE if is_live() else TEST


def make_customer(*, name: str, email: str, key: str) -> str:
    with _asking("customer"):
        made = _client().v1.customers.create(
            params={"name": name, "email": email}, options={"idempotency_key": key}
        )
    return made.id


def open_checkout(
    purchase: Purchase, *, success_url: str, cancel_url: str, key: str
) -> tuple[str, str]:
    """Have Stripe prepare a page on which the purchase is paid; its id and address."""
    params = _checkout(purchase) | {"success_url": success_url, "cancel_url": cancel_url}
    with _asking("checkout"):
        made = _client().v1.checkout.sessions.create(
            params=cast(Any, params), options={"idempotency_key": key}
        )
    return made.id, made.url or ""


def _checkout(purchase: Purchase) -> dict[str, Any]:
    marks = dict(purchase.marks)
    params: dict[str, Any] = {"line_items": _line_items(purchase), "metadata": marks}
    if purchase.interval:
        params |= {"mode": "subscription", "subscription_data": {"metadata": marks}}
    else:
        params |= {"mode": "payment", "payment_intent_data": {"metadata": marks}}
    if purchase.customer:
        return params | {"customer": purchase.customer}
    if not purchase.interval:
        params["customer_creation"] = "always"
    return params | {"customer_email": purchase.email}


def _line_items(purchase: Purchase) -> list[dict[str, Any]]:
    items = []
    if purchase.dues_cents:
        items.append(_line_item("Membership dues", purchase.dues_cents, purchase.interval))
    if purchase.gift_cents:
        items.append(_line_item("Gift", purchase.gift_cents, ""))
    return items


def _line_item(what: str, cents: int, interval: str) -> dict[str, Any]:
    price: dict[str, Any] = {
        "currency": CURRENCY,
        "unit_amount": cents,
        "product_data": {"name": f"{settings.ORGANISATION_NAME}: {what}"},
    }
    if interval:
        price["recurring"] = {"interval": interval}
    return {"price_data": price, "quantity": 1}


def checkout(session_id: str) -> Facts:
    with _asking("checkout"):
        return _kept(_plain(_client().v1.checkout.sessions.retrieve(session_id)))


def payment(*, invoice: str = "", intent: str = "") -> Facts:
    """All about one payment: what was paid, what was given back, what was disputed and lost.

    A payment on an invoice is asked for by the invoice, whichever id is given.
    """
    with _asking("payment"):
        client = _client()
        invoice = invoice or _invoice_of(client, intent)
        if not invoice:
            return _facts_of_payment(client, None, [intent])
        asked = client.v1.invoices.retrieve(invoice, params={"expand": ["payments"]}).to_dict(
            for_json=True
        )
        found = [one["payment"].get("payment_intent") for one in asked["payments"]["data"]]
        return _facts_of_payment(client, asked, [one for one in found if one])


def _invoice_of(client: stripe.StripeClient, intent: str) -> str:
    params: Any = {"payment": {"type": "payment_intent", "payment_intent": intent}, "limit": 1}
    found = client.v1.invoice_payments.list(params=params).data
    return str(found[0].invoice) if found else ""


def _facts_of_payment(
    client: stripe.StripeClient, invoice: Facts | None, intents: list[str]
) -> Facts:
    facts: Facts = {"invoice": None, "intents": [], "refunds": [], "disputes": []}
    if invoice is not None:
        facts["invoice"] = _kept(invoice)
        facts["invoice"]["lines"] = list(map(_kept, invoice["lines"]["data"]))
        facts["livemode"] = invoice["livemode"]
    for name in intents:
        asked = client.v1.payment_intents.retrieve(name, params={"expand": ["latest_charge"]})
        intent = _plain(asked)
        charge = intent.get("latest_charge") or {}
        facts["livemode"] = intent["livemode"]
        facts["intents"].append(_kept(intent) | {"charge": _kept(charge) if charge else None})
        of_intent: Any = {"payment_intent": name, "limit": MOST_REFUNDS}
        if charge.get("amount_refunded"):
            refunds = client.v1.refunds.list(params=of_intent).data
            facts["refunds"] += [_kept(_plain(one)) for one in refunds]
        if charge.get("disputed"):
            disputes = client.v1.disputes.list(params=of_intent).data
            facts["disputes"] += [_kept(_plain(one)) for one in disputes]
    return facts


def subscription(subscription_id: str) -> Facts:
    with _asking("subscription"):
        return _facts_of_subscription(_client().v1.subscriptions.retrieve(subscription_id))


def change_amount(
    subscription_id: str, *, item: str, product: str, cents: int, interval: str, kind: str, key: str
) -> Facts:
    """From the next payment on; what was paid already stays as it is."""
    price = {
        "currency": CURRENCY,
        "product": product,
        "unit_amount": cents,
        "recurring": {"interval": interval},
    }
    params: Any = {
        "items": [{"id": item, "price_data": price}],
        "metadata": {MARK: kind},
        "proration_behavior": "none",
    }
    with _asking("subscription"):
        changed = _client().v1.subscriptions.update(
            subscription_id, params=params, options={"idempotency_key": key}
        )
        return _facts_of_subscription(changed)


def end(subscription_id: str) -> Facts:
    """Stop all future payments at once; an end that was made already is no fault."""
    with _asking("subscription"):
        client = _client()
        there = client.v1.subscriptions.retrieve(subscription_id)
        if there.status not in ("canceled", "incomplete_expired"):
            there = client.v1.subscriptions.cancel(subscription_id)
        return _facts_of_subscription(there)


def _facts_of_subscription(there: stripe.Subscription) -> Facts:
    plain = _plain(there)
    [item, *_] = plain["items"]["data"]
    return _kept(plain) | {"livemode": plain["livemode"], "item": _kept(item)}


def portal(customer: str, *, return_url: str) -> str:
    """The address of a page at Stripe for the card, past payments and cancelling."""
    with _asking("portal"):
        client = _client()
        made = client.v1.billing_portal.sessions.create(
            params={
                "customer": customer,
                "return_url": return_url,
                "configuration": _portal_configuration(client, settings.ORGANISATION_NAME),
            }
        )
    return made.url


def _portal_configuration(client: stripe.StripeClient, name: str) -> str:
    """What the portal offers. Not the e-mail address: it would say whose the payments are."""
    for one in client.v1.billing_portal.configurations.list(params={"active": True}).data:
        if (_plain(one).get("metadata") or {}).get(MARK) == "portal":
            return one.id
    features: Any = {
        "payment_method_update": {"enabled": True},
        "invoice_history": {"enabled": True},
        "subscription_cancel": {"enabled": True, "mode": "at_period_end"},
        "customer_update": {"enabled": False},
    }
    made = client.v1.billing_portal.configurations.create(
        params={
            "business_profile": {"headline": f"{name}: your membership"},
            "features": features,
            "metadata": {MARK: "portal"},
        }
    )
    return made.id


def verified_event(content: bytes, signature: str) -> Facts:
    """The event of a webhook.

    Raises:
        BadSignature: Stripe did not send it, or not now, or it is no event.
    """
    try:
        stripe.WebhookSignature.verify_header(
            content.decode(),
            signature,
            settings.STRIPE_WEBHOOK_SECRET,
            tolerance=stripe.Webhook.DEFAULT_TOLERANCE,
        )
        event = json.loads(content)
    except (stripe.SignatureVerificationError, ValueError) as fault:
        raise BadSignature("This does not bear Stripe's signature.") from fault
    if not isinstance(event, dict) or not (event.get("id") and event.get("type")):
        raise BadSignature("This is signed, but no event.")
    return event


def _plain(thing: stripe.StripeObject) -> Facts:
    return thing.to_dict(for_json=True)


def _kept(thing: Facts) -> Facts:
    return {"id": thing["id"]} | {name: thing.get(name) for name in KEPT[thing["object"]]}


@contextmanager
def _asking(what: str) -> Iterator[None]:
    try:
        yield
    except stripe.StripeError as fault:
        # Names only: what Stripe answers repeats addresses.
        logger.warning("stripe failed", asked=what, fault=type(fault).__name__, code=fault.code)
        raise PaymentsAway(
            "Our payment service does not answer as it should. Nothing was charged. Please try "
            "again in a few minutes."
        ) from fault


def _client() -> stripe.StripeClient:
    return _client_with(settings.STRIPE_SECRET_KEY, settings.STRIPE_API_BASE)


@functools.lru_cache(maxsize=2)
def _client_with(key: str, base: str) -> stripe.StripeClient:
    return stripe.StripeClient(
        key,
        base_addresses={"api": base},
        max_network_retries=RETRIES,
        http_client=stripe.RequestsClient(timeout=(SECONDS_TO_CONNECT, SECONDS_TO_ANSWER)),
    )
