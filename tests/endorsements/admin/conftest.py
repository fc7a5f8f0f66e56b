"""Staff with all rights, and what the buttons have asked of the workers."""

import pytest

from endorsements import tasks
from tests.endorsements.admin.forms_sent import form_of
from tests.endorsements.admin.staging import ADD
from tests.factories.members import StaffFactory


@pytest.fixture
def staff(client):
    """A browser in which somebody with all rights has logged in."""
    client.force_login(StaffFactory(email="staff@example.org"))
    return client


@pytest.fixture
def new(staff):
    """A filled-in form for a new round with one contest and two candidates."""
    return form_of(staff.get(ADD)) | {
        "title": "Spring endorsements",
        "contests-0-office": "State Senate",
        "contests-0-district": "First Suffolk",
        "contests-0-candidates-0-name": "Álvaro Núñez",
        "contests-0-candidates-0-description": "Teacher",
        "contests-0-candidates-0-website": "nunez.example.org",
        "contests-0-candidates-1-name": "Jo Doe",
        "contests-0-candidates-1-biography": "Two\nlines",
    }


@pytest.fixture
def asked(monkeypatch):
    """The steps that workers were asked for, in order; nothing is sent."""
    steps = []
    monkeypatch.setattr(tasks, "nudge", lambda round_id, step: steps.append(step))
    return steps
