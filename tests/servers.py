"""Loaded by `-p tests.servers`: the run's own PostgreSQL and Valkey, gone when it ends.

It must be loaded before pytest-django imports the settings, which read these values.
"""

import os

import pytest

from config.embedded import Servers, Trouble
from config.embedded.places import ephemeral_places
from tests.environment import testing_below

started: list[Servers] = []


def begin() -> None:
    # `make test` holds servers for all its steps, and says so with this variable. Of several
    # processes each takes its own: their Celery workers would eat each other's messages.
    base = os.environ.get("EMBEDDED_BASE")
    if base is None or "PYTEST_XDIST_WORKER" in os.environ:
        servers = Servers(ephemeral_places())
        try:
            servers.begin()
        except Trouble as trouble:
            pytest.exit(str(trouble), returncode=1)
        started.append(servers)
        base = str(servers.places.base)
        os.environ |= servers.places.environment() | {"EMBEDDED_BASE": base}
    os.environ |= testing_below(base)


def pytest_unconfigure() -> None:
    if started:
        started.pop().end()
        del os.environ["EMBEDDED_BASE"]


begin()
