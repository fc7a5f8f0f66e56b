"""Staff with all rights, and what the buttons have asked of the workers."""

import pytest

from endorsements import tasks
from tests.factories.members import StaffFactory


@pytest.fixture
def staff(client):
    """A browser in which somebody with all rights has logged in."""
    client.force_login(StaffFactory(email="staff@example.org"))
    return client


@pytest.fixture
def asked(monkeypatch):
    """The steps that workers were asked for, in order; nothing is sent."""
    steps = []
    monkeypatch.setattr(tasks, "nudge", lambda round_id, step: steps.append(step))
    return steps
