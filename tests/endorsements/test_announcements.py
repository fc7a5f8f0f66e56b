"""Announcements appear by the clock, once, and never before the outcome is public."""

from datetime import timedelta

import pytest
from django.utils import timezone

from endorsements import announcements, publication, tasks
from endorsements.announcements import Words, words_about
from endorsements.models import Announcement
from members.models import AuditEvent
from tests.factories.endorsements import (
    AnnouncementFactory,
    RoundFactory,
    counted_round,
    held_as_it_is,
    published_round,
)

pytestmark = pytest.mark.django_db
WON = ["ash", "ash", "birch"]


def test_one_is_published_at_its_time_and_once(set_clock):
    announcement = AnnouncementFactory(
        round=published_round(WON), publish_at=timezone.now() + timedelta(hours=2)
    )
    assert announcements.publish_due() == 0
    set_clock(timezone.now() + timedelta(hours=3))
    tasks.publish_announcements()
    tasks.publish_announcements()

    announcement.refresh_from_db()
    assert announcement.published_at > announcement.publish_at
    assert AuditEvent.objects.filter(action="announcement.published").count() == 1


def test_one_waits_for_the_outcome():
    counted = counted_round(WON)
    AnnouncementFactory(round=counted)
    assert announcements.publish_due() == 0
    publication.publish(counted.pk)
    assert announcements.publish_due() == 1


def test_none_while_the_round_is_held():
    decided = published_round(WON)
    AnnouncementFactory(round=decided)
    AnnouncementFactory(round=RoundFactory())
    held_as_it_is(decided)
    assert announcements.publish_due() == 0
    assert not Announcement.objects.published().exists()


def test_none_of_a_rehearsal_or_without_a_time():
    AnnouncementFactory(round=published_round(WON, rehearsal=True))
    AnnouncementFactory(round=published_round(WON), publish_at=None)
    assert announcements.publish_due() == 0


def test_whoever_was_faster_has_published_it():
    announcement = AnnouncementFactory(round=published_round(WON))
    assert announcements._publish(announcement.pk) is True
    assert announcements._publish(announcement.pk) is False


def test_words_come_from_whoever_keeps_them(monkeypatch):
    said = Words("She answered everything.", "Ada from Lynn")
    monkeypatch.setattr(announcements, "words_of_members", [lambda one: [said]])
    assert words_about(RoundFactory()) == [said]
