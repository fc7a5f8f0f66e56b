"""Announcements in the admin: written before, corrected in the open after."""

import pytest
from django.urls import reverse

from endorsements import announcements
from endorsements.models import Announcement
from tests.factories.endorsements import (
    AnnouncementFactory,
    draft_round,
    published_round,
)
from tests.factories.members import StaffFactory

pytestmark = pytest.mark.django_db
FORM = {
    "title": "We endorse",
    "slug": "we-endorse",
    "text": "Our members have decided.",
    "quotes": "winners",
    "has_members_words": "on",
    "publish_at_0": "",
    "publish_at_1": "",
}


def test_one_is_written_while_the_round_is_a_draft(staff):
    voting_round = draft_round()
    add = reverse("admin:endorsements_announcement_add")
    assert staff.post(add, FORM | {"round": str(voting_round.pk)}).status_code == 302
    written = Announcement.objects.get()
    assert (written.round, written.published_at, written.quotes) == (voting_round, None, "winners")
    page = staff.get(reverse("admin:endorsements_announcement_change", args=[written.pk]))
    assert "Look at it" in page.content.decode()


def test_a_published_one_is_corrected_in_the_open_and_kept(staff):
    told = AnnouncementFactory(round=published_round(["ash"] * 3))
    announcements.publish_due()
    change = reverse("admin:endorsements_announcement_change", args=[told.pk])
    staff.post(change, FORM | {"text": "Corrected.", "slug": "other"})
    old_slug, published = told.slug, Announcement.objects.get()
    assert (published.text, published.slug) == ("Corrected.", old_slug)
    assert published.corrected_at is not None
    page = staff.get(reverse("endorsements:news_of", args=[old_slug])).content.decode()
    assert "corrected on" in page
    delete = reverse("admin:endorsements_announcement_delete", args=[told.pk])
    assert staff.post(delete, {"post": "yes"}).status_code == 403


def test_saving_unchanged_is_no_correction(staff):
    told = AnnouncementFactory(
        round=published_round(["ash"] * 3), title="We endorse", quotes="winners"
    )
    announcements.publish_due()
    staff.post(reverse("admin:endorsements_announcement_change", args=[told.pk]), FORM)
    assert Announcement.objects.get().corrected_at is None


def test_the_preview_is_for_staff_with_the_right(client):
    told = AnnouncementFactory()
    look = reverse("endorsements:news_preview", args=[told.pk])
    client.force_login(StaffFactory(is_superuser=False))
    assert client.get(look).status_code == 403
    assert client.post(look).status_code == 405
