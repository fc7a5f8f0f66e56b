"""The demo's stand-in for an authenticator app."""

import pytest
from allauth.mfa.models import Authenticator

from config import demo_codes
from endorsements.demo import logins
from tests.members.logging_in import code_now

CODES = "/demo/codes/"


def test_each_staff_log_in_has_its_code(client, settings):
    settings.DEMO = True

    shown = client.get(CODES).context["shown"]

    assert [row.email for row in shown] == [person.email for person in logins.STAFF_LOGINS]
    now = [code_now(secret=person.app_secret) for person in logins.STAFF_LOGINS]
    before = [code_now(secret=person.app_secret, steps=-1) for person in logins.STAFF_LOGINS]
    assert [row.code for row in shown] in (now, before)


def test_the_page_is_for_looking_at(client, settings):
    settings.DEMO = True

    assert client.post(CODES).status_code == 405
    assert client.get(CODES)["Cache-Control"].startswith("max-age=0")


def test_there_are_no_codes_outside_a_demonstration(client):
    assert client.get(CODES).status_code == 404


@pytest.mark.django_db
def test_the_codes_open_the_demo(settings):
    logins.load()
    logins.load()
    for person in logins.STAFF_LOGINS:
        app = Authenticator.objects.get(user__email=person.email)
        assert app.wrap().validate_code(demo_codes.code_of(person.app_secret))
