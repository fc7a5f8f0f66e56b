"""Choosing one's mails, on the page and by the link in a mail."""

import pytest
from django.test import Client

from members.mail_choices import refused_by, unsubscribe_address
from members.models import MailSubject
from tests.factories.members import MemberFactory
from tests.members.people import ADA, ada, login_of

pytestmark = pytest.mark.django_db


def link_of(member) -> str:
    address = unsubscribe_address(member.pk, MailSubject.RESULTS)
    return "/members/" + address.partition("/members/")[2]


def test_a_choice_is_kept(client):
    member, user = ada()
    client.force_login(user)

    answer = client.post("/members/me/mail/", {"wanted": ["reminders"]}, follow=True)

    assert "Your choice of mails is kept." in answer.content.decode()
    assert refused_by(member) == {"results"}


def test_a_mail_that_we_do_not_send_is_refused_in_a_sentence(client):
    member, user = ada()
    client.force_login(user)

    answer = client.post("/members/me/mail/", {"wanted": ["receipts"]}, follow=True)

    assert "That is no mail of ours." in answer.content.decode()
    assert refused_by(member) == set()


def test_who_is_no_member_has_no_mails_to_choose(client):
    client.force_login(login_of(ADA))

    assert client.post("/members/me/mail/").status_code == 404


def test_the_link_of_a_mail_asks_first(client):
    member = MemberFactory()

    answer = client.get(link_of(member))

    assert "No more mails about results and news of endorsements?" in answer.content.decode()
    assert refused_by(member) == set()


def test_one_press_is_enough_without_log_in_or_cookie():
    member = MemberFactory()
    client = Client(enforce_csrf_checks=True)

    answer = client.post(link_of(member), {"List-Unsubscribe": "One-Click"})

    assert "Done: no more mails about results" in answer.content.decode()
    assert refused_by(member) == {"results"}


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_link_that_is_not_ours_is_answered_in_a_sentence(client, method):
    answer = getattr(client, method)("/members/mail/stop/nonsense/")

    assert answer.status_code == 404
    assert "This link is not one of ours" in answer.content.decode()
