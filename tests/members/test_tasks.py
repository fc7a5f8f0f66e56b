"""The bell of imports: rung after the commit, and by the beat for what was lost."""

from datetime import date, timedelta

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone
from kombu.exceptions import OperationalError

from members import inquiries, tasks
from members.models import Checkout, Departure, Import, ImportStatus, Inquiry, OutboxMail
from tests.factories.members import (
    CheckoutFactory,
    ImportFactory,
    MemberFactory,
    StripeEventFactory,
)
from tests.members.stripe_site import connected, paid

pytestmark = pytest.mark.django_db


def test_work_on_import_does_what_is_due():
    one = ImportFactory()

    tasks.work_on_import(one.pk)

    assert Import.objects.get().status == ImportStatus.UNREADABLE


def test_the_beat_asks_for_all_that_is_due_and_nothing_else(monkeypatch):
    asked = []
    monkeypatch.setattr(tasks.work_on_import, "delay", asked.append)
    due = [ImportFactory().pk, ImportFactory(status=ImportStatus.ORDERED).pk]
    ImportFactory(status=ImportStatus.PREVIEWED)

    tasks.work_on_imports()

    assert asked == due


def test_the_beat_asks_for_a_few_of_very_many(monkeypatch):
    asked = []
    monkeypatch.setattr(tasks.work_on_import, "delay", asked.append)
    monkeypatch.setattr(tasks, "MOST_AT_ONCE", 2)
    due = [ImportFactory().pk for _ in range(3)]

    tasks.work_on_imports()

    assert asked == due[:2]


def test_a_nudge_waits_for_the_commit(monkeypatch, django_capture_on_commit_callbacks):
    asked = []
    monkeypatch.setattr(tasks.work_on_import, "delay", asked.append)

    with django_capture_on_commit_callbacks(execute=True):
        tasks.nudge_on_commit(7)
        assert asked == []

    assert asked == [7]


def test_a_nudge_survives_a_broker_that_is_away(monkeypatch, django_capture_on_commit_callbacks):
    def away(*arguments):
        raise OperationalError

    monkeypatch.setattr(tasks.work_on_import, "delay", away)

    with django_capture_on_commit_callbacks(execute=True):
        tasks.nudge_on_commit(7)


def test_answer_inquiries_answers_what_waits():
    inquiries.ask("ada@example.org")

    tasks.answer_inquiries()

    assert (Inquiry.objects.count(), OutboxMail.objects.get().kind) == (0, "inquiry")


def test_erase_departures_erases_what_is_due(settings):
    settings.RETENTION_YEARS = 1
    Departure.objects.create(member=MemberFactory(left_on=date(2020, 1, 1)), name="Ada")

    tasks.erase_departures()

    assert Departure.objects.get().name == ""


def test_forget_sessions_runs_without_any():
    tasks.forget_sessions()

    assert not Session.objects.exists()


@pytest.mark.parametrize(
    ("ring", "task"),
    [
        (tasks.answer_inquiries_on_commit, tasks.answer_inquiries),
        (tasks.tidy_up_on_commit, tasks.forget_sessions),
    ],
)
def test_a_bell_waits_for_the_commit_and_may_be_lost(
    ring, task, monkeypatch, django_capture_on_commit_callbacks
):
    rung = []

    def fail():
        rung.append(task.name)
        raise OperationalError

    monkeypatch.setattr(task, "delay", fail)

    with django_capture_on_commit_callbacks(execute=True):
        ring()
        assert rung == []

    assert rung == [task.name]


def test_the_beat_asks_for_events_that_wait_and_payers_who_did_not_come_back(monkeypatch):
    asked = []
    monkeypatch.setattr(tasks.look_into_stripe_event, "delay", asked.append)
    monkeypatch.setattr(tasks.settle_checkout, "delay", asked.append)
    now = timezone.now()
    waiting = StripeEventFactory().pk
    StripeEventFactory(status="done")
    StripeEventFactory(due_at=now + timedelta(minutes=1))
    late = CheckoutFactory(looked_at=now - timedelta(minutes=11)).pk
    CheckoutFactory()
    CheckoutFactory(status="expired", looked_at=now - timedelta(days=1))

    tasks.work_on_stripe()

    assert asked == [waiting, late]


def test_a_nudge_for_an_event_waits_for_the_commit(monkeypatch, django_capture_on_commit_callbacks):
    asked = []
    monkeypatch.setattr(tasks.look_into_stripe_event, "delay", asked.append)

    with django_capture_on_commit_callbacks(execute=True):
        tasks.nudge_stripe_on_commit(7)
        assert asked == []

    assert asked == [7]


def test_a_checkout_is_settled_later_when_stripe_is_away(settings):
    with connected(settings) as fake:
        paid(fake)
        fake.faults[:] = ["500", "500"]
        tasks.settle_checkout(Checkout.objects.get().pk)
        assert Checkout.objects.get().status == "open"

        tasks.settle_checkout(Checkout.objects.get().pk)
    assert Checkout.objects.get().status == "paid"
