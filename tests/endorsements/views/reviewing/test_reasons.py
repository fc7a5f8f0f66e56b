"""“Say why” through its pages: after the ballot, until the close, for its writer alone."""

import pytest
from django.urls import reverse

from endorsements.models import Reason
from tests.endorsements.views.voters import log_in, user_of
from tests.factories.endorsements import cast, close, entries, open_round
from tests.factories.members import UserFactory

pytestmark = pytest.mark.django_db
SCRIPT = "<script>alert(1)</script>"


@pytest.fixture
def voting_round():
    return open_round(2)


@pytest.fixture
def voter(client, voting_round):
    log_in(client, user_of(entries(voting_round)[0]))
    cast(entries(voting_round)[0])
    return client


def page_of(voting_round):
    return reverse("endorsements:reasons", args=[voting_round.slug])


def address(name, voting_round, key="governor"):
    return reverse(f"endorsements:{name}", args=[voting_round.slug, key])


def say(client, voting_round, text="She listens.", **fields):
    there = address("write_reason", voting_round)
    return client.post(there, {"text": text, **fields}, follow=True)


def test_a_voter_gives_changes_and_deletes_a_reason(voter, voting_round):
    assert "sealed" in voter.get(page_of(voting_round)).content.decode()
    page = say(voter, voting_round, SCRIPT, may_quote="on").content.decode()
    assert "what you wrote is what is kept" in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;</textarea>" in page
    assert SCRIPT not in page
    assert Reason.objects.get().may_quote
    say(voter, voting_round)
    assert not Reason.objects.get().may_quote
    voter.post(address("delete_reason", voting_round))
    assert not Reason.objects.exists()


def test_who_has_not_voted_is_told_so(client, voting_round):
    log_in(client, user_of(entries(voting_round)[1]))
    page = client.get(page_of(voting_round)).content.decode()
    assert "Once your ballot is recorded" in page
    assert "<textarea" not in page
    assert "and not before" in say(client, voting_round).content.decode()
    assert not Reason.objects.exists()


def test_after_the_close_a_reason_is_read_and_deleted_by_its_writer(voter, voting_round):
    say(voter, voting_round)
    close(voting_round)
    page = voter.get(page_of(voting_round)).content.decode()
    assert "She listens." in page
    assert "This may not be quoted." in page
    assert "<textarea" not in page
    assert "while the round is open" in say(voter, voting_round, "Late.").content.decode()
    voter.post(address("delete_reason", voting_round))
    assert "You gave no reason here." in voter.get(page_of(voting_round)).content.decode()


def test_a_reason_that_is_too_long_comes_back(voter, voting_round):
    answer = say(voter, voting_round, "x" * 1001)
    assert answer.status_code == 400
    assert 'class="errorlist"' in answer.content.decode()
    assert not Reason.objects.exists()


def test_nobody_else_reads_it(voter, voting_round, client):
    say(voter, voting_round)
    log_in(client, user_of(entries(voting_round)[1]))
    assert "She listens." not in client.get(page_of(voting_round)).content.decode()
    log_in(client, UserFactory())
    for answer in (
        client.get(page_of(voting_round)),
        say(client, voting_round),
        client.post(address("delete_reason", voting_round)),
    ):
        assert answer.status_code == 409
    assert Reason.objects.count() == 1


def test_a_log_in_that_is_long_ago_is_asked_for_again(client, voting_round):
    log_in(client, user_of(entries(voting_round)[0]), hours_ago=13)
    cast(entries(voting_round)[0])
    say(client, voting_round)
    assert not Reason.objects.exists()


def test_contests_of_other_rounds_are_not_found(voter, voting_round):
    for name in ("write_reason", "delete_reason"):
        assert voter.post(address(name, voting_round, "council"), {"text": "x"}).status_code == 404
        assert voter.get(address(name, voting_round)).status_code == 405
