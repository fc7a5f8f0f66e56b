"""The trail keeps what it is given, and nothing else happens to it."""

import pytest
from django.db import IntegrityError, InternalError

from members.models import AuditEvent
from tests.factories.members import AuditEventFactory, ChapterFactory, MemberFactory

pytestmark = pytest.mark.django_db


def test_the_database_refuses_to_change_an_event():
    AuditEventFactory()

    with pytest.raises(InternalError, match="Cannot update or delete"):
        AuditEvent.objects.update(actor_label="somebody else")


def test_the_database_refuses_to_delete_an_event():
    AuditEventFactory()

    with pytest.raises(InternalError, match="Cannot update or delete"):
        AuditEvent.objects.all().delete()


@pytest.mark.parametrize(
    ("field", "constraint"),
    [
        ("action", "audit_event_names_an_action"),
        ("actor_label", "audit_event_names_an_actor"),
        ("object_type", "audit_event_names_a_thing"),
        ("object_id", "audit_event_names_a_thing"),
    ],
)
def test_an_event_names_act_actor_and_thing(field, constraint):
    with pytest.raises(IntegrityError, match=constraint):
        AuditEventFactory(**{field: ""})


def test_about_finds_the_events_of_one_thing():
    member = MemberFactory()
    event = AuditEventFactory(object_type="members.member", object_id=str(member.pk))
    AuditEventFactory(object_type="members.chapter", object_id=str(member.pk))

    assert list(AuditEvent.objects.about(member)) == [event]
    assert not AuditEvent.objects.about(ChapterFactory(pk=member.pk + 1)).exists()


def test_an_event_is_called_by_act_and_thing():
    assert str(AuditEventFactory.build()) == "member.changed: Ada, Natick"
