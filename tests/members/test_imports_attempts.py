"""What no worker can finish is given up; what came by itself is looked through."""

import threading

import pytest
from django.db import connections, transaction

from members import imports
from members.errors import NotNow
from members.models import AuditEvent, Import, ImportStatus
from members.models.imports import MOST_ATTEMPTS
from tests.factories.members import ImportFactory, StaffFactory
from tests.members.events import event
from tests.members.feeding import apply, ledger, line, table

pytestmark = pytest.mark.django_db


@pytest.fixture
def ordered():
    return imports.take_in(source="csv", file_name="a.csv", content=table(line()))


def fail(monkeypatch, times):
    def broken(*arguments):
        raise RuntimeError("a fault of ours")

    monkeypatch.setattr(imports, "apply", broken)
    for one in Import.objects.all():
        for _ in range(times):
            with pytest.raises(RuntimeError):
                imports.work_on(one.pk)


@pytest.mark.django_db(transaction=True)
def test_an_import_that_fails_again_and_again_is_given_up_and_tried_again(ordered, monkeypatch):
    with monkeypatch.context() as patched:
        fail(patched, MOST_ATTEMPTS)

    ordered.refresh_from_db()
    assert (ordered.attempts, ordered.is_given_up) == (MOST_ATTEMPTS, True)
    assert not Import.objects.due().exists()
    imports.work_on(ordered.pk)
    assert ledger() == []

    staff = StaffFactory()
    imports.try_again(ordered.pk, by=staff)
    imports.work_on(ordered.pk)

    ordered.refresh_from_db()
    assert (ordered.status, ordered.attempts, len(ledger())) == ("applied", 0, 1)
    actions = AuditEvent.objects.filter(actor_id=staff.pk).values_list("action", flat=True)
    assert list(actions) == ["import.tried_again"]


def test_what_was_not_given_up_is_not_tried_again(ordered):
    with pytest.raises(NotNow, match="was not given up"):
        imports.try_again(ordered.pk, by=StaffFactory())


@pytest.mark.django_db(transaction=True)
def test_an_import_that_waits_for_another_one_loses_no_attempt(ordered):
    def meanwhile():
        imports.work_on(ordered.pk)
        connections.close_all()

    with transaction.atomic():
        imports.one_at_a_time()
        other = threading.Thread(target=meanwhile)
        other.start()
        other.join()

    ordered.refresh_from_db()
    assert (ordered.status, ordered.attempts) == ("ordered", 0)


def test_refused_lines_that_came_by_themselves_are_looked_through():
    one = imports.take_in(source="actblue", file_name="webhook", content=event(amount="-5"))
    imports.work_on(one.pk)
    assert [found.pk for found in Import.objects.needing_a_look()] == [one.pk]
    staff = StaffFactory()

    imports.look_through(one.pk, by=staff)

    assert not Import.objects.needing_a_look().exists()
    trail = AuditEvent.objects.get(action="import.looked_through")
    assert (trail.actor_id, trail.detail) == (staff.pk, {"refused": 1})
    with pytest.raises(NotNow, match="nothing here"):
        imports.look_through(one.pk, by=staff)


def test_who_ordered_a_file_has_seen_what_is_refused():
    staff = StaffFactory()
    content = table(line(), line(id="2", amount="-5"))
    one = imports.receive(source="csv", file_name="a.csv", content=content, by=staff)
    imports.work_on(one.pk)
    imports.order(one.pk, by=staff)
    imports.work_on(one.pk)

    one.refresh_from_db()
    assert (one.status, one.counts["refused"], one.needs_a_look) == ("applied", 1, False)


def test_what_is_undone_needs_no_look():
    applied = apply(table(line(amount="-5")))
    assert applied.needs_a_look
    imports.recall(applied.pk, by=StaffFactory())

    assert imports.undo(applied.pk).needs_a_look is False


@pytest.mark.parametrize("status", [*ImportStatus])
def test_only_what_is_due_is_given_up(status):
    due = {"received", "ordered", "recalled"}
    one = ImportFactory.build(status=status, attempts=MOST_ATTEMPTS)

    assert one.is_given_up is (status in due)
