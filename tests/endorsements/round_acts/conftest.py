"""Two people, and a way from a proposal to what it does."""

import pytest

from tests.factories.members import StaffFactory


@pytest.fixture
def ada():
    return StaffFactory(email="ada@example.org")


@pytest.fixture
def ben():
    return StaffFactory(email="ben@example.org")
