"""Links and events in the admin: for the right candidate, to a real address."""

import pytest
from django.urls import reverse

from endorsements.models import ReadingMatter
from members.models import AuditEvent
from tests.factories.endorsements import CandidateFactory, open_round

pytestmark = pytest.mark.django_db
ADD = reverse("admin:endorsements_readingmatter_add")


def filled(contest, **fields):
    empty = {"candidate": "", "url": "", "starts_at_0": "", "starts_at_1": "", "place": ""}
    return empty | {"contest": contest.pk, "title": "Debate"} | fields


def test_staff_add_a_link_at_any_time_and_the_trail_says_so(staff):
    contest = open_round(2).contests.get()
    staff.post(ADD, filled(contest, url="example.org/debate"))
    assert ReadingMatter.objects.get().url == "https://example.org/debate"
    assert AuditEvent.objects.filter(action="readingmatter.added").count() == 1


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({}, "A link needs its address, an event the time when it begins."),
        ({"url": "javascript:alert(1)"}, "Enter a valid URL."),
    ],
)
def test_a_link_without_an_address_is_refused(staff, fields, sentence):
    page = staff.post(ADD, filled(open_round(2).contests.get(), **fields)).content.decode()
    assert sentence in page
    assert not ReadingMatter.objects.exists()


def test_a_candidate_of_another_contest_is_refused(staff):
    stranger = CandidateFactory(name="Cedar")
    sent = filled(open_round(2).contests.get(), candidate=stranger.pk, url="https://example.org/")
    assert "Cedar does not run in the contest" in staff.post(ADD, sent).content.decode()
    assert not ReadingMatter.objects.exists()
