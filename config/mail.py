"""Settings of mail: files in the demo, else a mail server, or a mail service by its API."""

import os
from pathlib import Path
from typing import Any

import environ

env = environ.Env()

# As django-anymail calls it, for example "postmark"; empty where mail goes to a server by SMTP.
SERVICE = env("MAIL_SERVICE", default="").lower()
# What the service's reports of bounces and complaints log in with: "user:password".
HOOK_SECRET = env("MAIL_SERVICE_HOOK_SECRET", default="")
REQUIRED = "MAIL_SERVICE_HOOK_SECRET" if SERVICE else "EMAIL_URL"


def settings_for(demo: bool, local: Path) -> dict[str, Any]:
    """Django's settings of mail, from the environment."""
    shared: dict[str, Any] = {"EMAIL_TIMEOUT": 10}
    if SERVICE:
        return shared | {
            "EMAIL_BACKEND": f"anymail.backends.{SERVICE}.EmailBackend",
            "ANYMAIL": {
                **env.dict("MAIL_SERVICE_SETTINGS", default={}),
                "WEBHOOK_SECRET": HOOK_SECRET,
                # Not every service knows how to leave opens and clicks unwatched.
                "IGNORE_UNSUPPORTED_FEATURES": True,
                "REQUESTS_TIMEOUT": 10,
            },
        }
    if demo and not os.environ.get("EMAIL_URL"):
        backend = "django.core.mail.backends.filebased.EmailBackend"
        return shared | {"EMAIL_BACKEND": backend, "EMAIL_FILE_PATH": local / "mail"}
    given = env.email_url("EMAIL_URL").items()
    return shared | {
        name: value for name, value in given if name != "OPTIONS" and value is not None
    }
