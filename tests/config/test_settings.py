"""The settings as a program meets them: imported in a process of its own."""

import json
import os
import subprocess
import sys

import pytest

from config.embedded.servers import ROOT
from tests.environment import PRODUCTION

TELL = """
import json, {entry_point}
from django.conf import settings
print(json.dumps({{name: getattr(settings, name) for name in {names}}}, default=str))
"""
ASK_POSTGRES = """
import django, json, {entry_point}
django.setup()
from django.db import connection
names = ["application_name", "statement_timeout", "lock_timeout",
         "idle_in_transaction_session_timeout"]
with connection.cursor() as cursor:
    for name in names:
        cursor.execute(f"SHOW {{name}}")
        print(cursor.fetchone()[0])
"""


def run(environment, *command):
    known = {"PATH": os.environ["PATH"], "DJANGO_SETTINGS_MODULE": "config.settings"}
    return subprocess.run(
        command, cwd=ROOT, env=known | environment, capture_output=True, text=True, check=False
    )


def told(environment, *names, entry_point="os"):
    program = TELL.format(entry_point=entry_point, names=list(names))
    return json.loads(run(environment, sys.executable, "-c", program).stdout)


@pytest.mark.parametrize(
    "command",
    [
        [sys.executable, "manage.py", "check"],
        [f"{sys.prefix}/bin/celery", "-A", "config", "worker"],
        [f"{sys.prefix}/bin/gunicorn", "-c", "config/gunicorn.py", "-b", "127.0.0.1:0"],
    ],
    ids=["manage.py", "celery", "gunicorn"],
)
def test_what_is_missing_is_named_in_one_line_and_ends_the_program(command):
    absent = {"BASE_URL", "ALERT_ADDRESSES"}
    done = run({name: PRODUCTION[name] for name in PRODUCTION.keys() - absent}, *command)

    assert done.returncode == 1
    assert done.stderr == (
        "Settings missing from the environment: BASE_URL, ALERT_ADDRESSES. "
        "docs/deployment.md says what each is for.\n"
    )


def test_production_binds_cookies_to_host_and_tls():
    assert told(
        PRODUCTION,
        "SESSION_COOKIE_NAME",
        "SESSION_COOKIE_SECURE",
        "CSRF_COOKIE_NAME",
        "CSRF_COOKIE_SECURE",
        "SECURE_SSL_REDIRECT",
        "SECURE_HSTS_SECONDS",
        "SECURE_PROXY_SSL_HEADER",
    ) == {
        "SESSION_COOKIE_NAME": "__Host-sessionid",
        "SESSION_COOKIE_SECURE": True,
        "CSRF_COOKIE_NAME": "__Host-csrftoken",
        "CSRF_COOKIE_SECURE": True,
        "SECURE_SSL_REDIRECT": True,
        "SECURE_HSTS_SECONDS": 31536000,
        "SECURE_PROXY_SSL_HEADER": ["HTTP_X_FORWARDED_PROTO", "https"],
    }


def test_the_machine_that_signs_has_no_folder_for_opening_keys():
    assert told(PRODUCTION, "SIGNING_KEY_DIR", "MIX_KEY_DIR", "TALLY_KEY_DIR") == {
        "SIGNING_KEY_DIR": "/srv/endorsements/keys/signing",
        "MIX_KEY_DIR": None,
        "TALLY_KEY_DIR": None,
    }


@pytest.mark.parametrize("key", ["MIX_KEY_DIR", "TALLY_KEY_DIR"])
def test_a_machine_that_opens_envelopes_needs_no_signing_key(key):
    environment = {name: PRODUCTION[name] for name in PRODUCTION if not name.endswith("_DIR")}

    folders = told(
        environment | {key: "/srv/keys"}, "SIGNING_KEY_DIR", "MIX_KEY_DIR", "TALLY_KEY_DIR"
    )

    nowhere = dict.fromkeys(["SIGNING_KEY_DIR", "MIX_KEY_DIR", "TALLY_KEY_DIR"])
    assert folders == nowhere | {key: "/srv/keys"}


@pytest.mark.parametrize(
    ("entry_point", "limits"),
    [
        ("config.wsgi", ["endorsements-web", "15s", "5s", "30s"]),
        ("config.celery", ["endorsements-worker", "5min", "1min", "10min"]),
        ("os", ["endorsements-command", "0", "1min", "0"]),
    ],
    ids=["web", "worker", "command"],
)
def test_postgres_limits_each_kind_of_process_in_its_own_way(entry_point, limits):
    database = {name: os.environ[name] for name in ("DATABASE_URL", "REDIS_URL")}

    done = run(
        PRODUCTION | database, sys.executable, "-c", ASK_POSTGRES.format(entry_point=entry_point)
    )

    assert done.stdout.split() == limits


def test_beat_never_piles_up_what_nobody_fetched(settings):
    for entry in settings.CELERY_BEAT_SCHEDULE.values():
        assert entry["options"]["expires"] <= entry["schedule"]


def test_a_task_cannot_outlive_its_claim_on_the_message(settings):
    limit = settings.CELERY_BROKER_TRANSPORT_OPTIONS["visibility_timeout"]
    assert settings.CELERY_TASK_SOFT_TIME_LIMIT < settings.CELERY_TASK_TIME_LIMIT < limit
