"""Whose standing an import is said to change."""

from datetime import date

import pytest

from members import comparison
from tests.factories.members import ContributionFactory, ImportFactory, MemberFactory

pytestmark = pytest.mark.django_db

PAID, TODAY = date(2026, 3, 3), date(2026, 6, 1)


@pytest.fixture
def fed():
    """An import that brought dues for somebody."""
    came_with = ImportFactory()

    def feed(**member):
        entry = ContributionFactory(
            member=MemberFactory(**member), received_on=PAID, came_with=came_with
        )
        return entry.member

    return came_with, feed


def test_who_paid_gains(fed):
    came_with, feed = fed
    member = feed()

    numbers, listed = comparison.outcomes(came_with, TODAY)

    assert numbers == {"gained": 1, "lost": 0}
    assert [(one["member"], one["is_good"]) for one in listed] == [(member.pk, True)]


def test_who_has_left_gains_nothing_by_a_payment_of_before(fed):
    came_with, feed = fed
    feed(left_on=date(2026, 5, 1))

    assert comparison.outcomes(came_with, TODAY) == ({"gained": 0, "lost": 0}, [])


def test_a_payment_on_a_duplicate_is_the_persons(fed):
    came_with, feed = fed
    person = MemberFactory()
    feed(merged_into=person)

    numbers, listed = comparison.outcomes(came_with, TODAY)

    assert (numbers["gained"], [one["member"] for one in listed]) == (1, [person.pk])
