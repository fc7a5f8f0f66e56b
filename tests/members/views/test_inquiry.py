"""“Am I a member?”, asked in public."""

import pytest

from members.models import Inquiry
from tests.factories.members import MemberAddressFactory
from tests.members.people import ADA

pytestmark = pytest.mark.django_db
ASK = "/members/am-i-a-member/"


def test_the_page_asks_for_an_address(client):
    assert "Am I a member?" in client.get(ASK).content.decode()


def test_every_address_is_answered_alike_and_with_as_many_queries(client, count_queries):
    MemberAddressFactory(email=ADA)
    answers, numbers = [], []
    for email in (ADA, "nobody@example.org"):
        with count_queries() as queries:
            answers.append(client.post(ASK, {"email": email}, follow=True))
        numbers.append(len(queries))

    assert [answer.redirect_chain for answer in answers] == [[(f"{ASK}asked/", 302)]] * 2
    assert answers[0].content == answers[1].content
    assert "Whether the address is on our rolls or not" in answers[0].content.decode()
    assert numbers[0] == numbers[1]
    assert Inquiry.objects.count() == 2


def test_what_is_no_address_is_said_so(client):
    answer = client.post(ASK, {"email": "nonsense"})

    assert "Enter a valid email address." in answer.content.decode()
    assert not Inquiry.objects.exists()


def test_one_address_is_asked_about_three_times_a_day_and_nobody_sees_the_difference(client):
    answers = [client.post(ASK, {"email": ADA}, follow=True) for _ in range(4)]

    assert len({answer.content for answer in answers}) == 1
    assert Inquiry.objects.count() == 3


def test_one_network_is_told_to_wait(client, settings):
    settings.ACCOUNT_RATE_LIMITS = {"inquiry_by_network": "2/h/ip"}

    codes = [client.post(ASK, {"email": f"{n}@example.org"}).status_code for n in range(3)]

    assert codes == [302, 302, 429]
    assert Inquiry.objects.count() == 2
