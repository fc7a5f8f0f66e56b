"""Celery rings the bell; the status of an import says what is due. Both may run twice."""

import contextlib
import functools

import structlog
from celery import Task, shared_task
from django.db import transaction
from django.utils import timezone
from kombu.exceptions import OperationalError

from members import checkouts, closing, imports, inquiries, logins, looks, months, stripe_inbox
from members.errors import PaymentsAway
from members.models import Checkout, Import, StripeEvent

# The beat asks again every few seconds: thousands of events must not become millions of messages.
MOST_AT_ONCE = 50
logger = structlog.get_logger(__name__)


@shared_task
def work_on_import(import_id: int) -> None:
    imports.work_on(import_id)


@shared_task
def work_on_imports() -> None:
    """Called by the beat: what a lost message would have started. One that fails bars no other."""
    for import_id in Import.objects.due().values_list("pk", flat=True)[:MOST_AT_ONCE]:
        work_on_import.delay(import_id)
    imports.tell_of_those_given_up()


@shared_task
def look_into_stripe_event(event_pk: int) -> None:
    brought = stripe_inbox.work_on(event_pk)
    if brought is not None:
        imports.work_on(brought.pk)


@shared_task
def settle_checkout(checkout_id: int) -> None:
    with contextlib.suppress(PaymentsAway):
        checkouts.settle(checkout_id)


@shared_task
def work_on_stripe() -> None:
    """Called by the beat: events that wait, and payments whose payer did not come back."""
    now = timezone.now()
    for event_pk in StripeEvent.objects.due(now).values_list("pk", flat=True):
        look_into_stripe_event.delay(event_pk)
    for checkout_id in Checkout.objects.to_ask_about(now).values_list("pk", flat=True):
        settle_checkout.delay(checkout_id)


@shared_task
def forget_old_looks() -> None:
    looks.forget_old()


@shared_task
def reckon_months() -> None:
    """Called by the beat every minute; most of the time nothing is due."""
    months.reckon_what_is_due()


@shared_task
def answer_inquiries() -> None:
    """Answer who asked whether they are a member."""
    inquiries.answer_all()


@shared_task
def forget_sessions() -> None:
    """Called after an account was closed, and once a day."""
    logins.forget_sessions()


@shared_task
def erase_departures() -> None:
    """Once a day: end what the law had us keep of those who left."""
    closing.erase_due(today=timezone.localdate())


def answer_inquiries_on_commit() -> None:
    transaction.on_commit(functools.partial(_nudge, answer_inquiries))


def tidy_up_on_commit() -> None:
    """After an account was closed."""
    transaction.on_commit(functools.partial(_nudge, forget_sessions))


def nudge_on_commit(import_id: int) -> None:
    """Ask a worker to look at an import once the transaction around it is committed."""
    transaction.on_commit(functools.partial(_nudge, work_on_import, import_id))


def nudge_stripe_on_commit(event_pk: int) -> None:
    """The same for an event of Stripe."""
    transaction.on_commit(functools.partial(_nudge, look_into_stripe_event, event_pk))


def _nudge(task: Task, *pks: int) -> None:
    try:
        task.delay(*pks)
    except OperationalError:
        # With Valkey away nothing is lost: the beat asks again.
        logger.warning("broker is away", task=task.name, pks=pks)
