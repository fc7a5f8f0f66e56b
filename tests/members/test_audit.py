"""Events say who did what to which thing, and keep saying it."""

import uuid
from datetime import date

import pytest

from members import audit
from members.models import AuditEvent
from tests.factories.members import MemberFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_record_names_actor_act_and_thing():
    staff, member = UserFactory(email="eve@example.org"), MemberFactory(name="Ada", town="Natick")

    event = audit.record("member.changed", by=staff, of=member, field="town")

    assert (event.actor_id, event.actor_label) == (staff.pk, "eve@example.org")
    assert (event.object_type, event.object_id) == ("members.member", str(member.pk))
    assert (event.action, event.object_label) == ("member.changed", "Ada, Natick")
    assert event.detail == {"field": "town"}


def test_record_without_an_actor_names_the_system():
    event = audit.record("member.changed", by=None, of=MemberFactory())

    assert (event.actor_id, event.actor_label) == (None, "the system")


def test_record_writes_dates_and_uuids_as_text():
    number = uuid.UUID(int=7)

    audit.record("member.changed", by=None, of=MemberFactory(), on=date(2026, 3, 14), id=number)

    assert AuditEvent.objects.get().detail == {"on": "2026-03-14", "id": str(number)}


def test_record_cuts_a_name_that_is_too_long():
    event = audit.record("member.changed", by=None, of=MemberFactory(name="a" * 200, town="b" * 90))

    assert event.object_label == "a" * 200 + ", " + "b" * 52


def test_an_event_outlives_actor_and_thing():
    staff, member = UserFactory(), MemberFactory()
    event = audit.record("member.changed", by=staff, of=member)

    member.delete()
    staff.delete()

    assert AuditEvent.objects.get() == event
