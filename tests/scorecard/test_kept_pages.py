"""Pages in memory: sent again as long as nothing changed, and only if they are nobody's own."""

import gzip

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from scorecard import kept_pages, publication
from scorecard.kept_pages import KeptPages, keep, kept
from tests.factories import scorecard as make
from tests.factories.members import UserFactory

PAGE = "/scorecard/sessions/"


@pytest.fixture
def pages(monkeypatch):
    found = KeptPages(2)
    monkeypatch.setattr(kept_pages, "pages", found)
    return found


def asked(path="/", **headers):
    return RequestFactory().get(path, headers=headers)


def test_the_pages_asked_for_last_are_kept(pages):
    for key in ("one", "two"):
        pages.put(key, key.encode())
    assert pages.get("one") == b"one"
    pages.put("three", b"three")
    assert [pages.get(key) for key in ("one", "two", "three")] == [b"one", None, b"three"]


def test_a_page_is_known_by_its_whole_address_and_its_tag(pages):
    keep(asked("/a?q=1"), "tag", HttpResponse("a page"))
    assert kept(asked("/a?q=1"), "tag").content == b"a page"
    assert kept(asked("/a?q=2"), "tag") is None
    assert kept(asked("/a?q=1"), "other") is None


@pytest.mark.parametrize(
    ("accepted", "is_compressed"),
    [("gzip, br", True), ("br, GZIP;q=0.5", True), ("", False), ("gzip;q=0, br", False)],
)
def test_who_reads_gzip_gets_it(pages, accepted, is_compressed):
    request = asked(**{"accept-encoding": accepted})
    for answer in (keep(request, "tag", HttpResponse("a page")), kept(request, "tag")):
        assert answer["Vary"] == "Accept-Encoding"
        assert answer.has_header("Content-Encoding") == is_compressed
        content = gzip.decompress(answer.content) if is_compressed else answer.content
        assert content == b"a page"


def with_cookie():
    answer = HttpResponse("a page")
    answer.set_cookie("name", "value")
    return answer


def to_be_framed():
    answer = HttpResponse("a card")
    answer.xframe_options_exempt = True
    return answer


@pytest.mark.parametrize(
    "answer",
    [
        HttpResponse("gone", status=410),
        HttpResponse("{}", content_type="application/json"),
        HttpResponse("a page", headers={"X-Own": "1"}),
        HttpResponse('<input name="csrfmiddlewaretoken">'),
        with_cookie(),
        to_be_framed(),
    ],
)
def test_what_is_more_than_a_page_is_left_alone(pages, answer):
    assert keep(asked(), "tag", answer) is answer
    assert kept(asked(), "tag") is None


@pytest.mark.django_db
def test_a_page_is_made_once_until_something_changes(client, pages, count_queries):
    session = make.ScoredItemFactory().session
    first = client.get(PAGE, headers={"accept-encoding": "gzip"})
    assert first["ETag"].startswith('W/"')
    with count_queries() as queries:
        plain = client.get(PAGE)
    assert len(queries) == 1
    assert plain.content == gzip.decompress(first.content)
    assert {"Cookie", "Accept-Encoding"} <= set(plain["Vary"].split(", "))
    assert client.get(PAGE, headers={"if-none-match": first["ETag"]}).status_code == 304
    publication.withdraw(session.pk, by=None)
    assert session.get_absolute_url() not in client.get(PAGE).content.decode()


@pytest.mark.django_db
def test_whoever_is_logged_in_gets_a_page_of_their_own(client, pages):
    make.ScoredItemFactory()
    client.get(PAGE)
    user = UserFactory()
    client.force_login(user)
    assert user.email in client.get(PAGE).content.decode()
    client.logout()
    assert user.email not in client.get(PAGE).content.decode()
