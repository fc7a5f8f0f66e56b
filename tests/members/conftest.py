"""Fixtures for the tests of `members`."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories.members import StaffFactory
from tests.fake_oauth.fixtures import sites  # noqa: F401


@pytest.fixture
def admin_client(client):
    """A browser in which somebody with all rights has logged in."""
    client.force_login(StaffFactory())
    return client


@pytest.fixture
def count_queries():
    return lambda: CaptureQueriesContext(connection)
