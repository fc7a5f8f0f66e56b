"""Dues that renew themselves by card: where they stand, and what their owner may do about them.

For pages such as "My membership":

- `of(member)` lists the subscriptions that go on, without asking Stripe: amount (`dollars`),
  `interval`, `renews_on` or `ends_on`, `is_unpaid` (the last payment failed: a new card is needed).
- A form that posts to `{% url "members:payment_portal" subscription.pk %}` leads to Stripe's page
  for the card, past payments and cancelling; `{% url "members:payment_amount" subscription.pk %}`
  is the page on which the amount is changed. Both refuse whoever is not the owner.
- `end_all(member, by=...)` stops all future payments at once. What was paid stays paid. Whoever
  closes an account ends them first (`what_bars_closing`): Stripe cannot be part of a transaction.
"""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from members import audit, gateway, levels
from members.errors import NotOffered
from members.models import Checkout, Member, Subscription, User

Facts = Mapping[str, Any]
INTERVALS = (levels.MONTH, levels.YEAR)


def of(member: Member) -> list[Subscription]:
    """Those that go on, the latest first."""
    return list(Subscription.objects.of(member).going_on())


@transaction.atomic
def mirror(facts: Facts, *, seen_at: datetime) -> Subscription | None:
    """Keep what Stripe said; None when it is not one of ours.

    Args:
        seen_at: when Stripe was asked. An older answer never replaces a younger one.
    """
    marks, price = facts["metadata"] or {}, facts["item"]["price"]
    interval = (price.get("recurring") or {}).get("interval")
    if marks.get(gateway.MARK) not in ("dues", "reduced") or interval not in INTERVALS:
        return None
    name = {"source": gateway.source(), "subscription_id": facts["id"]}
    there = Subscription.objects.select_for_update(no_key=True).filter(**name).first()
    if there and there.seen_at > seen_at:
        return there
    kept, _ = Subscription.objects.update_or_create(
        **name,
        defaults={
            "customer": facts["customer"],
            "status": facts["status"],
            "kind": marks[gateway.MARK],
            "amount_cents": price["unit_amount"],
            "interval": interval,
            "item": facts["item"]["id"],
            "product": price["product"],
            "renews_on": _day(facts["item"]["current_period_end"]),
            "ends_on": _end(facts),
            "seen_at": seen_at,
        },
    )
    return kept


def change_amount(subscription: Subscription, *, cents: int, key: str, by: User) -> Subscription:
    """Pay another amount from the next payment on.

    Args:
        key: of the form, so that one that is sent twice asks Stripe once.

    Raises:
        NotOffered: it is less than dues cost, or the subscription is about to end.
        PaymentsAway: Stripe did not take it; all stays as it was.
    """
    if subscription.ends_on is not None:
        raise NotOffered("These payments end. Join anew once they have ended.")
    kind = levels.kind_of(cents, subscription.interval, timezone.localdate())
    asked_at = timezone.now()
    facts = gateway.change_amount(
        subscription.subscription_id,
        item=subscription.item,
        product=subscription.product,
        cents=cents,
        interval=subscription.interval,
        kind=kind,
        key=key,
    )
    with transaction.atomic():
        changed = mirror(facts, seen_at=asked_at) or subscription
        before = subscription.amount_cents
        audit.record("subscription.changed", by=by, of=changed, before=before, after=cents)
    return changed


def portal_address(subscription: Subscription, *, return_url: str) -> str:
    """Raises:
    PaymentsAway: Stripe does not answer.
    """
    return gateway.portal(subscription.customer, return_url=return_url)


def end_all(member: Member, *, by: User | None) -> int:
    """Stop all future payments; says how many series were ended.

    Each is ended at Stripe before it is noted here, so that this may be called again after a fault.

    Raises:
        PaymentsAway: Stripe did not take all of it.
    """
    ended = 0
    for subscription in of(member):
        asked_at = timezone.now()
        facts = gateway.end(subscription.subscription_id)
        with transaction.atomic():
            mirror(facts, seen_at=asked_at)
            audit.record("subscription.ended", by=by, of=subscription)
        ended += 1
    return ended


def what_bars_closing(member: Member) -> list[str]:
    """An account is not closed while its card is charged: only Stripe can end that."""
    return [
        f"Your card is charged {one.dollars} every {one.interval}. End that first, under "
        "“My payments”."
        for one in of(member)
        if one.ends_on is None
    ]


def taken_home(member: Member) -> dict[str, list[dict[str, object]]]:
    """What is kept here of a member's payments by card, besides the ledger."""
    mine = Subscription.objects.of(member)
    begun = Checkout.objects.filter(member__in=Member.objects.rows_of(member))
    series = mine.values("status", "amount_cents", "interval", "renews_on", "ends_on")
    payments = begun.values("begun_at", "period", "dues_cents", "gift_cents", "status")
    return {
        "payments_that_renew_themselves": [dict(one) for one in series],
        "payments_begun": [dict(one) for one in payments],
    }


def _end(facts: Facts) -> date | None:
    if ended := facts["ended_at"] or facts["cancel_at"]:
        return _day(ended)
    return _day(facts["item"]["current_period_end"]) if facts["cancel_at_period_end"] else None


def _day(moment: int | None) -> date | None:
    if moment is None:
        return None
    return timezone.localdate(datetime.fromtimestamp(moment, UTC))
