"""Settings of mail: files in the demo, a server, or a service."""

from pathlib import Path

import pytest

from config import mail

LOCAL = Path("local")


@pytest.fixture(autouse=True)
def nothing_set(monkeypatch):
    for name in ("EMAIL_URL", "MAIL_SERVICE_SETTINGS"):
        monkeypatch.delenv(name, raising=False)


def test_the_demo_writes_files():
    found = mail.settings_for(True, LOCAL)

    assert found["EMAIL_FILE_PATH"] == LOCAL / "mail"
    assert found["EMAIL_BACKEND"].endswith("filebased.EmailBackend")


def test_a_server_is_reached_by_its_address(monkeypatch):
    monkeypatch.setenv("EMAIL_URL", "smtp+tls://ada:secret@mail.example.org:587")

    found = mail.settings_for(False, LOCAL)

    assert (found["EMAIL_HOST"], found["EMAIL_PORT"]) == ("mail.example.org", 587)
    assert found["EMAIL_USE_TLS"] is True


def test_a_service_is_spoken_to_by_its_api(monkeypatch):
    monkeypatch.setattr(mail, "SERVICE", "postmark")
    monkeypatch.setattr(mail, "HOOK_SECRET", "user:secret")
    monkeypatch.setenv("MAIL_SERVICE_SETTINGS", "POSTMARK_SERVER_TOKEN=abc")

    found = mail.settings_for(False, LOCAL)

    assert found["EMAIL_BACKEND"] == "anymail.backends.postmark.EmailBackend"
    assert found["ANYMAIL"]["POSTMARK_SERVER_TOKEN"] == "abc"
    assert found["ANYMAIL"]["WEBHOOK_SECRET"] == "user:secret"
