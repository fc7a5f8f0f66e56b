"""Logging in through the real pages, with a password and with a code."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from members.models import User
from tests.factories.members import PASSWORD, EmailAddressFactory, UserFactory

pytestmark = pytest.mark.django_db
ADDRESS = "ada@example.org"
# A line of a mail that is nothing but a code.
CODE = re.compile(r"^\s*([A-Z0-9]{4}-[A-Z0-9]{4})$", re.MULTILINE)


@pytest.fixture(autouse=True)
def no_rate_limits(settings):
    """Every test comes from the same address."""
    settings.ACCOUNT_RATE_LIMITS = False


@pytest.fixture
def ada():
    user = UserFactory(email=ADDRESS, password=PASSWORD)
    EmailAddressFactory(user=user)
    return user


def is_logged_in(client: Client, user: User) -> bool:
    return client.session.get("_auth_user_id") == str(user.pk)


def ask_for_code(client: Client, email: str):
    return client.post(reverse("account_request_login_code"), {"email": email})


def code_in(mail) -> str:
    [code] = CODE.findall(mail.body)
    return code


def confirm(client: Client, code: str):
    return client.post(reverse("account_confirm_login_code"), {"code": code})


def sign_up(client: Client, email: str, password: str):
    fields = {"email": email, "password1": password, "password2": password}
    return client.post(reverse("account_signup"), fields)


@pytest.mark.parametrize("typed", [ADDRESS, "Ada@Example.ORG"])
def test_log_in_with_password(client, ada, typed):
    response = client.post(reverse("account_login"), {"login": typed, "password": PASSWORD})

    assert (response.status_code, response.url) == (302, "/")
    assert is_logged_in(client, ada)


def test_log_in_with_a_wrong_password_is_refused(client, ada):
    client.post(reverse("account_login"), {"login": ADDRESS, "password": "guess"})

    assert not is_logged_in(client, ada)


def test_log_in_by_a_barred_user_is_refused(client, ada):
    User.objects.update(is_active=False)

    client.post(reverse("account_login"), {"login": ADDRESS, "password": PASSWORD})

    assert not is_logged_in(client, ada)


def test_log_in_with_a_code(client, ada, mailoutbox):
    ask_for_code(client, ADDRESS)

    response = confirm(client, code_in(mailoutbox[0]))

    assert (response.status_code, response.url) == (302, "/")
    assert is_logged_in(client, ada)


def test_log_in_with_a_wrong_code_is_refused(client, ada, mailoutbox):
    ask_for_code(client, ADDRESS)

    confirm(client, "WRONG-CODE")

    assert not is_logged_in(client, ada)


def test_a_code_does_not_tell_whether_an_address_is_known(ada, mailoutbox):
    known, unknown = Client(), Client()

    answers = [ask_for_code(known, ADDRESS), ask_for_code(unknown, "eve@example.org")]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert answers[0].url == answers[1].url
    assert answers[0].cookies.keys() == answers[1].cookies.keys()
    pages = [reader.get(answers[0].url) for reader in (known, unknown)]
    assert visible(pages[0], ADDRESS) == visible(pages[1], "eve@example.org")
    assert [mail.to for mail in mailoutbox] == [[ADDRESS], ["eve@example.org"]]


def test_a_wrong_code_does_not_tell_either(ada, mailoutbox):
    known, unknown = Client(), Client()
    ask_for_code(known, ADDRESS)
    ask_for_code(unknown, "eve@example.org")

    answers = [confirm(reader, "WRONG-CODE") for reader in (known, unknown)]

    assert answers[0].status_code == answers[1].status_code
    assert visible(answers[0], ADDRESS) == visible(answers[1], "eve@example.org")


def visible(response, address: str) -> str:
    """The page without what differs between any two requests."""
    text = response.content.decode().replace(address, "")
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", text)


def test_signing_up_does_not_tell_whether_an_address_is_known(ada, mailoutbox):
    known, unknown = Client(), Client()

    answers = [sign_up(known, ADDRESS, PASSWORD), sign_up(unknown, "eve@example.org", PASSWORD)]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert answers[0].url == answers[1].url


def test_signing_up_needs_the_code_from_the_mail(client, mailoutbox):
    response = sign_up(client, ADDRESS, PASSWORD)
    user = User.objects.get(email=ADDRESS)
    assert not is_logged_in(client, user)

    client.post(response.url, {"code": code_in(mailoutbox[0])})

    assert is_logged_in(client, user)
    assert user.emailaddress_set.get().verified
    user.refresh_from_db()
    assert user.check_password(PASSWORD)


def test_mails_speak_for_the_organisation(client, ada, mailoutbox, settings):
    ask_for_code(client, ADDRESS)

    assert mailoutbox[0].subject.startswith(f"{settings.ORGANISATION_NAME}: ")
    assert "testserver" not in mailoutbox[0].body.replace(settings.BASE_URL, "")


class TestStrangerAtTheDoor:
    """Somebody signs up under another's address and waits for its owner to come."""

    STRANGERS = "the stranger's own words"

    @pytest.fixture
    def stranger(self):
        client = Client()
        sign_up(client, ADDRESS, self.STRANGERS)
        return client

    @pytest.fixture
    def owner(self, stranger, mailoutbox):
        client = Client()
        mailoutbox.clear()
        ask_for_code(client, ADDRESS)
        confirm(client, code_in(mailoutbox[0]))
        return client

    def test_the_owner_comes_in(self, owner):
        assert is_logged_in(owner, User.objects.get())

    def test_the_strangers_password_opens_nothing_any_more(self, owner):
        client = Client()

        client.post(reverse("account_login"), {"login": ADDRESS, "password": self.STRANGERS})

        assert not is_logged_in(client, User.objects.get())
        assert not User.objects.get().has_usable_password()

    def test_the_strangers_browser_is_not_let_in(self, owner, stranger):
        for name in ["account_email_verification_sent", "account_login", "account_signup"]:
            stranger.get(reverse(name))
            stranger.post(reverse(name), {"code": "", "login": ADDRESS})

        assert not is_logged_in(stranger, User.objects.get())

    def test_the_owners_later_code_keeps_the_owners_password(self, owner, mailoutbox):
        user = User.objects.get()
        user.set_password(PASSWORD)
        user.save()
        mailoutbox.clear()
        again = Client()
        ask_for_code(again, ADDRESS)

        confirm(again, code_in(mailoutbox[0]))

        user.refresh_from_db()
        assert user.check_password(PASSWORD)


def test_an_address_added_but_not_verified_leads_nobody_to_that_login(ada, mailoutbox):
    """Else its owner's code would verify the address for whoever added it."""
    stranger = Client()
    stranger.force_login(ada)
    stranger.post(reverse("account_email"), {"email": "owner@example.org", "action_add": ""})
    mailoutbox.clear()

    owner = Client()
    ask_for_code(owner, "owner@example.org")

    assert mailoutbox[0].to == ["owner@example.org"]
    assert not CODE.search(mailoutbox[0].body)
    assert ada.emailaddress_set.get().email == ADDRESS
