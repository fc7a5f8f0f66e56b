"""Feeds of the scorecard."""

from datetime import date

import pytest
from defusedxml import ElementTree
from django.utils import timezone

from scorecard.models import CorrectionStatus, SessionStatus
from tests.factories import scorecard as make

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"


def entries(client, name):
    answer = client.get(f"/scorecard/feeds/{name}/")
    assert answer["Content-Type"].startswith("application/atom+xml")
    return ElementTree.fromstring(answer.content).findall(f"{ATOM}entry")


def test_published_sessions_are_told(client):
    session = make.SessionFactory(first_year=2001, as_of=date(2001, 5, 2))
    make.SessionFactory(first_year=2003, status=SessionStatus.DRAFT)
    (entry,) = entries(client, "sessions")
    assert "2001" in entry.find(f"{ATOM}title").text
    assert "2 May 2001" in entry.find(f"{ATOM}summary").text
    assert entry.find(f"{ATOM}link").get("href").endswith(session.get_absolute_url())
    assert entry.find(f"{ATOM}updated").text.startswith(str(session.changed_at.year))


def test_corrections_made_are_told_and_not_who_reported(client):
    make.CorrectionFactory()
    now = {"status": CorrectionStatus.MADE, "settled_at": timezone.now()}
    make.CorrectionFactory(changed="The date.", reply_to="reader@example.org", **now)
    make.CorrectionFactory(changed="A name.", page="javascript:x", **now)
    found = entries(client, "corrections")
    assert [one.find(f"{ATOM}summary").text for one in found] == ["A name.", "The date."]
    assert found[0].find(f"{ATOM}link").get("href").endswith("/scorecard/corrections/")
    assert found[1].find(f"{ATOM}link").get("href").endswith("/scorecard/")
    assert len({one.find(f"{ATOM}id").text for one in found}) == 2
    text = client.get("/scorecard/feeds/corrections/").content.decode()
    assert "reader@example.org" not in text
