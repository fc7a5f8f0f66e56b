"""Loaded by `-p tests.servers`: the run's own PostgreSQL and Valkey, gone when it ends.

It must be loaded before pytest-django imports the settings, which read these values.
"""

import os

import pytest

from config.embedded import Trouble
from config.embedded.places import ephemeral_places
from config.embedded.servers import ROOT, Servers

VALUES = {
    "DEMO": "0",
    "DEBUG": "0",
    "HTTPS": "0",
    "STATIC_HASHED": "0",
    "SECRET_KEY": "for tests only, not a secret",
    "BASE_URL": "http://testserver",
    "ALLOWED_HOSTS": "testserver,localhost",
    "ORGANISATION_NAME": "Progressive Examples",
    "ORGANISATION_CONTACT": "office@example.org",
    "ALERT_ADDRESSES": "alerts@example.org",
    "OBSERVER_ADDRESSES": "observer@example.org",
    "EMAIL_URL": "consolemail://",
    "LOG_LEVEL": "WARNING",
}
started: list[Servers] = []


def values_below(base: str) -> dict[str, str]:
    keys = {name: f"{base}/keys/{name}" for name in ("signing", "mix", "tally")}
    folders = {f"{name.upper()}_KEY_DIR": path for name, path in keys.items()}
    return VALUES | folders | {"CHECKPOINT_DIR": f"{base}/checkpoints"}


def begin() -> None:
    # `make test` holds servers for all its steps; they are told by this variable.
    base = os.environ.get("EMBEDDED_BASE")
    if base is None:
        servers = Servers(ephemeral_places(ROOT))
        try:
            servers.begin()
        except Trouble as trouble:
            pytest.exit(str(trouble), returncode=1)
        started.append(servers)
        base = str(servers.places.base)
        os.environ |= servers.places.environment() | {"EMBEDDED_BASE": base}
    os.environ |= values_below(base)


def pytest_unconfigure() -> None:
    if started:
        started.pop().end()
        del os.environ["EMBEDDED_BASE"]


begin()
