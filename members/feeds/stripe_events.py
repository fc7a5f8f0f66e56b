"""What an event of Stripe is about. Its facts are asked for anew, so that order plays no part."""

from dataclasses import dataclass
from typing import Any

CHECKOUT, INVOICE, INTENT, SUBSCRIPTION = "checkout", "invoice", "intent", "subscription"
OF_CHECKOUTS = {"checkout.session.completed", "checkout.session.async_payment_succeeded"}
OF_INVOICES = {"invoice.paid", "invoice.payment_failed"}
# Refunds and disputes name the payment; what of it was given back is the payment's own matter.
OF_INTENTS = ("charge.refund", "charge.dispute.", "refund.")
OF_SUBSCRIPTIONS = "customer.subscription."


@dataclass(frozen=True)
class Subject:
    """A thing at Stripe that has changed."""

    kind: str
    id: str


def subject_of(event: dict[str, Any]) -> Subject | None:
    """None for events that change nothing here, and for kinds that nobody knew of yet."""
    data = event.get("data")
    thing = data.get("object") if isinstance(data, dict) else None
    if not isinstance(thing, dict):
        return None
    kind = _kind(str(event.get("type", "")))
    found = thing.get("payment_intent" if kind == INTENT else "id") if kind else None
    return Subject(kind, found) if isinstance(found, str) and found else None


def _kind(type_: str) -> str:
    if type_ in OF_CHECKOUTS:
        return CHECKOUT
    if type_ in OF_INVOICES:
        return INVOICE
    if type_.startswith(OF_INTENTS):
        return INTENT
    return SUBSCRIPTION if type_.startswith(OF_SUBSCRIPTIONS) else ""
