"""A session is shown or not, and nothing in between."""

import pytest

from members.models import AuditEvent
from scorecard import publication
from scorecard.errors import NotNow
from scorecard.models import Session, SessionStatus
from tests.factories.scorecard import ScoredItemFactory, SessionFactory

pytestmark = pytest.mark.django_db


def test_a_session_is_published_and_taken_back():
    session = ScoredItemFactory(session__status=SessionStatus.DRAFT).session

    publication.publish(session.pk, by=None)
    assert list(Session.objects.published()) == [session]

    publication.withdraw(session.pk, by=None)
    assert not Session.objects.published().exists()
    session.refresh_from_db()
    assert session.changed_at
    assert [event.detail["to"] for event in AuditEvent.objects.order_by("pk")] == [
        "published",
        "draft",
    ]


def test_a_session_that_holds_nothing_is_not_published():
    session = SessionFactory(status=SessionStatus.DRAFT)

    with pytest.raises(NotNow, match="holds nothing yet"):
        publication.publish(session.pk, by=None)


def test_what_is_so_is_not_made_so_again():
    session = ScoredItemFactory().session

    with pytest.raises(NotNow, match="is published already"):
        publication.publish(session.pk, by=None)
    publication.withdraw(session.pk, by=None)
    with pytest.raises(NotNow, match="is draft already"):
        publication.withdraw(session.pk, by=None)
