"""Before ways in are changed somebody shows once more that it is they: everybody can."""

import pytest
from allauth.account.models import EmailAddress
from django.core.cache import cache
from django.urls import reverse

from tests.factories.members import PASSWORD
from tests.members.logging_in import (
    code_in,
    code_now,
    log_in,
    log_in_long_ago,
    person,
)

pytestmark = pytest.mark.django_db
GUARDED = [
    "account_change_password",
    "mfa_activate_totp",
    "mfa_add_webauthn",
    "mfa_generate_recovery_codes",
]
SEND, TYPE = reverse("account_send_code_again"), reverse("account_reauthenticate_by_code")


@pytest.fixture(autouse=True)
def fresh_limits():
    cache.clear()
    yield
    cache.clear()


@pytest.mark.parametrize("name", GUARDED)
def test_a_log_in_of_just_now_is_fresh(client, name):
    log_in(client, person())

    assert client.get(reverse(name)).status_code == 200


@pytest.mark.parametrize("name", GUARDED)
def test_an_older_one_is_not(client, name):
    log_in_long_ago(client, person())

    answer = client.get(reverse(name))

    assert answer.url.startswith(reverse("account_reauthenticate"))


def test_without_a_password_a_code_by_mail_is_the_way(client, mailoutbox):
    user = person(password=None)
    log_in_long_ago(client, user, "code")
    page = reverse("account_set_password")

    asked = client.get(page).url
    assert asked == f"{SEND}?next=%2Faccounts%2Fpassword%2Fset%2F"
    assert mailoutbox == []
    sent = client.post(SEND, {"next": page})
    assert sent.url == f"{TYPE}?next=%2Faccounts%2Fpassword%2Fset%2F"
    done = client.post(TYPE, {"code": code_in(mailoutbox[0]).lower(), "next": page})

    assert mailoutbox[0].to == [user.email]
    assert done.url == page
    assert client.get(page).status_code == 200


def test_an_address_added_from_an_old_session_waits_for_the_code(client, mailoutbox):
    """The library would take everybody without password and factor for fresh."""
    user = person(password=None)
    log_in_long_ago(client, user, "code")

    answer = client.post(reverse("account_email"), {"email": "eve@example.org", "action_add": ""})

    assert answer.url.startswith(SEND)
    assert list(EmailAddress.objects.values_list("email", flat=True)) == [user.email]
    assert mailoutbox == []


def test_with_a_factor_the_password_is_not_enough(client):
    user = person(app=True)
    log_in_long_ago(client, user, "mfa", type="totp")
    page = reverse("account_change_password")

    assert client.get(page).url.startswith(reverse("mfa_reauthenticate"))
    answer = client.post(reverse("account_reauthenticate"), {"password": PASSWORD, "next": page})
    assert answer.url.startswith(reverse("mfa_reauthenticate"))
    for way in (SEND, TYPE):
        assert client.get(way).url.startswith(reverse("mfa_reauthenticate"))
    client.post(reverse("mfa_reauthenticate"), {"code": code_now(), "next": page})

    assert client.get(page).status_code == 200


def test_a_fresh_password_is_not_enough_either(client):
    user = person(app=True)
    log_in_long_ago(client, user, "mfa", type="totp")
    session = client.session
    session["account_authentication_methods"] += [{"method": "password", "at": 9e12}]
    session.save()

    answer = client.get(reverse("account_change_password"))

    assert answer.url.startswith(reverse("mfa_reauthenticate"))


def test_an_act_that_was_held_up_goes_on_afterwards(client):
    user = person()
    log_in_long_ago(client, user)
    change = {"oldpassword": PASSWORD, "password1": "quite another one", "password2": ""}
    change["password2"] = change["password1"]
    page = reverse("account_change_password")

    held = client.post(page, change)
    client.post(held.url, {"password": PASSWORD, "next": page})

    user.refresh_from_db()
    assert user.check_password("quite another one")


def test_who_is_not_logged_in_gets_no_code(client, mailoutbox):
    for way in (SEND, TYPE):
        assert client.post(way).url.startswith(reverse("account_login"))
    assert mailoutbox == []


def test_without_any_way_the_addresses_are_the_next_step(client):
    user = person(password=None)
    EmailAddress.objects.update(verified=False)
    log_in_long_ago(client, user, "socialaccount")

    assert client.get(SEND).url == reverse("account_email")


def test_asking_for_many_codes_is_refused(client, mailoutbox):
    log_in_long_ago(client, person(password=None), "code")

    answers = [client.post(SEND).status_code for _ in range(4)]

    assert answers == [302, 302, 302, 429]
    assert len(mailoutbox) == 3
