"""A log-in of yesterday is renewed before a ballot is opened, whichever way somebody logs in."""

import pytest
from allauth.socialaccount.models import SocialAccount
from django.core.cache import cache
from django.urls import reverse

from members import second_factors
from tests.browser.people import with_password
from tests.endorsements.views.test_voting import address
from tests.endorsements.views.voters import log_in, user_of
from tests.factories.endorsements import entries, open_round
from tests.factories.members import APP_SECRET
from tests.fake_oauth.fixtures import sites  # noqa: F401
from tests.fake_oauth.journey import travel
from tests.members.logging_in import code_in, code_now, give_code, give_password

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def fresh_limits():
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def ballot(client):
    """The page of a ballot, for a voter who logged in yesterday, and the voter."""
    voting_round = open_round(3)
    user = user_of(entries(voting_round)[0])
    log_in(client, user, hours_ago=13)
    page = address("ballot", voting_round)
    assert "Please log in once more" in client.get(page).content.decode()
    client.post(reverse("account_logout"))
    return page, user


def opens(client, page):
    return "Please log in once more" not in client.get(page).content.decode()


def test_with_a_code_by_mail(client, ballot, mailoutbox):
    page, user = ballot
    sent = {"email": user.email, "next": page}
    asked = client.post(reverse("account_request_login_code"), sent)
    answer = client.post(asked.url, {"code": code_in(mailoutbox[0]), "next": page})

    assert answer.url == page
    assert opens(client, page)


def test_with_password_and_app(client, ballot):
    page, user = ballot
    second_factors.give_app(user, APP_SECRET)
    give_password(client, with_password(user), next=page)
    answer = give_code(client, code_now())

    assert answer.url == page
    assert opens(client, page)


def test_with_an_account_elsewhere(client, ballot, request):
    page, user = ballot
    SocialAccount.objects.create(user=user, provider="twitter_oauth2", uid="1001")
    answer = travel(client, request.getfixturevalue("sites"), "twitter_oauth2", next=page)

    assert answer.url == page
    assert opens(client, page)


def test_who_showed_a_moment_ago_who_they_are_need_not_do_so_again(client, ballot):
    """Asked before an address was changed, say: that counts for the ballot as well."""
    page, user = ballot
    second_factors.give_app(user, APP_SECRET)
    log_in(client, user, hours_ago=13)
    assert not opens(client, page)

    client.post(reverse("mfa_reauthenticate"), {"code": code_now(), "next": page})

    assert opens(client, page)
