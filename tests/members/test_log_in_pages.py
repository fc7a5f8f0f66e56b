"""The pages and mails of logging in, in the house's own words."""

import re

import pytest
from django.core import mail
from django.urls import reverse

from tests.factories.members import PASSWORD, EmailAddressFactory, UserFactory
from tests.members.logging_in import log_in

pytestmark = pytest.mark.django_db

PUBLIC_PAGES = [
    "account_login",
    "account_request_login_code",
    "account_signup",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key_done",
]
MEMBERS_PAGES = [
    "account_email",
    "account_change_password",
    "account_reauthenticate",
    "account_send_code_again",
    "mfa_index",
    "mfa_activate_totp",
    "mfa_add_webauthn",
    "mfa_generate_recovery_codes",
]


def page(client, name: str) -> str:
    response = client.get(reverse(name))
    assert response.status_code == 200
    return response.content.decode()


@pytest.fixture
def member_client(client):
    user = EmailAddressFactory(user=UserFactory(password=PASSWORD)).user
    return log_in(client, user)


def assert_obeys_the_strict_policy(html: str) -> None:
    assert not re.findall(
        r"\sstyle=|<style|\son\w+=|<script(?![^>]*(\ssrc=|application/json))", html
    )


@pytest.mark.parametrize("name", PUBLIC_PAGES)
def test_page_for_everybody_has_neither_inline_script_nor_style(client, name):
    assert_obeys_the_strict_policy(page(client, name))


@pytest.mark.parametrize("name", [*MEMBERS_PAGES, "account_logout"])
def test_page_for_who_is_logged_in_has_neither_inline_script_nor_style(member_client, name):
    assert_obeys_the_strict_policy(page(member_client, name))


def test_log_in_offers_code_and_password_as_two_equal_forms(client):
    html = page(client, "account_login")

    forms = re.findall(r'<form method="post" action="([^"]+)"', html)
    assert forms[:2] == [reverse("account_request_login_code"), reverse("account_login")]
    assert html.count("btn btn-primary") == 2


@pytest.mark.parametrize("name", ["account_login", "account_signup", "account_reset_password"])
def test_every_visible_field_has_a_label(client, name):
    html = page(client, name)

    fields = re.findall(r"<input(?![^>]*hidden)[^>]*\sid=\"([^\"]+)\"", html)
    assert fields
    for field in fields:
        assert f'for="{field}"' in html


def test_a_wrong_password_is_said_beside_the_form_that_was_sent(client):
    response = client.post(reverse("account_login"), {"login": "a@example.org", "password": "no"})

    after_heading = response.content.decode().split('id="by-password"')[1]
    assert '<ul class="errorlist nonfield">' in after_heading


def test_mail_with_a_code_says_what_it_is_for_and_who_sends_it(client, settings):
    address = EmailAddressFactory()

    client.post(reverse("account_request_login_code"), {"email": address.email})

    [message] = mail.outbox
    assert message.subject == f"{settings.ORGANISATION_NAME}: Your code to log in"
    assert re.fullmatch(
        r"Your code to log in:\n\n    [A-Z0-9-]+\n\nType it into the page .+", message.body, re.S
    )
    assert message.body.strip().endswith(f"{settings.ORGANISATION_NAME}\n{settings.BASE_URL}")


def test_mail_about_an_unknown_address_leads_to_making_a_log_in(client):
    client.post(reverse("account_request_login_code"), {"email": "nobody@example.org"})

    [message] = mail.outbox
    assert "There is no log-in with this address." in message.body
    assert reverse("account_signup") in message.body
