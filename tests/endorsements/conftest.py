"""Fixtures for the tests of `endorsements`."""

import pytest
from django.db import transaction

CLOCKS = [
    "alerts",
    "announcements",
    "certification",
    "checklist",
    "counting",
    "custody",
    "embargo",
    "log",
    "publication",
    "rounds",
    "tasks",
]


@pytest.fixture(scope="module")
def rows_of_the_module(django_db_setup, django_db_blocker):
    """Rows that a module's fixtures make once; what a test does to them is undone after it.

    Not for modules with tests that really commit.
    """
    outermost = transaction.atomic()
    # As the tests' own transactions say, so that casting may open its durable one inside.
    outermost._from_testcase = True
    with django_db_blocker.unblock(), outermost:
        yield
        transaction.set_rollback(True)


@pytest.fixture
def set_clock(monkeypatch):
    """Let the commands read another time than the database's; the ballot box keeps its own."""

    def set_to(moment):
        for module in CLOCKS:
            monkeypatch.setattr(f"endorsements.{module}.database_now", lambda: moment)

    return set_to


@pytest.fixture
def bells(monkeypatch):
    """Messages that would have been sent to workers: (round, step)."""
    rung = []
    monkeypatch.setattr(
        "endorsements.tasks.nudge", lambda round_id, step: rung.append((round_id, step))
    )
    return rung
