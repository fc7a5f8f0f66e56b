"""Two people who enter, and rounds in which members vote on paper."""

import pytest
from django.utils import timezone

from tests.endorsements.paper.piles import marked
from tests.factories.endorsements import close, entries, fresh, open_round
from tests.factories.members import StaffFactory


@pytest.fixture
def ada():
    return StaffFactory(email="ada@example.org")


@pytest.fixture
def ben():
    return StaffFactory(email="ben@example.org")


@pytest.fixture
def closed():
    """Three members, of whom two vote on paper; closed, and nobody has voted on the site."""
    voting_round = open_round(3, records_minimum=3, title=f"Spring {timezone.now():%f}")
    for entry in entries(voting_round)[:2]:
        marked(entry)
    close(voting_round)
    return fresh(voting_round)
