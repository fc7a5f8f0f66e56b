"""Pages are kept until something that they show changes, and no longer."""

import pytest

from scorecard import legislators, publication
from scorecard.models import Chamber, Session
from tests.factories import scorecard as make
from tests.factories.members import UserFactory
from tests.scorecard.conftest import HOUSE

pytestmark = pytest.mark.django_db
PAGE = "/scorecard/issues/"


@pytest.fixture
def item():
    return make.ScoredItemFactory()


def test_who_has_the_page_is_told_that_it_is_the_same(client, item, count_queries):
    first = client.get(PAGE)
    assert first["Cache-Control"] == "public, no-cache"
    assert "Cookie" in first["Vary"]
    with count_queries() as queries:
        again = client.get(PAGE, headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
    assert len(queries) == 1
    by_date = client.get(PAGE, headers={"if-modified-since": first["Last-Modified"]})
    assert by_date.status_code == 304


@pytest.mark.parametrize("act", ["withdraw", "seat", "remove"])
def test_what_changes_a_page_makes_it_new(client, item, act):
    etag = client.get(PAGE)["ETag"]
    if act == "withdraw":
        publication.withdraw(item.session_id, by=None)
    elif act == "seat":
        legislators.seat(HOUSE, chamber=Chamber.HOUSE, as_of=None)
    else:
        Session.objects.all().delete()
    assert client.get(PAGE, headers={"if-none-match": etag}).status_code == 200


def test_the_same_list_of_members_again_changes_no_page(client, item):
    legislators.seat(HOUSE, chamber=Chamber.HOUSE, as_of=None)
    etag = client.get(PAGE)["ETag"]
    legislators.seat(HOUSE, chamber=Chamber.HOUSE, as_of=None)
    assert client.get(PAGE)["ETag"] == etag


def test_a_page_with_somebody_s_name_is_kept_by_nobody_else(client, item):
    etag = client.get(PAGE)["ETag"]
    client.force_login(UserFactory())
    answer = client.get(PAGE, headers={"if-none-match": etag})
    assert answer.status_code == 200
    assert answer["Cache-Control"] == "private, no-cache"
    assert "ETag" not in answer


def test_what_is_not_there_is_not_kept(client):
    answer = client.get("/scorecard/issues/nothing/")
    assert answer.status_code == 404
    assert "ETag" not in answer


def test_without_sessions_a_page_has_no_date_and_a_tag_that_changes_with_people(client):
    answer = client.get("/scorecard/")
    assert "Last-Modified" not in answer
    legislators.seat(HOUSE, chamber=Chamber.HOUSE, as_of=None)
    again = client.get("/scorecard/", headers={"if-none-match": answer["ETag"]})
    assert "Ada Adams" in again.content.decode()
