"""A real Chromium, as a voter and as staff use it, against a live server of the test run."""

import os
import signal
import subprocess
import sys

import pytest
from django.db import connection
from playwright.sync_api import sync_playwright

from tests.browser import chromium
from tests.fake_oauth.fixtures import sites  # noqa: F401

PHONE = {"width": 360, "height": 740}
# Chromium's own line for a 401 or 409, which some pages are on purpose.
EXPECTED = "Failed to load resource: the server responded with a status of"


@pytest.fixture(scope="session")
def browser():
    # Playwright's loop runs in this thread; the ORM would take it for an asynchronous caller.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium.find(), args=chromium.ARGUMENTS
        )
        yield browser
        browser.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def new_page(browser, live_server):
    """Opens windows on the site; each has cookies of its own, none may complain in its console."""
    contexts, complaints = [], []

    def note(message):
        if message.type == "error" and EXPECTED not in message.text:
            complaints.append(message.text)

    def open_page(**wishes):
        wishes = {"viewport": PHONE, "base_url": live_server.url} | wishes
        context = browser.new_context(**wishes)
        context.set_default_timeout(15_000)
        contexts.append(context)
        page = context.new_page()
        page.on("console", note)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.fixture
def page(new_page):
    return new_page()


@pytest.fixture
def worker(live_server):
    """A real Celery worker for all queues, with beat, on this test's database."""
    name = connection.settings_dict["NAME"]
    address, question, rest = os.environ["DATABASE_URL"].partition("?")
    ours = f"{address.rpartition('/')[0]}/{name}{question}{rest}"
    options = [
        "--queues=default,mix,tally",
        "--pool=solo",
        f"--schedule={os.environ['EMBEDDED_BASE']}/beat-browser",
        "--without-gossip",
        "--without-mingle",
    ]
    process = subprocess.Popen(
        [sys.executable, "-m", "celery", "--app=config", "--quiet", "worker", "--beat", *options],
        env={**os.environ, "DATABASE_URL": ours, "PROCESS_ROLE": "worker", "C_FORCE_ROOT": "1"},
        start_new_session=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    yield process
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
