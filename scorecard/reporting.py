"""A mistake that a reader reports: kept until staff settle it, and told to them by mail."""

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from members import audit, outbox
from scorecard.models import Correction


@transaction.atomic
def report(*, page: str, said: str, reply_to: str = "") -> Correction:
    """Keep what a reader says is wrong. Who reads the trail learns that, not what, was reported.

    Args:
        page: the path of the page it is about.
        reply_to: where an answer may go; staff alone see it.
    """
    kept = Correction.objects.create(page=page, said=said.strip(), reply_to=reply_to)
    audit.record("scorecard.correction_reported", by=None, of=kept)
    path = reverse("admin:scorecard_correction_change", args=[kept.pk])
    for number, address in enumerate(settings.ALERT_ADDRESSES):
        outbox.put(
            to=address,
            subject="A reader reports a mistake in the scorecard",
            body=f"About {settings.BASE_URL}{page}\n\n{kept.said}\n\n"
            f"Settle it here: {settings.BASE_URL}{path}\n",
            kind="alert",
            key=f"correction:{kept.pk}:{number}",
        )
    return kept
