"""Mail to staff about imports, written to the outbox: one a day and kind at most."""

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from members import outbox
from members.feeds import NAMES
from members.models import Import
from members.models.imports import MOST_ATTEMPTS


def tell_of_refusals(one: Import) -> None:
    """Lines of what a system sent by itself could not go onto the ledger."""
    source = NAMES.get(one.source, one.source)
    _tell(
        kind=f"refused-{one.source}",
        subject=f"{source}: a payment could not be entered",
        body="A line that was sent by itself was refused, and waits for somebody to look at it. "
        "There may be more of them: this mail comes once a day at most.",
        path=f"{reverse('admin:members_import_changelist')}?needs_a_look__exact=1",
    )


def tell_of_imports_given_up(number: int) -> None:
    what = "An import" if number == 1 else f"{number} imports"
    _tell(
        kind="given-up",
        subject=f"{what} could not be finished",
        body=f"{what} failed several times, and no worker tries again by itself. Nothing of it was "
        "written. The server's log says why.",
        path=f"{reverse('admin:members_import_changelist')}?attempts__gte={MOST_ATTEMPTS}",
    )


def tell_of_event_given_up(type_: str) -> None:
    _tell(
        kind="stripe-given-up",
        subject="Stripe could not be asked about an event",
        body=f"Stripe sent “{type_}”, but did not answer when it was asked about it, again and "
        "again. Have Stripe send the event again; until then what it is about is not here.",
        path=f"{reverse('admin:members_stripeevent_changelist')}?status__exact=failed",
    )


def _tell(*, kind: str, subject: str, body: str, path: str) -> None:
    day = timezone.localdate()
    for number, address in enumerate(settings.ALERT_ADDRESSES):
        outbox.put(
            to=address,
            subject=subject,
            body=f"{body}\n\n{settings.BASE_URL}{path}\n",
            kind="alert",
            key=f"imports:{kind}:{day}:{number}",
        )
