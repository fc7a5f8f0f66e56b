"""Somebody after another's log-in: sessions laid in wait, half a log-in, what lies about of it."""

import pytest
from allauth.account.adapter import get_adapter
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib.auth.hashers import MD5PasswordHasher
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from tests.factories.members import PASSWORD
from tests.fake_oauth.journey import depart
from tests.members.logging_in import (
    code_now,
    give_code,
    give_password,
    is_logged_in,
    log_in,
    log_in_long_ago,
    person,
)

pytestmark = pytest.mark.django_db
CODES = ["mfa_view_recovery_codes", "mfa_download_recovery_codes", "mfa_generate_recovery_codes"]


@pytest.fixture(autouse=True)
def fresh_limits():
    cache.clear()
    yield
    cache.clear()


def cookie(client):
    return client.cookies["sessionid"].value


def with_cookie(value):
    client = Client()
    client.cookies["sessionid"] = value
    return client


def with_codes(client, user):
    log_in(client, user).post(reverse("mfa_generate_recovery_codes"))
    codes = Authenticator.objects.get(user=user, type=Authenticator.Type.RECOVERY_CODES)
    return codes.wrap().get_unused_codes()


def test_a_session_laid_in_wait_is_another_after_each_step():
    ada, thief = person(app=True), Client()
    session = thief.session
    session["mark"] = "the thief's"
    session.save()
    laid = cookie(thief)
    victim = with_cookie(laid)

    give_password(victim, ada)
    half = cookie(victim)
    give_code(victim, code_now())

    assert is_logged_in(victim, ada)
    assert cookie(victim) not in {laid, half}
    for old in (laid, half):
        assert not is_logged_in(with_cookie(old), ada)


@pytest.mark.parametrize(
    "name", ["mfa_index", "account_email", "account_set_password", "members:me", *CODES]
)
def test_half_a_log_in_opens_no_page(client, name):
    give_password(client, person(app=True))

    answer = client.get(reverse(name))

    assert answer.status_code == 302
    assert answer.url.startswith(reverse("account_login"))


@pytest.mark.parametrize("name", CODES)
def test_recovery_codes_are_out_of_reach_of_a_stolen_session(client, name):
    ada = person(app=True)
    codes = with_codes(Client(), ada)
    log_in_long_ago(client, ada)

    answer = client.get(reverse(name))

    assert answer.url.split("?")[0] == reverse("mfa_reauthenticate")
    assert not any(code in answer.content.decode() for code in codes)


def test_recovery_codes_that_were_replaced_open_nothing(client):
    ada = person(app=True)
    old = with_codes(Client(), ada)[0]
    cache.clear()
    with_codes(Client(), ada)
    give_password(client, ada)

    give_code(client, old)

    assert not is_logged_in(client, ada)


@pytest.mark.parametrize("name", ["mfa_edit_webauthn", "mfa_remove_webauthn"])
def test_the_passkey_of_another_is_not_found(client, name):
    hers = Authenticator.objects.create(
        user=person(), type=Authenticator.Type.WEBAUTHN, data={"name": "Ada's key"}
    )
    log_in(client, person(app=True))
    page = reverse(name, args=[hers.pk])

    assert client.get(page).status_code == 404
    assert client.post(page, {"name": "Mine"}).status_code == 404
    hers.refresh_from_db()
    assert hers.data == {"name": "Ada's key"}


@pytest.mark.parametrize(
    "target",
    ["//evil.example", "https://evil.example/", "/\\evil.example", "javascript:alert(1)"],
)
def test_no_way_in_leads_on_to_a_foreign_page(client, target):
    ada = person(app=True)

    first = give_password(client, ada, next=target)
    second = client.post(f"{first.url}?next={target}", {"code": code_now()})

    assert is_logged_in(client, ada)
    assert second.url == "/"


def test_an_answer_of_another_site_is_good_once(client, sites):
    back = sites.press(depart(client, "google"), "Allow")
    client.get(back)
    client.post(reverse("account_logout"))

    client.get(back)

    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize(("proxies", "seen"), [(0, "127.0.0.1"), (1, "192.0.2.7")])
def test_limits_count_by_the_address_that_our_own_proxy_saw(rf, settings, proxies, seen):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies
    # What the visitor made up comes first; what our own proxy saw comes last.
    forged = rf.get("/", headers={"x-forwarded-for": "10.9.8.7, 192.0.2.7"})

    assert get_adapter().get_client_ip(forged) == seen


def test_a_wrong_password_costs_one_hash_whoever_is_meant(client, monkeypatch):
    person(email="known@example.org")
    person(email="by.code@example.org", password=None)
    hashed, encode = [], MD5PasswordHasher.encode

    def counted(hasher, password, salt):
        hashed.append(password)
        return encode(hasher, password, salt)

    monkeypatch.setattr(MD5PasswordHasher, "encode", counted)
    for email in ("known@example.org", "by.code@example.org", "nobody@example.org"):
        client.post(reverse("account_login"), {"login": email, "password": "a guess"})

    # Where there is no password to compare with, something is hashed all the same.
    assert len(hashed) == 3


@pytest.mark.parametrize("name", ["account_request_login_code", "account_reset_password"])
def test_a_mail_is_sent_at_once_whoever_is_meant(mailoutbox, name):
    person(email="known@example.org")
    for email in ("known@example.org", "nobody@example.org"):
        Client().post(reverse(name), {"email": email})

    assert [mail.to for mail in mailoutbox] == [["known@example.org"], ["nobody@example.org"]]


def test_a_form_that_was_open_when_all_was_logged_out_does_nothing():
    ada = person(email="ada@example.org")
    thief, owner = log_in(Client(), ada), log_in(Client(), ada)
    owner.post(reverse("account_log_out_everywhere"))

    add = thief.post(reverse("account_email"), {"action_add": "", "email": "eve@example.org"})
    password = {"oldpassword": PASSWORD, "password1": "quite another", "password2": "quite another"}
    change = thief.post(reverse("account_change_password"), password)

    assert [one.url.split("?")[0] for one in (add, change)] == [reverse("account_login")] * 2
    assert EmailAddress.objects.count() == 1
    ada.refresh_from_db()
    assert ada.check_password(PASSWORD)
