"""Logging in by way of Google, Facebook and X, against fakes that speak the real protocols."""

import re

import pytest
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from members.models import User
from tests.factories.members import PASSWORD
from tests.fake_oauth.fixtures import SITES
from tests.fake_oauth.journey import travel
from tests.members.logging_in import (
    code_in,
    code_now,
    give_code,
    give_password,
    is_logged_in,
    log_in,
    log_in_long_ago,
    person,
)

pytestmark = pytest.mark.django_db
ADDRESS = "ada@example.org"
LOG_IN, TYPE_CODE = reverse("account_login"), reverse("account_email_verification_sent")
INDEX = reverse("mfa_index")


@pytest.fixture(autouse=True)
def fresh_limits():
    cache.clear()
    yield
    cache.clear()


def connect(user, site, uid="1001"):
    return SocialAccount.objects.create(user=user, provider=site, uid=uid)


# --- New people


def test_a_verified_address_of_google_needs_no_code(client, sites, mailoutbox):
    answer = travel(client, sites, "google", next="/ballots/")

    user = User.objects.get()
    assert answer.url == "/ballots/"
    assert is_logged_in(client, user)
    address = user.emailaddress_set.get()
    assert (address.email, address.verified, address.primary) == (ADDRESS, True, True)
    assert not user.has_usable_password()


@pytest.mark.parametrize(("site", "is_verified"), [("google", False), ("facebook", True)])
def test_an_address_that_is_not_vouched_for_needs_our_code(
    client, sites, mailoutbox, site, is_verified
):
    sites.person.is_verified = is_verified

    answer = travel(client, sites, site)

    user = User.objects.get()
    assert answer.url == TYPE_CODE
    assert not is_logged_in(client, user)
    assert not user.emailaddress_set.get().verified
    assert client.post(TYPE_CODE, {"code": code_in(mailoutbox[0])}).status_code == 302
    assert is_logged_in(client, user)
    assert user.emailaddress_set.get().verified
    assert SocialAccount.objects.get().user == user


@pytest.mark.parametrize("site", SITES)
def test_without_an_address_we_ask_for_one_and_send_a_code(client, sites, mailoutbox, site):
    sites.person.email = None

    asked = travel(client, sites, site)
    assert asked.url == reverse("socialaccount_signup")
    assert "did not tell us your address" in client.get(asked.url).content.decode()
    client.post(asked.url, {"email": "ada@home.example"})
    assert not EmailAddress.objects.filter(verified=True).exists()
    client.post(TYPE_CODE, {"code": code_in(mailoutbox[0])})

    assert is_logged_in(client, User.objects.get(email="ada@home.example"))
    assert SocialAccount.objects.get().user.email == "ada@home.example"


def test_no_more_is_asked_for_and_kept_than_is_needed(client, sites):
    sites.person.email = None
    for site in SITES:
        travel(client, sites, site)

    scopes = [set(re.split("[ ,]", asked["scope"])) for asked in sites.asked]
    assert scopes == [{"email"}, {"openid", "email"}, {"users.read", "tweet.read"}]
    assert all("redirect_uri" in asked and "state" in asked for asked in sites.asked)


# --- People who are known


@pytest.mark.parametrize("site", SITES)
def test_who_is_connected_comes_in(client, sites, site):
    user = person(email=ADDRESS)
    connect(user, site)

    travel(client, sites, site)

    assert is_logged_in(client, user)
    assert SocialAccount.objects.count() == 1


@pytest.mark.parametrize("site", SITES)
def test_the_second_factor_is_asked_for_all_the_same(client, sites, site):
    user = person(email=ADDRESS, app=True)
    connect(user, site)

    answer = travel(client, sites, site)

    assert answer.url == reverse("mfa_authenticate")
    assert not is_logged_in(client, user)
    give_code(client, code_now())
    assert is_logged_in(client, user)


def test_a_barred_login_stays_barred(client, sites):
    user = person(email=ADDRESS, is_active=False)
    connect(user, "google")

    travel(client, sites, "google")

    assert not is_logged_in(client, user)


@pytest.mark.parametrize("is_verified_here", [True, False])
def test_an_address_alone_connects_nothing_though_google_vouches_for_it(
    client, sites, is_verified_here
):
    user = person(email=ADDRESS)
    EmailAddress.objects.update(verified=is_verified_here)

    answer = travel(client, sites, "google")

    assert answer.url == LOG_IN
    assert not is_logged_in(client, user)
    assert not SocialAccount.objects.exists()
    page = client.get(LOG_IN).content.decode()
    assert "ada@example.org has a log-in here already. Log in with a code by email" in page


@pytest.mark.parametrize("is_verified_here", [True, False])
@pytest.mark.parametrize("site", ["google", "facebook"])
def test_a_strangers_account_with_the_victims_address_opens_nothing(
    client, sites, mailoutbox, site, is_verified_here
):
    """The attack: an account elsewhere that carries another's address, unproved."""
    victim = person(email=ADDRESS)
    EmailAddress.objects.update(verified=is_verified_here)
    sites.person.is_verified = False

    travel(client, sites, site)

    assert not is_logged_in(client, victim)
    assert "_auth_user_id" not in client.session
    assert not SocialAccount.objects.exists()
    assert [mail.to for mail in mailoutbox] == [[ADDRESS]]
    assert "There is one already." in mailoutbox[0].body


def test_a_stranger_who_types_the_victims_address_gets_nothing(client, sites, mailoutbox):
    victim = person(email=ADDRESS)
    travel(client, sites, "twitter_oauth2")

    client.post(reverse("socialaccount_signup"), {"email": ADDRESS})

    assert "_auth_user_id" not in client.session
    assert not SocialAccount.objects.filter(user=victim).exists()


def by_code(client, mailoutbox):
    mailoutbox.clear()
    client.post(reverse("account_request_login_code"), {"email": ADDRESS})
    client.post(reverse("account_confirm_login_code"), {"code": code_in(mailoutbox[0])})


def by_new_password(client, mailoutbox):
    mailoutbox.clear()
    client.post(reverse("account_reset_password"), {"email": ADDRESS})
    link = re.search(r"/accounts/password/reset/key/\S+", mailoutbox[0].body)[0]
    form = client.get(client.get(link).url)
    client.post(form.context["action_url"], {"password1": PASSWORD, "password2": PASSWORD})
    mailoutbox.clear()
    cache.clear()  # codes go out every ten seconds at most
    give_password(client, User.objects.get())
    client.post(TYPE_CODE, {"code": code_in(mailoutbox[0])})


@pytest.mark.parametrize("come_in", [by_code, by_new_password])
def test_a_stranger_who_was_there_first_is_thrown_out(sites, mailoutbox, come_in):
    """They made a log-in by X under the victim's address, and wait for the victim to verify it."""
    stranger, owner = Client(), Client()
    travel(stranger, sites, "twitter_oauth2")
    stranger.post(reverse("socialaccount_signup"), {"email": ADDRESS})
    assert SocialAccount.objects.get().user.email == ADDRESS

    come_in(owner, mailoutbox)

    user = User.objects.get()
    assert is_logged_in(owner, user)
    assert not SocialAccount.objects.exists()
    assert user.has_usable_password() == (come_in is by_new_password)
    travel(stranger, sites, "twitter_oauth2")
    assert "_auth_user_id" not in stranger.session


# --- Connecting and disconnecting


@pytest.mark.parametrize("site", SITES)
def test_an_account_is_connected_whatever_its_address(client, sites, mailoutbox, site):
    user = log_in_as(client, person(email="other@example.org"))

    answer = travel(client, sites, site, process="connect", next=INDEX)

    assert answer.url == INDEX
    assert SocialAccount.objects.get().user == user
    assert "was connected" in mailoutbox[-1].subject
    assert user.emailaddress_set.get().email == "other@example.org"
    assert "Disconnect" in client.get(INDEX).content.decode()


def log_in_as(client, user):
    log_in(client, user)
    return user


def test_connecting_needs_a_fresh_log_in(client, sites):
    log_in_long_ago(client, person())

    answer = client.post(reverse("google_login"), {"process": "connect"})

    assert answer.url.startswith(reverse("account_reauthenticate"))
    assert sites.asked == []


def test_an_account_of_somebody_else_is_not_taken_over(client, sites):
    owner = person(email="owner@example.org")
    connect(owner, "google")
    log_in(client, person(email="other@example.org"))

    travel(client, sites, "google", process="connect")

    assert SocialAccount.objects.get().user == owner
    assert "connected to another log-in" in client.get(INDEX).content.decode()


def test_an_account_is_disconnected_also_without_a_password(client, sites, mailoutbox):
    user = person(email=ADDRESS, password=None)
    account = connect(user, "google")
    travel(client, sites, "google")

    client.post(reverse("account_part", args=[account.pk]))

    assert not SocialAccount.objects.exists()
    assert mailoutbox[-1].subject == "Progressive Examples: Google was disconnected"


def test_nobody_is_left_without_a_way_in(client, sites):
    user = person(email=ADDRESS, password=None)
    account = connect(user, "google")
    travel(client, sites, "google")
    EmailAddress.objects.update(verified=False)

    client.post(reverse("account_part", args=[account.pk]))

    assert SocialAccount.objects.exists()
    assert "First confirm an email address" in client.get(INDEX).content.decode()


def test_nobody_disconnects_anothers_account(client):
    account = connect(person(), "google")
    log_in(client, person())

    assert client.post(reverse("account_part", args=[account.pk])).status_code == 404


def test_a_site_whose_keys_are_gone_is_still_listed_and_can_be_parted_with(client, settings):
    settings.SOCIALACCOUNT_PROVIDERS = {}
    user = log_in_as(client, person())
    account = connect(user, "google")

    assert "Google" in client.get(INDEX).content.decode()
    client.post(reverse("account_part", args=[account.pk]))
    assert not SocialAccount.objects.exists()
