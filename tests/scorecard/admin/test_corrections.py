"""A report is settled once, with words."""

import pytest
from django.urls import reverse

from members.models import AuditEvent
from scorecard import settling
from scorecard.errors import NotNow
from scorecard.models import CorrectionStatus, Topic
from tests.factories.scorecard import CorrectionFactory, TopicFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("status", "changed", "kept"),
    [
        ("made", "The date.", True),
        ("made", "", False),
        ("declined", "", True),
        ("reported", "x", False),
    ],
)
def test_a_report_is_settled_with_words(admin_client, status, changed, kept):
    one = CorrectionFactory()
    url = reverse("admin:scorecard_correction_change", args=[one.pk])
    admin_client.post(url, {"status": status, "changed": changed})
    one.refresh_from_db()
    assert (one.status == status and one.settled_at is not None) == kept
    assert AuditEvent.objects.filter(action="scorecard.correction_settled").exists() == kept
    if kept:
        assert admin_client.post(url, {"status": "made", "changed": "x"}).status_code == 403


def test_the_command_refuses_what_the_form_refuses():
    one = CorrectionFactory()
    with pytest.raises(NotNow, match="Say whether"):
        settling.settle(one.pk, status=CorrectionStatus.REPORTED, changed="x", by=None)
    with pytest.raises(NotNow, match="Say what was changed"):
        settling.settle(one.pk, status=CorrectionStatus.MADE, changed=" ", by=None)
    settling.settle(one.pk, status=CorrectionStatus.DECLINED, changed="", by=None)
    with pytest.raises(NotNow, match="settled"):
        settling.settle(one.pk, status=CorrectionStatus.MADE, changed="x", by=None)


def test_a_topic_gets_another_name(admin_client):
    topic = TopicFactory()
    inline = {
        "names-TOTAL_FORMS": "1",
        "names-INITIAL_FORMS": "0",
        "names-0-name": "parks and trees",
    }
    url = reverse("admin:scorecard_topic_change", args=[topic.pk])
    admin_client.post(url, {"name": topic.name, "slug": topic.slug} | inline)
    assert Topic.objects.get(names__name="parks and trees") == topic
    assert AuditEvent.objects.filter(action="topic.changed").exists()
