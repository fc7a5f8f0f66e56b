"""What search engines are told."""

import pytest
from defusedxml import ElementTree
from django.db import connection
from django.test.utils import CaptureQueriesContext

from scorecard.models import SessionStatus
from tests.factories import scorecard as make
from tests.factories.endorsements import RoundFactory

pytestmark = pytest.mark.django_db
LOCATION = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"


def told(client):
    root = ElementTree.fromstring(client.get("/sitemap.xml").content)
    return [one.text.removeprefix("http://testserver") for one in root.iter(LOCATION)]


def test_every_public_page_is_named_and_answers(client):
    item = make.ScoredItemFactory()
    bill = make.AgendaBillFactory(session=item.session)
    person, topic = make.ServiceFactory().legislator, make.TopicFactory()
    RoundFactory(slug="draft-round")
    found = told(client)
    for row in (item, item.session, bill, person, topic):
        assert row.get_absolute_url() in found
    assert not any("draft-round" in page for page in found)
    assert "/scorecard/districts/house/7th-plymouth/" in found
    few = [page for page in found if "/districts/" not in page or page.endswith("districts/")]
    assert [page for page in few if client.get(page).status_code != 200] == []


def test_drafts_are_not_named(client):
    item = make.ScoredItemFactory(session__status=SessionStatus.DRAFT)
    unknown = make.VoteRowFactory(session=item.session).legislator
    found = told(client)
    assert item.get_absolute_url() not in found
    assert unknown.get_absolute_url() not in found


def test_queries_do_not_grow(client):
    item = make.ScoredItemFactory()
    with CaptureQueriesContext(connection) as before:
        told(client)
    make.ScoredItemFactory(session=item.session)
    make.AgendaBillFactory(session=item.session)
    with CaptureQueriesContext(connection) as after:
        told(client)
    assert len(after) <= len(before) + 1


def test_robots_are_led_to_the_sitemap(client):
    answer = client.get("/robots.txt")
    assert answer["Content-Type"].startswith("text/plain")
    text = answer.content.decode()
    assert "Sitemap: http://testserver/sitemap.xml" in text
    assert "Disallow: /ballots/" in text
