"""Stripe's events: kept as they came, then looked into, whatever their order.

An event says only that something has changed. What it is now is asked of Stripe and taken in as an
import, under the names that Stripe gave; so events may come twice, late or never.
"""

import gzip
import json
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from members import alerts, gateway, imports, stripe_memberships
from members.errors import PaymentsAway
from members.feeds.stripe_events import CHECKOUT, INVOICE, SUBSCRIPTION, Subject, subject_of
from members.feeds.stripe_payments import document
from members.models import EventStatus, Import, StripeEvent

FIRST_GAP = timedelta(minutes=1)
MOST_ATTEMPTS = 12
Document = tuple[str, gateway.Facts]


@transaction.atomic
def keep(content: bytes, signature: str) -> StripeEvent:
    """Keep an event. One that was kept already is looked into again: Stripe was asked to resend it.

    Raises:
        BadSignature: it is not Stripe's.
    """
    event = gateway.verified_event(content, signature)
    kept, is_new = StripeEvent.objects.select_for_update(no_key=True).get_or_create(
        event_id=str(event["id"])[:255],
        defaults={
            "type": str(event["type"])[:100],
            "is_live": bool(event.get("livemode")),
            "content": gzip.compress(content),
        },
    )
    if not is_new:
        kept.status, kept.attempts, kept.problem = EventStatus.WAITING, 0, ""
        kept.due_at = timezone.now()
        kept.save()
    return kept


def work_on(event_pk: int) -> Import | None:
    """Find out what an event is about, and take that in; nothing, when it was done already.

    Stripe is asked outside of any transaction. Two workers at one event ask twice and write once.
    """
    event = StripeEvent.objects.due(timezone.now()).filter(pk=event_pk).first()
    if event is None:
        return None
    subject = subject_of(json.loads(gzip.decompress(bytes(event.content))))
    if subject is None or event.is_live != gateway.is_live():
        _settle(event, EventStatus.IGNORED, None)
        return None
    try:
        brought = bring_in(subject, file_name=event.type)
    except PaymentsAway as refusal:
        _put_off(event, str(refusal))
        return None
    _settle(event, EventStatus.DONE, brought)
    return brought


def bring_in(subject: Subject, *, file_name: str) -> Import | None:
    """Ask Stripe about a thing and take in what it says; the import, if there is anything in it.

    Raises:
        PaymentsAway: Stripe does not answer.
    """
    seen_at = timezone.now()
    documents = _ask(subject)
    if not documents:
        return None
    with transaction.atomic():
        taken = None
        for kind, facts in documents:
            if kind == SUBSCRIPTION:
                stripe_memberships.mirror(facts, seen_at=seen_at)
                if facts["status"] != "canceled":
                    continue
            taken = imports.take_in(
                source=gateway.source(), file_name=file_name, content=document(kind, facts)
            )
    return taken


def _ask(subject: Subject) -> list[Document]:
    """What is now the case, the subscription first: the payment is what most callers wait for."""
    if subject.kind == SUBSCRIPTION:
        return [(SUBSCRIPTION, gateway.subscription(subject.id))]
    if subject.kind == CHECKOUT:
        session = gateway.checkout(subject.id)
        if session["payment_status"] != "paid":
            return []
        payment = gateway.payment(
            invoice=session["invoice"] or "", intent=session["payment_intent"] or ""
        )
    elif subject.kind == INVOICE:
        payment = gateway.payment(invoice=subject.id)
    else:
        payment = gateway.payment(intent=subject.id)
    return [*_subscription_of(payment), ("payment", payment)]


def _subscription_of(payment: gateway.Facts) -> list[Document]:
    parent = (payment["invoice"] or {}).get("parent") or {}
    name = (parent.get("subscription_details") or {}).get("subscription")
    return [(SUBSCRIPTION, gateway.subscription(name))] if name else []


def _settle(event: StripeEvent, status: EventStatus, brought: Import | None) -> None:
    event.status, event.brought, event.problem = status, brought, ""
    event.save(update_fields=["status", "brought", "problem"])


def _put_off(event: StripeEvent, problem: str) -> None:
    """Try again after a gap that doubles, for about three days."""
    event.attempts += 1
    event.problem = problem[:500]
    event.due_at = timezone.now() + FIRST_GAP * 2 ** (event.attempts - 1)
    if event.attempts >= MOST_ATTEMPTS:
        event.status = EventStatus.FAILED
    with transaction.atomic():
        event.save(update_fields=["attempts", "problem", "due_at", "status"])
        if event.status == EventStatus.FAILED:
            alerts.tell_of_event_given_up(event.type)
