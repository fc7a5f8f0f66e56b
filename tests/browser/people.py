"""People with log-ins and passwords, and what they do on every path."""

import time

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth.hashers import make_password

from endorsements.models import RollEntry
from members import second_factors
from members.models import User
from tests.endorsements.views.voters import user_of
from tests.factories.members import APP_SECRET, PASSWORD, EmailAddressFactory, StaffFactory


def voter(entry: RollEntry) -> User:
    return with_password(user_of(entry))


def staff(email: str = "staff@example.org") -> User:
    user = StaffFactory(email=email)
    EmailAddressFactory(user=user)
    second_factors.give_app(user, APP_SECRET)
    return with_password(user)


def with_password(user: User) -> User:
    user.password = make_password(PASSWORD)
    user.save(update_fields=["password"])
    return user


def log_in(page, user: User, *, then: str = "/") -> None:
    page.goto(f"/accounts/login/?next={then}")
    page.locator("[name=login]").fill(user.email)
    page.locator("[name=password]").fill(PASSWORD)
    page.get_by_role("button", name="Log in", exact=True).click()
    if user.is_staff:
        page.locator("[name=code]").fill(code_now())
        page.get_by_role("button", name="Log in", exact=True).click()
    page.wait_for_url(f"**{then}")


def code_now(secret: str = APP_SECRET, *, steps: int = 0) -> str:
    """What an authenticator app shows, or will show some steps of half a minute later."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps))


def faults(page) -> list[str]:
    """What axe holds against a page; empty when nothing."""
    violations = Axe().run(page).response["violations"]
    return [
        f"{page.url} {violation['id']}: {node['html'][:120]}"
        for violation in violations
        for node in violation["nodes"]
    ]


def is_wider_than_its_screen(page) -> bool:
    return page.evaluate("document.documentElement.scrollWidth > window.innerWidth")
