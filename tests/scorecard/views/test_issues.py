"""Issues, and How we score."""

import pytest

from scorecard.models import SessionStatus, Side
from tests.factories import scorecard as make

pytestmark = pytest.mark.django_db


def test_an_issue_lists_votes_and_bills_of_published_sessions(client):
    topic = make.TopicFactory(name="Parks", slug="parks")
    shown = make.ScoredItemFactory(title="An Act for parks", position=Side.NO)
    made_up = make.ScoredItemFactory(
        session=shown.session, kind="other", bill_number="", voted_on=None, title="A visit"
    )
    hidden = make.ScoredItemFactory(session__status=SessionStatus.DRAFT, title="Not yet")
    for item in (shown, made_up, hidden):
        item.topics.add(topic)
    make.PositionFactory(item=shown, row=make.VoteRowFactory(session=shown.session))
    bill = make.AgendaBillFactory(session=shown.session)
    bill.topics.add(topic)

    text = client.get("/scorecard/issues/parks/").content.decode()

    assert "An Act for parks" in text
    assert "0\N{EN DASH}1" in text
    assert "not a vote" in text
    assert bill.short_title in text
    assert "Not yet" not in text
    listed = client.get("/scorecard/issues/").content.decode()
    assert "2 scored items, 1 tracked bill" in listed


def test_nothing_yet_is_said(client):
    assert "There are no issues yet" in client.get("/scorecard/issues/").content.decode()
    make.TopicFactory(slug="bare")
    text = client.get("/scorecard/issues/bare/").content.decode()
    assert "Nothing published is about this yet" in text


def test_how_we_score_counts_its_example_and_names_the_rules(client):
    session = make.SessionFactory()
    text = client.get("/scorecard/how-we-score/").content.decode()
    assert "22 ÷ 28, which is <strong>79</strong>" in text
    assert "19 ÷" not in text
    assert "Rules of the tests" in text
    assert session.get_absolute_url() in text
