"""Writing in the discussion through the pages: plain text, own round, not too often."""

import pytest
from django.test import Client
from django.urls import reverse

from endorsements.models import Post, PostReport, Reaction
from endorsements.reviewing import discussing
from members.models import OutboxMail
from tests.endorsements.views.voters import log_in, user_of
from tests.factories.endorsements import close, entries, open_round
from tests.factories.members import StaffFactory

pytestmark = pytest.mark.django_db
SCRIPT = "<script>alert(1)</script>"


@pytest.fixture
def voting_round():
    return open_round(2)


@pytest.fixture
def voter(client, voting_round):
    log_in(client, user_of(entries(voting_round)[0]))
    return client


def address(name, voting_round, what="governor"):
    return reverse(f"endorsements:{name}", args=[voting_round.slug, what])


def say(voter, voting_round, text="Who can win?", **fields):
    return voter.post(address("write_post", voting_round), {"text": text, **fields}, follow=True)


def other_says(voting_round, text="Rude words"):
    entry = entries(voting_round)[1]
    contest = voting_round.contests.get()
    return discussing.post(contest.pk, text, by=user_of(entry), member=entry.member)


def test_a_post_and_an_answer_stand_on_the_page_as_plain_text(voter, voting_round):
    say(voter, voting_round, SCRIPT)
    page = say(voter, voting_round, "Nobody.", answers=Post.objects.get().pk).content.decode()

    assert "Your words stand in the discussion." in page
    assert SCRIPT not in page
    assert "&lt;script&gt;" in page
    places = [page.index(one) for one in ("&lt;script&gt;", "thread-answers", "Nobody.")]
    assert places == sorted(places)


@pytest.mark.parametrize(("text", "status"), [("", 400), ("x" * 2001, 400), ("a\x00b", 400)])
def test_what_cannot_be_taken_comes_back_with_a_sentence(voter, voting_round, text, status):
    answer = say(voter, voting_round, text)
    assert answer.status_code == status
    assert 'class="errorlist"' in answer.content.decode()
    assert not Post.objects.exists()


def test_after_the_close_what_was_typed_is_kept_in_the_page(voter, voting_round):
    close(voting_round)
    answer = say(voter, voting_round, "Too late?")
    assert answer.status_code == 409
    assert "The discussion is closed." in answer.content.decode()
    assert not Post.objects.exists()


def test_who_writes_very_often_is_asked_to_wait(voter, voting_round, settings):
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"discussion": "2/10m/user"}
    assert [say(voter, voting_round).status_code for _ in range(3)] == [200, 200, 429]
    assert Post.objects.count() == 2


def test_who_is_not_on_the_roll_reads_and_writes_nothing(client, voting_round):
    later = entries(open_round(1))[-1]
    log_in(client, user_of(later))
    page = client.get(address("contest", voting_round)).content.decode()
    assert "Members write here who vote in this contest." in page
    assert 'id="say"' not in page
    assert say(client, voting_round).status_code == 409
    assert not Post.objects.exists()


def test_a_reaction_goes_on_and_off(voter, voting_round):
    one = other_says(voting_round)
    react = address("react", voting_round, one.pk)
    page = voter.post(react, {"kind": "agree", "wanted": "on"}, follow=True).content.decode()
    assert "I agree · 1" in page
    voter.post(react, {"kind": "agree"})
    voter.post(react, {"kind": "love", "wanted": "on"})
    assert not Reaction.objects.exists()


def test_a_report_tells_staff_by_mail_without_its_words(voter, voting_round, settings):
    settings.ALERT_ADDRESSES = ["staff@example.org"]
    one = other_says(voting_round)
    report = address("report_post", voting_round, one.pk)
    assert "Rude words" in voter.get(report).content.decode()
    assert "required" in voter.post(report, {"because": ""}).content.decode()
    page = voter.post(report, {"because": "Rude."}, follow=True).content.decode()

    assert "Staff will look at it." in page
    assert PostReport.objects.get().because == "Rude."
    mail = OutboxMail.objects.get(kind="alert")
    assert "was reported" in mail.body
    assert "Rude" not in mail.body


def test_reports_are_counted_too(voter, voting_round, settings):
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"discussion": "1/10m/user"}
    say(voter, voting_round)
    report = address("report_post", voting_round, other_says(voting_round).pk)
    assert "Wait some minutes" in voter.post(report, {"because": "x"}, follow=True).content.decode()
    assert not PostReport.objects.exists()


def test_one_takes_back_ones_own_and_nobody_elses(voter, voting_round):
    say(voter, voting_round)
    own, other = Post.objects.get(), other_says(voting_round)
    for one in (own, other):
        voter.post(address("take_back", voting_round, one.pk))
    page = voter.get(address("contest", voting_round)).content.decode()

    assert "Taken back by who wrote it." in page
    assert "Rude words" in page
    assert Post.objects.get(pk=own.pk).text == ""


def test_a_hidden_post_says_why_and_not_what(voter, voting_round):
    one = other_says(voting_round)
    discussing.hide(one.pk, because="Names a child.", by=StaffFactory())
    for name in ("contest", "report_post"):
        what = one.pk if name == "report_post" else "governor"
        assert "Rude words" not in voter.get(address(name, voting_round, what)).content.decode()
    page = voter.get(address("contest", voting_round)).content.decode()
    assert "Hidden by staff: Names a child." in page


@pytest.mark.parametrize("name", ["react", "report_post", "take_back"])
def test_a_post_of_another_round_is_not_found(voter, voting_round, name):
    other = open_round(1)
    one = other_says(other)
    answer = voter.post(address(name, voting_round, one.pk), {"kind": "agree", "because": "x"})
    assert answer.status_code == 404
    assert not Reaction.objects.exists()


@pytest.mark.parametrize("name", ["write_post", "react", "take_back"])
def test_nothing_is_written_by_a_link_or_from_another_site(voting_round, name):
    victim = Client(enforce_csrf_checks=True)
    log_in(victim, user_of(entries(voting_round)[1]))
    what = "governor" if name == "write_post" else other_says(voting_round).pk
    there = address(name, voting_round, what)
    before = list(Post.objects.values())
    assert victim.get(there).status_code == 405
    answer = victim.post(there, {"text": "x"}, headers={"origin": "https://evil.example"})
    assert answer.status_code == 403
    assert list(Post.objects.values()) == before
