"""Second factors through the real pages: asked for, used once, not to be guessed."""

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from members import second_factors
from tests.members.logging_in import (
    code_now,
    give_code,
    give_password,
    is_logged_in,
    log_in,
    person,
)

pytestmark = pytest.mark.django_db
INDEX = reverse("mfa_index")


@pytest.fixture(autouse=True)
def fresh_limits():
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def ada():
    return person(email="ada@example.org", app=True)


def test_the_app_is_asked_for_after_the_password(client, ada):
    answer = give_password(client, ada)

    assert answer.url == reverse("mfa_authenticate")
    assert not is_logged_in(client, ada)
    assert "passkey" not in client.get(answer.url).content.decode()
    give_code(client, code_now())
    assert is_logged_in(client, ada)


def test_the_app_is_asked_for_after_a_code_by_mail_too(client, ada, mailoutbox):
    client.post(reverse("account_request_login_code"), {"email": ada.email})
    code = mailoutbox[0].body.split("\n\n")[1].strip()

    answer = client.post(reverse("account_confirm_login_code"), {"code": code})

    assert answer.url == reverse("mfa_authenticate")
    assert not is_logged_in(client, ada)


@pytest.mark.parametrize("steps", [-1, 0, 1])
def test_a_clock_may_be_half_a_minute_off(client, ada, steps):
    give_password(client, ada)

    give_code(client, code_now(steps=steps))

    assert is_logged_in(client, ada)


@pytest.mark.parametrize("steps", [-3, 3])
def test_a_clock_may_not_be_farther_off(client, ada, steps):
    give_password(client, ada)

    give_code(client, code_now(steps=steps))

    assert not is_logged_in(client, ada)


@pytest.mark.parametrize("typed", ["{}", " {} ", "{} "])
def test_a_code_works_once(client, ada, typed):
    code = code_now(steps=1)
    give_password(client, ada)
    give_code(client, code)
    assert is_logged_in(client, ada)
    # The library itself forgets a used code after one step; it is valid for up to three.
    cache.delete(f"allauth.mfa.totp.used?user={ada.pk}&code={code}")

    thief = Client()
    give_password(thief, ada)
    give_code(thief, typed.format(code))

    assert not is_logged_in(thief, ada)


def test_codes_cannot_be_guessed(client, ada):
    """Five wrong ones, in as many sessions as one likes, and not even the right one works."""
    for guess in range(5):
        browser = Client(REMOTE_ADDR=f"192.0.2.{guess}")
        give_password(browser, ada)
        give_code(browser, f"{guess:06}")
    stranger = Client(REMOTE_ADDR="192.0.2.99")
    give_password(stranger, ada)

    answer = give_code(stranger, code_now())

    assert not is_logged_in(stranger, ada)
    assert "Too many tries." in answer.content.decode()


def test_limits_outlive_a_flood_of_others(client, ada):
    """A cache that throws entries away when it is full would forget who guessed."""
    for number in range(400):
        cache.add(f"flood-{number}", True, timeout=300)

    assert all(cache.get(f"flood-{number}") for number in range(400))


def test_a_recovery_code_stands_in_once(client, ada):
    log_in(client, ada)
    client.post(reverse("mfa_generate_recovery_codes"))
    [code, *others] = client.get(reverse("mfa_view_recovery_codes")).context["unused_codes"]
    assert len(others) == 9

    first, second = Client(), Client()
    give_password(first, ada)
    give_code(first, code)
    give_password(second, ada)
    give_code(second, code)

    assert is_logged_in(first, ada)
    assert not is_logged_in(second, ada)


def test_secrets_lie_sealed_and_open_with_a_former_key(ada, settings):
    app = Authenticator.objects.get(type="totp")
    assert "TESTSTAFF" not in str(app.data)

    settings.SECRET_KEY_FALLBACKS = ["older still", settings.SECRET_KEY]
    settings.SECRET_KEY = "a new key"
    assert app.wrap().validate_code(code_now())


def test_an_app_is_removed_and_no_longer_asked_for(client, ada):
    log_in(client, ada)

    client.post(reverse("mfa_deactivate_totp"))

    assert not second_factors.has_one(ada)
    assert is_logged_in(log_in(Client(), ada), ada)


def test_the_page_lists_every_way_in(client, ada):
    log_in(client, ada)

    page = client.get(INDEX).content.decode()

    for heading in ["Email addresses", "Password", "Passkeys", "Authenticator app"]:
        assert heading in page
    assert "Remove the app" in page
    assert "ada@example.org" in page


def test_setting_up_shows_the_secret_as_a_picture_and_as_letters(client):
    log_in(client, person())

    page = client.get(reverse("mfa_activate_totp"))

    secret = page.context["form"].secret
    html = page.content.decode()
    assert f">{secret}</code>" in html
    assert 'src="data:image/svg+xml;base64,' in html
    assert "issuer=Progressive%20Examples" in page.context["totp_url"]


def test_a_wrong_code_sets_nothing_up(client):
    user = person()
    log_in(client, user)
    client.get(reverse("mfa_activate_totp"))

    answer = client.post(reverse("mfa_activate_totp"), {"code": "000000"})

    assert "That did not work." in answer.content.decode()
    assert not second_factors.has_one(user)


@pytest.mark.django_db(transaction=True)
def test_the_owner_is_told_by_mail(client, mailoutbox):
    log_in(client, person())
    page = reverse("mfa_activate_totp")
    secret = client.get(page).context["form"].secret
    mailoutbox.clear()

    client.post(page, {"code": code_now(secret=secret)})

    assert [mail.subject for mail in mailoutbox] == [
        "Progressive Examples: An authenticator app was set up"
    ]
