"""The voting path through the client: mark, review, cast, receipt, and every refusal."""

import pytest
from django.test import Client
from django.urls import reverse

from endorsements import casting, rounds
from endorsements.models import Envelope, LogEntry
from tests.endorsements.views.marking import marks
from tests.endorsements.views.voters import log_in, user_of
from tests.factories.endorsements import cast, close, entries, open_round
from tests.factories.members import StaffFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def voting_round():
    return open_round(3)


@pytest.fixture
def entry(voting_round):
    return entries(voting_round)[0]


@pytest.fixture
def voter(client, entry):
    log_in(client, user_of(entry))
    return client


def address(name, voting_round):
    return reverse(f"endorsements:{name}", args=[voting_round.slug])


def test_a_member_marks_reviews_casts_and_gets_a_receipt(voter, voting_round):
    paper = voter.get(address("ballot", voting_round))
    review = voter.post(address("review", voting_round), marks(paper))
    receipt = voter.post(address("cast", voting_round), marks(review))

    assert "You have not voted yet" in paper.content.decode()
    assert "Ash" in review.content.decode()
    assert receipt.status_code == 200
    assert "Your ballot is recorded" in receipt.content.decode()
    assert Envelope.objects.get().version == 1


def test_nothing_is_stored_before_casting(voter, voting_round):
    paper = voter.get(address("ballot", voting_round))
    voter.post(address("review", voting_round), marks(paper))

    assert not Envelope.objects.exists()
    assert not LogEntry.objects.pending().exists()


def test_the_paths_pages_are_never_stored(voter, voting_round):
    paper = voter.get(address("ballot", voting_round))
    review = voter.post(address("review", voting_round), marks(paper))
    receipt = voter.post(address("cast", voting_round), marks(review))

    for page in (paper, review, receipt):
        assert "no-store" in page.headers["Cache-Control"]


def test_a_doubled_post_is_told_that_the_ballot_is_recorded(voter, voting_round):
    sent = marks(voter.get(address("ballot", voting_round)))
    voter.post(address("cast", voting_round), sent)
    again = voter.post(address("cast", voting_round), sent)

    assert again.status_code == 409
    assert "Version 1 of your ballot is recorded." in again.content.decode()
    assert Envelope.objects.get().version == 1


def test_another_devices_ballot_is_not_overwritten_unseen(voter, voting_round, entry):
    sent = marks(voter.get(address("ballot", voting_round)), governor="birch")
    cast(entry, "ash")
    answer = voter.post(address("cast", voting_round), sent)

    assert answer.status_code == 409
    assert "this one was not" in answer.content.decode()
    assert "Birch" in answer.content.decode()
    assert Envelope.objects.get().version == 1


def test_two_marks_in_one_contest_are_refused(voter, voting_round):
    sent = marks(voter.get(address("ballot", voting_round))) | {"contest-governor": ["01", "02"]}
    for step in ("review", "cast"):
        answer = voter.post(address(step, voting_round), sent)
        assert answer.status_code == 400
        assert "Please mark one choice only" in answer.content.decode()
    assert not Envelope.objects.exists()


@pytest.mark.parametrize(
    ("selections", "sentence"),
    [
        ({"governor": "oak"}, "That is not a choice in the contest for Governor."),
        ({"mayor": "ash"}, "is not a contest on your ballot."),
    ],
)
def test_what_is_not_on_the_ballot_is_refused(voter, voting_round, selections, sentence):
    sent = marks(voter.get(address("ballot", voting_round)), **selections)
    answer = voter.post(address("cast", voting_round), sent)

    assert answer.status_code == 400
    assert sentence in answer.content.decode()
    assert not Envelope.objects.exists()


def test_a_session_that_ended_keeps_the_marks(voter, voting_round, entry, client):
    sent = marks(voter.get(address("ballot", voting_round)), governor="birch")
    voter.logout()
    kept = voter.post(address("cast", voting_round), sent)

    assert kept.status_code == 401
    mark = sent["contest-governor"]
    assert f'name="contest-governor" value="{mark}"' in kept.content.decode()
    log_in(client, user_of(entry))
    review = client.post(address("review", voting_round), sent)
    assert "Birch" in review.content.decode()
    assert client.post(address("cast", voting_round), marks(review, governor="birch"))
    assert Envelope.objects.get().version == 1


def test_a_log_in_of_yesterday_must_be_renewed(client, voting_round, entry):
    log_in(client, user_of(entry), hours_ago=13)
    page = client.get(address("ballot", voting_round))
    assert "Please log in once more" in page.content.decode()


def test_an_expired_form_is_shown_again(voter, voting_round, monkeypatch):
    sent = marks(voter.get(address("ballot", voting_round)))
    monkeypatch.setattr(casting, "TOKEN_HOURS", -1)
    answer = voter.post(address("cast", voting_round), sent)

    assert answer.status_code == 409
    assert "opened more than two hours ago" in answer.content.decode()
    assert "Ash" in answer.content.decode()
    assert not Envelope.objects.exists()


def test_another_sites_form_is_refused(voter, voting_round):
    sent = {"contest-governor": "ash", "token": "made-up"}
    answer = voter.post(address("review", voting_round), sent)

    assert answer.status_code == 409
    assert "was not made for your ballot" in answer.content.decode()


def test_a_ballot_for_a_closed_round_is_refused(voter, voting_round):
    sent = marks(voter.get(address("ballot", voting_round)))
    close(voting_round)
    answer = voter.post(address("cast", voting_round), sent)

    assert answer.status_code == 409
    assert "Voting in this round has ended." in answer.content.decode()


def test_a_ballot_for_a_held_round_is_refused(voter, voting_round):
    sent = marks(voter.get(address("ballot", voting_round)))
    rounds.hold(voting_round.pk, reason="A check.", by=StaffFactory(), proposed_by=StaffFactory())
    answer = voter.post(address("cast", voting_round), sent)

    assert "Voting is on hold at the moment." in answer.content.decode()


def test_who_is_not_on_the_roll_sees_why(client, voting_round):
    log_in(client, UserFactory(email="stranger@example.org"))
    answer = client.get(address("ballot", voting_round))

    assert answer.status_code == 409
    assert "No member on our rolls has the address stranger@example.org" in answer.content.decode()


@pytest.mark.parametrize("step", ["review", "cast"])
def test_a_log_in_that_grows_old_in_the_middle_keeps_the_marks(client, voting_round, entry, step):
    user = user_of(entry)
    log_in(client, user)
    sent = marks(client.get(address("ballot", voting_round)), governor="birch")
    grown_old = Client()
    log_in(grown_old, user, hours_ago=13)
    kept = grown_old.post(address(step, voting_round), sent)

    assert kept.status_code == 401
    mark = sent["contest-governor"]
    assert f'name="contest-governor" value="{mark}"' in kept.content.decode()
    assert not Envelope.objects.exists()


def test_ballot_and_receipt_say_what_will_not_be_published(client):
    voting_round = open_round(3, forms=["irv"])
    log_in(client, user_of(entries(voting_round)[0]))

    paper = client.get(address("ballot", voting_round))
    receipt = client.post(address("cast", voting_round), marks(paper, irv="ash"))

    assert receipt.status_code == 200
    for page in (paper, receipt):
        assert (
            "Irv: No single ballots and no check codes will be published: a ballot can be filled "
            "in 65 ways and only 3 members may vote, so that a rare one could show whose it is, or "
            "that a bought vote was delivered."
        ) in " ".join(page.content.decode().split())
