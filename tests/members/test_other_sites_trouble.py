"""What can go wrong on the way to another site and back, and what is not offered at all."""

import re

import pytest
from allauth.socialaccount.models import SocialApp
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from members.models import User
from tests.fake_oauth.fixtures import SITES
from tests.fake_oauth.journey import depart, travel

pytestmark = pytest.mark.django_db
LOG_IN = reverse("account_login")


@pytest.fixture(autouse=True)
def fresh_limits():
    cache.clear()
    yield
    cache.clear()


# --- What goes wrong on the way


@pytest.mark.parametrize("site", SITES)
def test_who_says_no_is_told_so(client, sites, site):
    answer = travel(client, sites, site, "Deny")

    assert answer.url == reverse("socialaccount_login_cancelled")
    assert "You did not log in" in client.get(answer.url).content.decode()
    assert not User.objects.exists()


@pytest.mark.parametrize("site", SITES)
@pytest.mark.parametrize("change", [r"state=[^&]+", r"code=[^&]+"])
def test_a_wrong_state_or_code_is_refused(client, sites, site, change):
    back = sites.press(depart(client, site))
    wrong = re.sub(change, change.partition("=")[0] + "=wrong", back)

    answer = client.get(wrong)

    assert answer.status_code == 401
    assert "did not tell us who you are" in answer.content.decode()
    assert not User.objects.exists()


@pytest.mark.parametrize("site", SITES)
def test_an_answer_meant_for_another_browser_is_refused(client, sites, site):
    """Else a stranger could log a victim in as the stranger."""
    back = sites.press(depart(client, site))

    assert Client().get(back).status_code == 401
    assert not User.objects.exists()


@pytest.mark.parametrize("site", ["google", "twitter_oauth2"])
def test_a_stolen_code_is_worthless_without_the_verifier(client, sites, site):
    theirs = sites.press(depart(Client(), site))
    ours = sites.press(depart(client, site))
    code = re.search(r"code=([^&]+)", theirs)[1]

    answer = client.get(re.sub(r"code=[^&]+", f"code={code}", ours))

    assert answer.status_code == 401
    assert not User.objects.exists()


@pytest.mark.parametrize(
    ("site", "trouble"),
    [(site, "token") for site in SITES]
    + [("facebook", "profile"), ("twitter_oauth2", "profile")]
    + [("facebook", "odd"), ("twitter_oauth2", "odd"), ("google", "audience")],
)
def test_trouble_at_the_other_site_is_said_in_words(client, sites, site, trouble):
    sites.trouble = trouble

    answer = travel(client, sites, site)

    assert answer.status_code == 401
    assert "Nothing has changed." in answer.content.decode()
    assert not User.objects.exists()


@pytest.mark.parametrize("site", SITES)
def test_a_site_that_is_away_is_said_in_words(client, sites, site):
    back = sites.press(depart(client, site))
    sites.server.shutdown()
    sites.server.server_close()

    answer = client.get(back)

    assert answer.status_code == 401
    assert not User.objects.exists()


# --- What is offered


def test_sites_with_keys_are_offered(client, sites):
    page = client.get(LOG_IN).content.decode()

    for name in ("Facebook", "Google", "X"):
        assert f"Log in with {name}" in page


@pytest.mark.parametrize("site", SITES)
def test_a_site_without_keys_is_not_there(client, site):
    assert "Log in with " not in client.get(LOG_IN).content.decode()
    assert client.post(reverse(f"{site}_login"), {"process": "login"}).status_code == 404
    assert client.get(reverse(f"{site}_callback")).status_code == 404


def test_a_row_of_the_database_offers_no_site(client):
    SocialApp.objects.create(provider="google", client_id="x", secret="y")

    assert client.post(reverse("google_login"), {"process": "login"}).status_code == 404
    assert "Log in with" not in client.get(LOG_IN).content.decode()


def test_a_link_does_not_send_anybody_away(client, sites):
    assert client.get(reverse("google_login")).status_code == 405
    answer = client.post(reverse("google_login"), {"process": "redirect"})
    assert (answer.status_code, sites.asked) == (400, [])


def test_the_page_in_between_keeps_the_strict_policy(client, sites):
    answer = client.post(reverse("google_login"), {"process": "login", "next": "/ballots/"})

    assert "form-action 'self';" in answer.headers["Content-Security-Policy"]
    assert f'content="0; url={sites.url}/google/authorize?' in answer.content.decode()
    assert answer.headers["Cache-Control"].startswith("max-age=0")


def test_nobody_is_led_to_a_foreign_page_afterwards(client, sites):
    answer = travel(client, sites, "google", next="https://evil.example/")

    assert answer.url == "/"


def test_a_token_that_somebody_posts_logs_nobody_in(client, sites):
    for site in ("google", "facebook"):
        assert client.post(f"/accounts/{site}/login/token/").status_code == 404
