"""Merges that meet in two threads make no chain and no circle."""

import pytest
from django.db import transaction

from members import merging
from members.errors import CannotBeMerged
from members.models import Member
from tests.attacks.threads import at_once
from tests.factories.members import MemberFactory, StaffFactory

pytestmark = pytest.mark.django_db(transaction=True)


def tried(duplicate, into, staff):
    def act():
        try:
            return merging.merge(duplicate.pk, into=into.pk, by=staff, reason="One person.")
        except CannotBeMerged as refusal:
            return str(refusal)

    return act


@pytest.mark.parametrize("ends", [(0, 1, 1, 0), (0, 1, 1, 2), (1, 2, 0, 1)])
def test_of_two_merges_that_contradict_each_other_one_happens(ends):
    people, staff = [MemberFactory() for _ in range(3)], StaffFactory()
    one, into, other, into_too = (people[end] for end in ends)

    outcomes = at_once([tried(one, into, staff), tried(other, into_too, staff)])

    assert sorted(type(outcome) for outcome in outcomes if isinstance(outcome, Member)) == [Member]
    assert Member.objects.whole().count() == 2


def test_the_database_holds_without_the_commands_locks():
    first, second, third = (MemberFactory() for _ in range(3))

    def point(row, at):
        def act():
            try:
                with transaction.atomic():
                    Member.objects.filter(pk=row.pk).update(merged_into=at)
            except Exception as refusal:
                return str(refusal)
            return ""

        return act

    outcomes = at_once([point(first, second), point(second, third)])

    assert sum("merges_make_no_chain" in outcome for outcome in outcomes) == 1
    assert outcomes.count("") == 1
