"""Staff describe a vote or a bill in their own words, and change nothing else of it."""

import pytest
from django.urls import reverse

from members.models import AuditEvent
from tests.factories.scorecard import BillVersionFactory, ScoredItemFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("factory", "name"), [(ScoredItemFactory, "scoreditem"), (BillVersionFactory, "billversion")]
)
def test_only_the_own_description_is_written(admin_client, factory, name):
    one = factory()
    before = one.session.changed_at
    url = reverse(f"admin:scorecard_{name}_change", args=[one.pk])
    admin_client.post(url, {"own_description": " Opens parks. ", "title": "Other"})
    title = one.title
    one.refresh_from_db()
    assert (one.own_description, one.title) == ("Opens parks.", title)
    assert one.session.changed_at > before
    assert AuditEvent.objects.filter(action="scorecard.described").exists()
    assert admin_client.get(reverse(f"admin:scorecard_{name}_changelist")).status_code == 200
