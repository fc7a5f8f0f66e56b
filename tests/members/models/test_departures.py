"""The contributor's record of somebody who left."""

from datetime import date

import pytest
from django.db import IntegrityError, InternalError

from members.models import Departure
from tests.factories.members import MemberFactory

pytestmark = pytest.mark.django_db
LEFT = date(2026, 3, 1)


@pytest.mark.parametrize("column", ["name", "town", "addresses"])
def test_departure_once_erased_names_nobody(column):
    with pytest.raises(IntegrityError, match="departure_once_erased_names_nobody"):
        Departure.objects.create(
            member=MemberFactory(left_on=LEFT), erased_on=LEFT, **{column: "A"}
        )


def test_departure_is_for_good():
    departure = Departure.objects.create(member=MemberFactory(left_on=LEFT))

    with pytest.raises(InternalError, match="Cannot delete rows"):
        departure.delete()


def test_due_for_erasure_are_those_who_left_by_the_day_and_are_still_kept():
    due, _, erased = (
        Departure.objects.create(member=MemberFactory(left_on=day))
        for day in (LEFT, date(2026, 3, 2), LEFT)
    )
    Departure.objects.filter(pk=erased.pk).update(erased_on=LEFT)

    assert list(Departure.objects.due_for_erasure(left_by=LEFT)) == [due]


def test_a_departure_is_called_after_a_number():
    departure = Departure.objects.create(member=MemberFactory(left_on=LEFT), name="Ada Lovelace")

    assert str(departure) == f"departure of member {departure.member_id}"
