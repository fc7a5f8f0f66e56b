"""Fixtures for mails of rounds."""

import pytest

from tests.smtp_sink import Sink


@pytest.fixture
def sink(settings):
    """A real mail server on loopback, to which mails go."""
    with Sink().running() as sink:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", sink.port
        yield sink


@pytest.fixture
def no_mail_server(settings):
    """Nobody listens where mails should go."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
