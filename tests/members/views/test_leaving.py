"""Taking one's data home, and closing the account."""

import io
import zipfile

import pytest

from members.models import AuditEvent, Departure
from tests.factories.endorsements import cast, entries, open_round
from tests.factories.members import ContributionFactory, StaffFactory
from tests.members.people import ADA, ada, log_in, login_of

pytestmark = pytest.mark.django_db
EXPORT, CLOSE = "/members/me/export/", "/members/me/close/"
WORDS = {"words": "Close  my ACCOUNT"}


@pytest.mark.parametrize("address", [EXPORT, CLOSE])
@pytest.mark.parametrize("method", ["get", "post"])
def test_both_need_a_fresh_log_in(client, address, method):
    _, user = ada()
    assert getattr(client, method)(address).headers["Location"].startswith("/accounts/login/")
    log_in(client, user, minutes_ago=20)

    answer = getattr(client, method)(address, WORDS)

    assert answer.headers["Location"].startswith("/accounts/reauthenticate/")
    assert not Departure.objects.exists()


def test_what_is_stored_is_read_on_a_page(client):
    member, user = ada()
    ContributionFactory(member=member, external_id="7", source="actblue")
    log_in(client, user)

    html = client.get(EXPORT).content.decode()

    assert "What is stored about me" in html
    assert "actblue" in html
    assert not AuditEvent.objects.exists()


def test_what_is_stored_is_taken_home_and_leaves_a_trail(client):
    _, user = ada()
    log_in(client, user)

    answer = client.post(EXPORT)

    assert answer.headers["Content-Disposition"] == (
        'attachment; filename="what-is-stored-about-me.zip"'
    )
    names = zipfile.ZipFile(io.BytesIO(answer.content)).namelist()
    assert names[:2] == ["read-me-first.txt", "everything.json"]
    assert AuditEvent.objects.get().action == "account.exported"


def test_the_page_says_what_goes_and_what_stays_before_anything_is_asked(client):
    log_in(client, ada()[1])

    html = client.get(CLOSE).content.decode()

    for words in ("What goes at once", "What stays, and why", "for 8 years", "ActBlue"):
        assert words in html


def test_the_words_close_the_account_and_end_every_session(client):
    member, user = ada()
    other = client.__class__()
    log_in(other, user)
    log_in(client, user)

    answer = client.post(CLOSE, WORDS, follow=True)

    assert answer.redirect_chain == [("/members/closed/", 302)]
    assert "Your account is closed" in answer.content.decode()
    assert Departure.objects.get().member == member
    assert other.get("/members/me/").headers["Location"].startswith("/accounts/login/")


@pytest.mark.parametrize("words", ["", "close", "close my accounts"])
def test_other_words_close_nothing(client, words):
    log_in(client, ada()[1])

    answer = client.post(CLOSE, {"words": words})

    assert answer.status_code == 200
    assert not Departure.objects.exists()


def test_a_vote_that_is_open_has_to_be_read_and_its_ballot_stays(client):
    voting_round = open_round(1)
    [entry] = entries(voting_round)
    cast(entry)
    user = login_of(entry.member.addresses.get().email)
    log_in(client, user)

    html = client.get(CLOSE).content.decode()
    assert f"You are on the roll of “{voting_round.title}”" in html
    assert "Please read and tick" in client.post(CLOSE, WORDS).content.decode()
    assert not Departure.objects.exists()

    [notice] = client.get(CLOSE).context["form"].notices
    client.post(CLOSE, WORDS | {"told": [notice]})

    entry.refresh_from_db()
    assert (entry.member.name, entry.channel) == ("Former member", "online")
    assert Departure.objects.get().name != ""


def test_a_vote_that_opens_while_one_reads_is_read_first(client, monkeypatch):
    log_in(client, ada()[1])
    seen = iter([[], ["A vote is open."]])
    monkeypatch.setattr("members.closing.what_to_know", lambda user: next(seen, []))

    answer = client.post(CLOSE, WORDS, follow=True)

    assert "Please read this once more." in answer.content.decode()
    assert not Departure.objects.exists()


def test_staff_find_no_form_but_the_reason(client):
    user = StaffFactory()
    log_in(client, user)

    html = client.get(CLOSE).content.decode()

    assert "take your rights away first" in html
    assert "Close my account for good" not in html


def test_a_log_in_on_no_roll_can_be_closed_too(client):
    log_in(client, login_of(ADA))

    assert "only the log-in is closed" in client.get(CLOSE).content.decode()
    assert client.post(CLOSE, WORDS).headers["Location"] == "/members/closed/"


def test_the_closed_log_in_opens_no_more_and_its_address_is_free(client):
    _, user = ada()
    log_in(client, user)
    client.post(CLOSE, WORDS)

    user.refresh_from_db()
    assert not user.is_active
    assert login_of(ADA).pk != user.pk
