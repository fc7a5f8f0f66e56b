"""Looks at personal data: kept, never changed, forgotten when their time has come."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, InternalError, transaction
from django.utils import timezone

from members.models import Look, LookPage
from tests.factories.members import LookFactory, MemberFactory

pytestmark = pytest.mark.django_db


def test_looks_at_any_row_of_a_person_are_looks_at_them():
    person = MemberFactory()
    row = MemberFactory(merged_into=person)
    first, second = LookFactory(member_id=person.pk), LookFactory(member_id=row.pk)
    LookFactory(member_id=MemberFactory().pk)

    assert list(Look.objects.at_person(person)) == [second, first]


def test_looks_are_never_changed():
    look = LookFactory()

    with pytest.raises(InternalError, match="Cannot update"):
        Look.objects.filter(pk=look.pk).update(by_label="nobody")


def test_looks_are_kept_for_a_season():
    young = LookFactory(at=timezone.now() - timedelta(days=89))
    old = LookFactory(at=timezone.now() - timedelta(days=91))

    with pytest.raises(IntegrityError, match="looks_are_kept_for_a_season"), transaction.atomic():
        young.delete()
    old.delete()

    assert Look.objects.get() == young


@pytest.mark.parametrize(
    ("fields", "rule"),
    [
        ({"page": "glance"}, "look_page_is_known"),
        ({"by_label": ""}, "look_names_who_looked"),
        ({"member_id": None}, "look_says_at_whom"),
    ],
)
def test_a_look_that_says_too_little_is_refused(fields, rule):
    with pytest.raises(IntegrityError, match=rule):
        LookFactory(**fields)


@pytest.mark.parametrize("page", [LookPage.SEARCH, LookPage.EXPORT])
def test_looks_at_many_name_nobody(page):
    assert LookFactory(page=page, member_id=None).member_id is None


def test_a_look_is_called_by_who_and_what():
    look = LookFactory.build(by_label="staff@example.org", page=LookPage.LOGIN)

    assert str(look) == "staff@example.org: page of a login"
