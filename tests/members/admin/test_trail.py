"""The trail is read, and only read."""

import pytest
from django.urls import reverse

from tests.factories.members import AuditEventFactory

pytestmark = pytest.mark.django_db
LIST = "admin:members_auditevent_changelist"


def test_staff_read_the_trail(admin_client):
    AuditEventFactory(object_label="Ada, Natick")
    AuditEventFactory(object_label="Bo, Boston", action="round.opened")

    page = admin_client.get(reverse(LIST), {"action": "member.changed"}).content.decode()

    assert ("Ada, Natick" in page, "Bo, Boston" in page) == (True, False)


@pytest.mark.parametrize("page", ["add", "change", "delete"])
def test_nobody_writes_to_the_trail_here(admin_client, page):
    arguments = [] if page == "add" else [AuditEventFactory().pk]

    address = reverse(f"admin:members_auditevent_{page}", args=arguments)

    assert admin_client.post(address, {"action": "forged"}).status_code == 403


def test_the_list_takes_as_many_queries_for_three_as_for_one(admin_client, count_queries):
    AuditEventFactory()
    with count_queries() as with_one:
        admin_client.get(reverse(LIST))
    AuditEventFactory.create_batch(2)

    with count_queries() as with_three:
        response = admin_client.get(reverse(LIST))

    assert response.status_code == 200
    assert len(with_three) == len(with_one)
