"""What single people of the staff changed, as others read it before a roll is frozen."""

from datetime import UTC, datetime

import pytest

from members.models import AuditEvent
from members.single_handed import changes_since
from tests.factories.members import MemberFactory, StaffFactory

pytestmark = pytest.mark.django_db
MAY, JUNE = datetime(2026, 5, 5, tzinfo=UTC), datetime(2026, 6, 6, tzinfo=UTC)


def event(action, by, at=JUNE):
    AuditEvent.objects.create(
        action=action,
        at=at,
        actor_id=by and by.pk,
        actor_label=str(by),
        object_type="members.member",
        object_id="1",
    )


@pytest.fixture
def ann():
    return StaffFactory(email="ann@example.org")


def test_kinds_are_told_in_their_order_with_authors_and_numbers(ann):
    ben = StaffFactory(email="ben@example.org")
    for action in ("meeting.changed", "meeting.added", "standingrules.added"):
        event(action, ann)
    event("meeting.changed", ben)

    assert changes_since(MAY) == [
        "standing rules: 1 change by ann@example.org.",
        "meetings and who came: 2 changes by ann@example.org, 1 change by ben@example.org.",
    ]


def test_what_was_before_what_the_system_did_and_other_acts_are_left_out(ann):
    event("standingrules.added", ann, at=MAY)
    event("member.added", None)
    event("contribution.entered", ann)

    assert changes_since(JUNE) == []
    assert changes_since(None) == ["standing rules: 1 change by ann@example.org."]


def test_what_the_pages_of_staff_write_is_what_is_read(admin_client):
    """The names of actions are those that the admin gives."""
    member = MemberFactory()
    rows = {"addresses-TOTAL_FORMS": "0", "addresses-INITIAL_FORMS": "0"}
    admin_client.post(
        f"/admin/members/member/{member.pk}/change/",
        rows | {"name": "Eve", "town": "", "joined_on": "2026-01-01"},
    )

    who = AuditEvent.objects.get().actor_label
    assert changes_since(None) == [f"names and addresses of people: 1 change by {who}."]
