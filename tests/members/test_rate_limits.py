"""How often somebody may try. The counts are in PostgreSQL: they hold while Valkey is away."""

import pytest
from django.conf import settings
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from tests.factories.members import PASSWORD
from tests.members.logging_in import (
    give_code,
    give_password,
    is_logged_in,
    log_in,
    person,
)

pytestmark = pytest.mark.django_db
NO_CODE = "12345678"


@pytest.fixture(autouse=True)
def fresh_limits():
    cache.clear()
    yield
    cache.clear()


def from_elsewhere(number):
    return Client(REMOTE_ADDR=f"192.0.2.{number}")


def statuses(act, times):
    return [act().status_code for _ in range(times)]


def test_counts_are_kept_in_the_database():
    assert settings.CACHES["default"]["BACKEND"].endswith("db.DatabaseCache")


def test_a_password_cannot_be_guessed_from_many_places():
    ada = person()
    for number in range(5):
        give_password(from_elsewhere(number), ada, password=f"guess {number}")
    late = from_elsewhere(99)

    answer = give_password(late, ada)

    assert not is_logged_in(late, ada)
    assert "Too many tries." in answer.content.decode()


def test_one_place_cannot_try_many_log_ins(client):
    refused = [
        "Too many tries." in give_password(client, person(), password="x").content.decode()
        for _ in range(11)
    ]

    assert refused == [False] * 10 + [True]


def test_recovery_codes_cannot_be_guessed():
    ada = person(app=True)
    log_in(Client(), ada).post(reverse("mfa_generate_recovery_codes"))
    cache.clear()
    for number in range(5):
        browser = from_elsewhere(number)
        give_password(browser, ada)
        give_code(browser, NO_CODE)
    late = from_elsewhere(99)
    give_password(late, ada)

    assert "Too many tries." in give_code(late, NO_CODE).content.decode()


def test_a_code_of_the_app_cannot_be_guessed_where_it_is_asked_for_again(client):
    ada = person(app=True)
    log_in(client, ada)
    page = reverse("mfa_reauthenticate")

    pages = [client.post(page, {"code": "000000"}).content.decode() for _ in range(6)]

    assert ["Too many tries." in page for page in pages] == [False] * 5 + [True]


def test_codes_by_mail_are_asked_for_thrice_a_minute(mailoutbox):
    ada = person()
    page = reverse("account_request_login_code")
    answers = [from_elsewhere(n).post(page, {"email": ada.email}) for n in range(4)]

    assert len(mailoutbox) == 3
    assert "Too many" in answers[3].content.decode()


def test_a_mailed_code_takes_three_tries(client, mailoutbox):
    ada = person()
    client.post(reverse("account_request_login_code"), {"email": ada.email})
    page = reverse("account_confirm_login_code")

    answers = [client.post(page, {"code": "WRONG"}) for _ in range(4)]

    assert answers[2].status_code == 302
    assert client.session.get("account_login") is None


def test_new_passwords_are_asked_for_five_times_a_minute(mailoutbox):
    ada = person()
    page = reverse("account_reset_password")
    for number in range(6):
        from_elsewhere(number).post(page, {"email": ada.email})

    assert len(mailoutbox) == 5


def test_log_ins_are_made_twenty_times_a_minute(client):
    page = reverse("account_signup")

    def sign_up():
        return client.post(page, {"email": "", "password1": PASSWORD, "password2": PASSWORD})

    assert statuses(sign_up, 21) == [200] * 20 + [429]


def test_passkeys_are_tried_ten_times_a_minute(client):
    page = reverse("mfa_login_webauthn")

    def try_one():
        return client.post(page, {"credential": "{}"})

    assert statuses(try_one, 11) == [302] * 10 + [429]


def test_who_tries_too_often_is_told_in_our_words(client):
    page = reverse("mfa_login_webauthn")
    answers = [client.post(page, {"credential": "{}"}) for _ in range(11)]

    assert "we take only so many tries in a row" in answers[-1].content.decode()
