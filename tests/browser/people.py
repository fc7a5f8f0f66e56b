"""People with log-ins and passwords, and what they do on every path."""

import time

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from axe_playwright_python.base import AXE_SCRIPT
from django.contrib.auth.hashers import make_password

from endorsements.models import RollEntry
from members import second_factors
from members.models import User
from tests.endorsements.views.voters import user_of
from tests.factories.members import APP_SECRET, PASSWORD, EmailAddressFactory, StaffFactory

# Colours fade over from one scheme to the other.
SETTLED = """new Promise(requestAnimationFrame).then(
    () => Promise.allSettled(document.getAnimations().map(each => each.finished)))"""
# All else that axe found out would be many times as long.
VIOLATIONS = "axe.run({resultTypes: ['violations']}).then(results => results.violations)"


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
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    return [
        f"{page.url} {violation['id']}: {node['html'][:120]}"
        for violation in page.evaluate(VIOLATIONS)
        for node in violation["nodes"]
    ]


def faults_in_both_looks(page, *, narrowest: int = 320) -> list[str]:
    """What axe holds against a page on a desk and on a phone, and what sticks out there.

    Each width in one scheme and each scheme at one width: layout and colour do not mix. The phone
    comes last, so that whoever goes on from the page does so where there is less room.
    """
    found = []
    for width, scheme in ((1280, "light"), (narrowest, "dark")):
        page.set_viewport_size({"width": width, "height": 740})
        page.emulate_media(color_scheme=scheme)
        page.evaluate(SETTLED)
        found += faults(page)
        if is_wider_than_its_screen(page):
            found.append(f"{page.url} is wider than {width} pixels")
    return found


def is_wider_than_its_screen(page) -> bool:
    return page.evaluate("document.documentElement.scrollWidth > window.innerWidth")
