"""Fixtures for the tests of `endorsements`."""

import pytest

CLOCKS = [
    "alerts",
    "certification",
    "checklist",
    "counting",
    "custody",
    "log",
    "publication",
    "rounds",
    "tasks",
]


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
