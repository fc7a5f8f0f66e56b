"""Announcements in public: harmless text, as much of the numbers as chosen, nothing too early."""

import pytest
from django.urls import reverse
from django.utils import timezone

from endorsements import announcements
from endorsements.announcements import Words
from endorsements.views.news import paragraphs
from tests.factories.endorsements import (
    AnnouncementFactory,
    counted_round,
    held_as_it_is,
    published_round,
)
from tests.factories.members import StaffFactory

pytestmark = pytest.mark.django_db
WON = ["ash", "ash", "ash", "birch"]
PUBLISHED = {"publish_at": timezone.now(), "published_at": timezone.now()}


def page_of(client, announcement):
    return client.get(reverse("endorsements:news_of", args=[announcement.slug]))


def test_paragraphs_stand_between_empty_lines():
    assert paragraphs("One\r\nline\r\n\r\n\r\n Two \n\n") == ["One\nline", "Two"]


def test_pasted_marks_are_letters(client):
    told = AnnouncementFactory(
        round=published_round(WON),
        title="<b>We</b> endorse",
        text="<script>alert(1)</script>\n\n<a href='javascript:x'>Here</a>",
        **PUBLISHED,
    )
    for address in (
        reverse("endorsements:news_of", args=[told.slug]),
        reverse("endorsements:news_feed"),
        reverse("endorsements:news"),
        reverse("endorsements:home"),
    ):
        text = client.get(address).content.decode()
        assert told.slug in text
        assert "<script>alert" not in text
        assert "<a href='javascript" not in text
        assert "<b>We" not in text


def test_everything_is_repeated_or_the_winners_share_alone(client):
    told = AnnouncementFactory(round=published_round(WON), **PUBLISHED)
    everything = page_of(client, told).content.decode()
    assert "Birch" in everything
    assert "25\N{NO-BREAK SPACE}%" in everything

    told.quotes = "winners"
    told.save()
    text = page_of(client, told).content.decode()
    assert "Ash: 75\N{NO-BREAK SPACE}%, 3 of 4 ballots" in text
    assert "Birch" not in text
    # The record is public by itself, whatever an announcement repeats.
    record = client.get(reverse("endorsements:round", args=[told.round.slug])).content.decode()
    assert "Birch" in record


def test_where_nobody_won_the_winners_share_is_that_nobody_is_endorsed(client):
    told = AnnouncementFactory(
        round=published_round(["ash", "birch"]), quotes="winners", **PUBLISHED
    )
    text = page_of(client, told).content.decode()
    assert "Nobody is endorsed." in text
    assert "50" not in text.partition("What the members decided")[2].partition("</section>")[0]


def test_nothing_is_seen_before(client):
    told = AnnouncementFactory(round=counted_round(WON))
    announcements.publish_due()
    assert page_of(client, told).status_code == 404
    for name in ("home", "news", "news_feed"):
        assert told.title not in client.get(reverse(f"endorsements:{name}")).content.decode()
    client.force_login(StaffFactory())
    look = reverse("endorsements:news_preview", args=[told.pk])
    shown = client.get(look).content.decode()
    assert "A preview for staff." in shown
    assert "What the members decided" not in shown


def test_a_round_that_was_held_shows_no_numbers(client):
    decided = published_round(WON)
    told = AnnouncementFactory(round=decided, **PUBLISHED)
    held_as_it_is(decided)
    text = page_of(client, told).content.decode()
    assert "This round is on hold." in text
    assert "What the members decided" not in text


def test_members_words_stand_in_it_unless_staff_leave_them_out(client, monkeypatch):
    said = Words("<i>She</i> answered.", "Ada from Lynn", "Ash")
    monkeypatch.setattr(announcements, "words_of_members", [lambda one: [said]])
    told = AnnouncementFactory(round=published_round(WON), **PUBLISHED)
    text = page_of(client, told).content.decode()
    assert "&lt;i&gt;She&lt;/i&gt; answered." in text
    assert "Ada from Lynn, on Ash" in text
    told.has_members_words = False
    told.save()
    assert "Ada from Lynn" not in page_of(client, told).content.decode()


def test_the_list_asks_as_often_for_three_as_for_one(client, django_assert_num_queries):
    for _ in range(3):
        AnnouncementFactory(**PUBLISHED)
    with django_assert_num_queries(1):
        assert client.get(reverse("endorsements:news")).content.count(b"news/announcement-") == 3
