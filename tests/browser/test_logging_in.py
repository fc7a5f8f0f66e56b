"""Logging in with what only a real browser has: a passkey, a form that leads to another site."""

import pytest
from django.core.cache import cache

from tests.browser import passkeys, people
from tests.factories.members import EmailAddressFactory, StaffFactory, UserFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def fresh_limits():
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def page(new_page, live_server):
    """Passkeys belong to a name; the live server's own address is a number."""
    return new_page(base_url=live_server.url.replace("127.0.0.1", "localhost"))


def user_with_password(**fields):
    factory = StaffFactory if fields.get("is_staff") else UserFactory
    return people.with_password(EmailAddressFactory(user=factory(**fields)).user)


def test_a_passkey_is_added_and_logs_in_alone(page):
    passkeys.give_authenticator(page)
    people.log_in(page, user_with_password(email="ada@example.org"), then="/accounts/logging-in/")
    assert people.faults(page) == []
    page.get_by_role("link", name="Add a passkey").click()
    page.locator("[name=name]").fill("My telephone")
    assert people.faults(page) == []
    page.get_by_role("button", name="Add the passkey").click()
    page.get_by_role("heading", name="Recovery codes").wait_for()
    assert people.faults(page) == []
    page.get_by_role("link", name="I have kept them").click()
    page.get_by_text("My telephone").first.wait_for()
    passkeys.log_out(page)

    page.goto("/accounts/login/?next=/ballots/")
    assert people.faults(page) == []
    page.get_by_role("button", name="Use a passkey").click()

    page.wait_for_url("**/ballots/")


def test_a_passkey_that_is_not_there_is_said_in_words(page):
    protocol, authenticator = passkeys.give_authenticator(page)
    protocol.send(
        "WebAuthn.setUserVerified", {"authenticatorId": authenticator, "isUserVerified": False}
    )
    page.goto("/accounts/login/")
    page.get_by_role("button", name="Use a passkey").click()

    page.get_by_text("That did not work, or it was cancelled.").wait_for()


def test_new_staff_set_up_an_app_and_log_in_with_it(page):
    staff = user_with_password(email="staff@example.org", is_staff=True)
    page.goto("/accounts/login/?next=/admin/")
    page.locator("[name=login]").fill(staff.email)
    page.locator("[name=password]").fill(people.PASSWORD)
    page.get_by_role("button", name="Log in", exact=True).click()
    page.get_by_text("Staff need an app or a passkey.").wait_for()
    page.get_by_role("link", name="Set up an app").click()
    secret = page.locator("code.secret").inner_text()
    assert page.locator("img.qr").evaluate("image => image.naturalWidth") > 0
    assert people.faults(page) == []
    assert not people.is_wider_than_its_screen(page)
    page.locator("[name=code]").fill(people.code_now(secret))
    page.get_by_role("button", name="Set up").click()
    page.get_by_role("heading", name="Recovery codes").wait_for()
    page.goto("/admin/")
    page.get_by_text("Open now").first.wait_for()
    page.goto("/")
    passkeys.log_out(page)

    page.goto("/accounts/login/?next=/admin/")
    page.locator("[name=login]").fill(staff.email)
    page.locator("[name=password]").fill(people.PASSWORD)
    page.get_by_role("button", name="Log in", exact=True).click()
    page.get_by_role("heading", name="One more step").wait_for()
    assert people.faults(page) == []
    page.locator("[name=code]").fill(people.code_now(secret, steps=1))
    page.get_by_role("button", name="Log in", exact=True).click()
    page.wait_for_url("**/admin/")


@pytest.mark.parametrize("scripts", [True, False])
def test_google_is_reached_and_leads_back_under_the_strict_policy(
    new_page, live_server, sites, scripts
):
    address = live_server.url.replace("127.0.0.1", "localhost")
    page = new_page(base_url=address, java_script_enabled=scripts)
    page.goto("/accounts/login/?next=/ballots/")
    page.get_by_role("button", name="Log in with Google").click()
    page.get_by_role("heading", name="A fake site").wait_for()
    page.get_by_role("link", name="Allow").click()

    page.wait_for_url("**/ballots/")
