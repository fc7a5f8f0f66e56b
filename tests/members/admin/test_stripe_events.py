"""Staff read what Stripe sent, and change nothing."""

import gzip

import pytest
from django.urls import reverse

from tests.factories.members import StripeEventFactory

pytestmark = pytest.mark.django_db
LIST = reverse("admin:members_stripeevent_changelist")


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_asks_as_often_for_three_as_for_one(admin_client, count_queries, number):
    StripeEventFactory.create_batch(number)
    admin_client.get(LIST)

    with count_queries() as queries:
        page = admin_client.get(LIST).content.decode()

    assert page.count("/stripeevent/1") + page.count("/change/") >= number
    assert not [one for one in queries if '"content"' in one["sql"]]
    assert len(queries) == 10


def test_an_event_is_shown_as_it_came_and_cannot_be_changed(admin_client):
    event = StripeEventFactory(content=gzip.compress(b'{"id": "evt_9", "type": "odd"}'))
    where = reverse("admin:members_stripeevent_change", args=[event.pk])

    assert "evt_9" in admin_client.get(where).content.decode()
    assert admin_client.post(where, {"status": "done"}).status_code == 403
