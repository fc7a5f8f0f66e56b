"""The bell of imports: rung after the commit, and by the beat for what was lost."""

import pytest
from kombu.exceptions import OperationalError

from members import tasks
from members.models import Import, ImportStatus
from tests.factories.members import ImportFactory

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
