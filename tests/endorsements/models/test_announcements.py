"""Announcements: what the database itself refuses."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError

from tests.factories.endorsements import AnnouncementFactory, RoundFactory

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 9, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({"quotes": "half"}, "announcement_repeats_what_is_known"),
        ({"text": ""}, "announcement_has_words"),
        (
            {"publish_at": NOW, "published_at": NOW - timedelta(seconds=1)},
            "announcement_appears_at_its_time",
        ),
        ({"publish_at": None, "published_at": NOW}, "announcement_published_had_a_time"),
        ({"corrected_at": NOW}, "announcement_corrected_was_published"),
    ],
)
def test_an_announcement_is_refused(fields, name):
    with pytest.raises(IntegrityError, match=name):
        AnnouncementFactory(**fields)


def test_a_round_has_one():
    voting_round = RoundFactory()
    AnnouncementFactory(round=voting_round)
    with pytest.raises(IntegrityError, match="round_id"):
        AnnouncementFactory(round=voting_round)
