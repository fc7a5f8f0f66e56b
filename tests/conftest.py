"""What every test relies on. Servers come from `tests/servers.py`, rows from `tests/factories`."""

import gc

import pytest
from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.models import Authenticator
from django.contrib.auth.signals import user_logged_in
from django.db import connection
from django.dispatch import receiver
from django.test import override_settings
from hypothesis import HealthCheck, settings

from members import second_factors
from members.models import User
from scorecard import kept_pages
from tests import schema
from tests.browser import chromium
from tests.factories.members import APP_SECRET

# How long an example takes to draw says more of the machine than of the test.
settings.register_profile(
    "any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("any machine")


def pytest_ignore_collect(collection_path, config):
    """Nothing outside the checkout is so much as looked at, unless it is asked for."""
    is_shared = collection_path == config.rootpath / "tests" / "shared"
    return True if is_shared and config.option.markexpr != "shared" else None


def pytest_collection_modifyitems(items):
    """Browser tests need a Chromium: skip them by name without one, or refuse to go on.

    What takes long goes first: begun last, it would keep one process busy and the others waiting.
    """
    items.sort(key=lambda item: not {"browser", "slow"} & item.keywords.keys())
    driven = [item for item in items if "browser" in item.keywords]
    if not driven or chromium.find():
        return
    if chromium.is_required():
        raise pytest.UsageError(f"BROWSER_TESTS=required, but {chromium.MISSING}.")
    for item in driven:
        item.add_marker(pytest.mark.skip(reason=chromium.MISSING))


def pytest_collection_finish():
    """Modules and tests stay to the end: looking through them for garbage took 6 % of the time."""
    gc.freeze()
    gc.set_threshold(10_000, 20, 50)


@pytest.fixture(scope="session")
def django_db_keepdb(django_db_modify_db_settings):
    """The test's database stands, migrated, before pytest-django looks whether it does."""
    schema.copy_to(connection.creation._get_test_db_name())
    return True


@pytest.fixture(scope="session", autouse=True)
def passwords_cost_nothing():
    """A proper hash is slow on purpose: with it, an eighth of the tests' time went into hashes."""
    with override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"]):
        yield


@receiver(user_logged_in)
def staff_who_are_logged_in_by_force_have_shown_their_second_factor(
    *, request, user: User, **signal
):
    """Else every test of the staff desk would begin with an app; tests of logging in do.

    `Client.force_login` comes without a request of its own, every real log-in has one.
    """
    if request.method or not user.is_staff:
        return
    if not second_factors.has_one(user):
        second_factors.give_app(user, APP_SECRET)
    record_authentication(request, user, "mfa", type=Authenticator.Type.TOTP)


@pytest.fixture(autouse=True)
def no_page_is_kept(monkeypatch):
    """Tests write rows past the commands that make pages new; tests of keeping keep."""
    monkeypatch.setattr(kept_pages, "pages", kept_pages.KeptPages(0))
