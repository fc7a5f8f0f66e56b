"""What the mail service reports of copies: delivered, come back, called junk.

A report says nothing new, or of nobody we know: then nothing happens. No report makes a copy
better than a worse one before it said.
"""

from typing import Any

from anymail.signals import AnymailTrackingEvent, EventType, tracking
from django.dispatch import receiver

from endorsements.models import Delivery, DeliveryState
from endorsements.models.mailings import TAKEN

S = DeliveryState
MEANS = {
    EventType.DELIVERED: S.DELIVERED,
    EventType.BOUNCED: S.BOUNCED,
    EventType.REJECTED: S.BOUNCED,
    EventType.COMPLAINED: S.COMPLAINED,
}
MAY_FOLLOW = {
    S.DELIVERED: (S.SENT,),
    S.BOUNCED: (S.SENT, S.DELIVERED),
    S.COMPLAINED: (S.SENT, S.DELIVERED, S.BOUNCED),
}
LONGEST_ADDRESS = 254
MOST_DIGITS = 18


@receiver(tracking, dispatch_uid="endorsements.mailings")
def take_report(sender: Any, event: AnymailTrackingEvent, **_: Any) -> None:
    take(event)


def take(event: AnymailTrackingEvent) -> bool:
    """Note what a report says; says whether it was news."""
    state = MEANS.get(event.event_type)
    address = str(event.recipient or "").strip().lower()
    if state is None or not address or len(address) > LONGEST_ADDRESS or "\0" in address:
        return False
    delivery = _delivery_of(event, address)
    if delivery is None:
        return False
    follows = Delivery.objects.filter(pk=delivery.pk, state__in=MAY_FOLLOW[state])
    return bool(follows.update(state=state))


def _delivery_of(event: AnymailTrackingEvent, address: str) -> Delivery | None:
    """The copy that the report names, else the last one to its address."""
    taken = Delivery.objects.filter(to=address, state__in=TAKEN)
    named = str((event.metadata or {}).get("delivery", ""))
    if named.isascii() and named.isdigit() and len(named) <= MOST_DIGITS:
        return taken.filter(pk=int(named)).first()
    return taken.order_by("sent_at", "pk").last()
