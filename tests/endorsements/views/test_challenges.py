"""The member's page for a challenge, and the staff's."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from endorsements.challenges import opening
from endorsements.models import Challenge
from members.models import Proposal
from tests.endorsements.challenges.conftest import Published
from tests.endorsements.views.voters import log_in, user_of
from tests.factories.endorsements import fresh
from tests.factories.members import StaffFactory, UserFactory

pytestmark = pytest.mark.django_db
KEY = re.compile(r"<code>([0-9a-f]{64})</code>")


@pytest.fixture(scope="module")
def made_once(rows_of_the_module):
    return Published()


@pytest.fixture
def published(made_once):
    made_once.round = fresh(made_once.round)
    return made_once


def page(name, published):
    return reverse(f"endorsements:{name}", args=[published.round.slug])


def text(answer):
    return answer.content.decode()


@pytest.fixture
def member(client, published):
    log_in(client, user_of(published.entry))
    return client


@pytest.fixture
def staff():
    browser = Client()
    browser.force_login(StaffFactory())
    return browser


def test_from_the_code_list_to_the_answer_read(member, staff, published):
    assert page("challenge", published) in text(
        member.get(reverse("endorsements:round", args=[published.round.slug]))
    )
    assert "File a challenge" in text(member.get(page("challenge", published)))
    filed = member.post(page("challenge", published), {"receipt": published.whole, "words": "Hm"})
    key = KEY.search(text(filed))[1]
    one = Challenge.objects.get()
    listed = text(staff.get(page("challenges", published)))
    assert "it is the last one" in listed
    assert "Hm" in listed
    assert "I look into it" in listed
    act = page("challenge_act", published)
    staff.post(act, {"challenge": one.pk, "step": "take"})
    assert 'value="take"' not in text(staff.get(page("challenges", published)))
    staff.post(act, {"challenge": one.pk, "step": "open", "reason": "To compare."})
    assert Proposal.objects.get().act == "challenge.open"
    opening.ask(one.pk, by=StaffFactory(), proposed_by=StaffFactory())
    opening.open_asked(published.round.pk)

    assert "says “Ash”" not in text(staff.get(page("challenges", published)))
    wrong = member.post(page("challenge", published), {"read": one.pk, "key": "00" * 32})
    right = member.post(page("challenge", published), {"read": one.pk, "key": key})

    assert wrong.status_code == 400
    assert "says “Ash”" in text(right)
    assert "no-store" in right["Cache-Control"]
    staff.post(act, {"challenge": one.pk, "step": "answer", "finding": "stands", "words": "Yes."})
    assert Proposal.objects.filter(act="challenge.answer").exists()


def test_mistakes_get_a_sentence(member, published):
    empty = member.post(page("challenge", published), {"receipt": ""})
    damaged = member.post(page("challenge", published), {"receipt": "slot: 1"})

    assert (empty.status_code, damaged.status_code) == (400, 409)
    assert "Please paste your receipt" in text(empty)
    assert "cannot be read" in text(damaged)
    assert "Please paste the receipt again" in text(damaged)
    assert not Challenge.objects.exists()


def test_who_votes_on_paper_is_asked_for_words_and_never_for_codes(client, staff, published):
    log_in(client, user_of(published.on_paper))
    asked = text(client.get(page("challenge", published)))
    assert 'name="receipt"' not in asked
    assert "Do not write the codes of your slip" in asked
    codes = [{"words": "AB2C-defg-HJKM is not there."}, {"words": " ", "receipt": published.public}]
    refused = [text(client.post(page("challenge", published), one)) for one in codes]
    assert "Please leave the codes out" in refused[0]
    assert "Please say in words what is wrong" in refused[1]

    filed = text(client.post(page("challenge", published), {"words": "It says Birch."}))

    assert "Your challenge is filed" in filed
    assert not KEY.search(filed)
    listed = text(staff.get(page("challenges", published)))
    assert "It says Birch." in listed
    assert "it is from somebody who votes on paper" in listed
    assert "The public log counts 1." in listed
    assert "Propose to open the ballot" not in listed


def test_strangers_are_turned_away(client, published):
    assert client.get(page("challenge", published)).status_code == 302
    log_in(client, UserFactory())
    assert client.get(page("challenge", published)).status_code == 409
    assert client.get(page("challenges", published)).status_code == 403


def test_nobody_reads_the_challenge_of_another(client, member, published):
    member.post(page("challenge", published), {"receipt": published.public})
    one = Challenge.objects.get()
    log_in(client, user_of(published.other))

    answer = client.post(page("challenge", published), {"read": one.pk, "key": "00" * 32})

    assert answer.status_code == 404
    assert client.post(page("challenge", published), {"read": "x", "key": ""}).status_code == 404


def test_a_flood_is_stopped(member, published, settings):
    settings.ACCOUNT_RATE_LIMITS = {"challenge": "2/h/user"}

    answers = [member.post(page("challenge", published), {"receipt": "x"}) for _ in range(3)]

    assert answers[-1].status_code == 429


@pytest.mark.parametrize(
    "sent", [{"step": "open", "reason": ""}, {"step": "answer", "finding": "odd", "words": ""}]
)
def test_staff_who_leave_something_out_get_a_sentence(member, staff, published, sent):
    member.post(page("challenge", published), {"receipt": published.whole})
    one = Challenge.objects.get()

    answer = staff.post(page("challenge_act", published), {"challenge": one.pk, **sent})

    assert answer.status_code == 302
    assert not Proposal.objects.exists()
    assert staff.post(page("challenge_act", published), {"challenge": "x"}).status_code == 404
