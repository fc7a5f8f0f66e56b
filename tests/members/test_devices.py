"""Where somebody is logged in, how that ends, and word of a new device."""

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from members import devices
from members.models import OutboxMail
from tests.members.logging_in import is_logged_in, log_in, person

pytestmark = pytest.mark.django_db
INDEX = reverse("mfa_index")
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"
ON_AN_IPHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like "
    "Gecko) Version/18.0 Mobile/15E148 Safari/604.1"
)


@pytest.fixture(autouse=True)
def fresh_limits():
    cache.clear()
    yield
    cache.clear()


def browser(user_agent=FIREFOX):
    return Client(HTTP_USER_AGENT=user_agent)


def shown(client):
    return [(device.name, device.is_this_one) for device in client.get(INDEX).context["devices"]]


def test_every_device_is_listed_the_latest_first():
    ada = person()
    log_in(browser(ON_AN_IPHONE), ada)
    here = log_in(browser(), ada)
    log_in(browser(), person())

    assert shown(here) == [("Firefox on Windows", True), ("Safari on iPhone", False)]
    assert "127.0.0.1" in here.get(INDEX).content.decode()


def test_one_device_is_logged_out():
    ada = person()
    lost, here = log_in(browser(ON_AN_IPHONE), ada), log_in(browser(), ada)
    other = devices.devices_of(ada, here.session.session_key)[1]

    here.post(reverse("account_log_out_one", args=[other.pk]))

    assert not is_logged_in(lost, ada)
    assert is_logged_in(here, ada)
    assert shown(here) == [("Firefox on Windows", True)]


def test_nobody_logs_out_anothers_device():
    ada, eve = person(), person()
    hers, mine = log_in(browser(), ada), log_in(browser(), eve)
    device = devices.devices_of(ada, None)[0]

    answer = mine.post(reverse("account_log_out_one", args=[device.pk]))

    assert answer.status_code == 404
    assert is_logged_in(hers, ada)


def test_everywhere_is_everywhere():
    ada = person()
    browsers = [log_in(browser(), ada) for _ in range(3)]

    answer = browsers[0].post(reverse("account_log_out_everywhere"))

    assert answer.url == reverse("account_login")
    assert [is_logged_in(one, ada) for one in browsers] == [False, False, False]


@pytest.mark.parametrize("name", ["account_log_out_everywhere", "account_log_out_one"])
def test_looking_ends_nothing(name):
    ada = person()
    here = log_in(browser(), ada)
    args = [devices.devices_of(ada, None)[0].pk] if name.endswith("one") else []

    assert here.get(reverse(name, args=args)).status_code == 405
    assert is_logged_in(here, ada)


def test_a_session_that_a_new_password_ended_is_not_listed():
    ada = person()
    log_in(browser(), ada)
    ada.set_password("quite another one")
    ada.save()

    assert devices.devices_of(ada, None) == []


def test_the_list_takes_as_many_queries_for_three_as_for_one():
    ada = person()
    log_in(browser(), ada)
    with CaptureQueriesContext(connection) as one:
        assert len(devices.devices_of(ada, None)) == 1
    log_in(browser(), ada)
    log_in(browser(), ada)
    with CaptureQueriesContext(connection) as three:
        assert len(devices.devices_of(ada, None)) == 3

    assert len(three) == len(one)


@pytest.mark.parametrize(
    ("user_agent", "name"),
    [
        (FIREFOX, "Firefox on Windows"),
        (ON_AN_IPHONE, "Safari on iPhone"),
        ("Mozilla/5.0 (X11; Linux x86_64) Chrome/149.0 Safari/537.36 Edg/149.0", "Edge on Linux"),
        ("Mozilla/5.0 (Linux; Android 15) Chrome/149.0 Mobile Safari/537.36", "Chrome on Android"),
        ("curl/8.0", "A browser"),
        ("", "A browser"),
    ],
)
def test_a_browser_is_called_by_its_name(user_agent, name):
    assert devices.name_of(user_agent) == name


# --- Word of a new device


def test_a_device_is_told_of_once(client):
    ada = person(email="ada@example.org")
    here = browser()
    log_in(here, ada)

    mail = OutboxMail.objects.get(kind="new-device")
    assert mail.to == "ada@example.org"
    assert mail.subject == "Progressive Examples: A log-in from a new device"
    assert "With: Firefox on Windows" in mail.body
    assert f"http://testserver{INDEX}" in mail.body
    assert mail.forget
    here.post(reverse("account_logout"))
    log_in(here, ada)
    assert OutboxMail.objects.filter(kind="new-device").count() == 1
    log_in(browser(), ada)
    assert OutboxMail.objects.filter(kind="new-device").count() == 2


def test_two_people_share_a_device():
    ada, bo = person(), person()
    here = browser()
    for user in (ada, bo, ada, bo):
        log_in(here, user)
        here.post(reverse("account_logout"))

    mails = OutboxMail.objects.filter(kind="new-device")
    assert sorted(mails.values_list("to", flat=True)) == sorted([ada.email, bo.email])


@pytest.mark.parametrize("cookie", ["", "x", "é" * 9, ".".join(["0" * 64] * 9)])
def test_a_mark_cannot_be_made_up(cookie):
    ada = person()
    here = browser()
    here.cookies[devices.COOKIE] = cookie
    log_in(here, ada)

    assert OutboxMail.objects.filter(kind="new-device").count() == 1


def test_the_mark_is_out_of_reach_of_scripts():
    here = log_in(browser(), person())

    mark = here.cookies[devices.COOKIE]
    assert (mark["httponly"], mark["samesite"]) == (True, "Lax")
