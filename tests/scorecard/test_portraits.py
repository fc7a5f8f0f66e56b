"""A photo is hung once, replaced, and taken down; pages are new each time."""

import pytest

from members.models import AuditEvent
from scorecard import portraits
from scorecard.errors import NoPhoto
from scorecard.models import Portrait
from tests.factories.scorecard import LegislatorFactory, SessionFactory
from tests.scorecard.test_photos import picture

pytestmark = pytest.mark.django_db


def actions():
    return list(AuditEvent.objects.order_by("pk").values_list("action", flat=True))


def test_the_same_photo_again_changes_nothing():
    session, one = SessionFactory(), LegislatorFactory()
    before = session.changed_at
    for _ in range(2):
        portraits.hang(one.pk, picture(), by=None)

    one.refresh_from_db()
    session.refresh_from_db()
    assert one.photo_address.endswith(f"photo-{one.photo_digest}.jpg")
    assert session.changed_at > before
    assert actions() == ["scorecard.photo_hung"]


def test_another_photo_has_another_address():
    one = LegislatorFactory()
    first = portraits.hang(one.pk, picture(), by=None).photo_address

    assert portraits.hang(one.pk, picture(size=(300, 300)), by=None).photo_address != first
    assert Portrait.objects.count() == 1


def test_a_photo_taken_down_is_gone():
    one = LegislatorFactory()
    portraits.hang(one.pk, picture(), by=None)
    for _ in range(2):
        assert portraits.take_down(one.pk, by=None).photo_address == ""

    assert not Portrait.objects.exists()
    assert actions() == ["scorecard.photo_hung", "scorecard.photo_taken_down"]


def test_a_bad_photo_leaves_the_one_there_is():
    one = LegislatorFactory()
    before = portraits.hang(one.pk, picture(), by=None).photo_digest
    with pytest.raises(NoPhoto):
        portraits.hang(one.pk, b"no picture", by=None)

    one.refresh_from_db()
    assert one.photo_digest == before
