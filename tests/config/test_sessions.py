"""What becomes of a database session whose process is killed."""

import os
import subprocess
import sys

import pytest
from django.db import connection

from config.embedded.processes import wait_until
from config.embedded.servers import ROOT

WAIT_FOR_A_LOCK = """
import django
django.setup()
from django.db import connection
with connection.cursor() as cursor:
    cursor.execute("SELECT pg_advisory_lock(42)")
"""


def url_of_the_test_database():
    return os.environ["DATABASE_URL"].replace(
        "/endorsements?", f"/{connection.settings_dict['NAME']}?"
    )


@pytest.mark.django_db(transaction=True)
def test_a_killed_process_does_not_wait_on_for_its_lock():
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(42)")
        waiting = subprocess.Popen(
            [sys.executable, "-c", WAIT_FOR_A_LOCK],
            cwd=ROOT,
            env={**os.environ, "DATABASE_URL": url_of_the_test_database()},
        )

        def waits():
            cursor.execute("SELECT count(*) FROM pg_locks WHERE objid = 42 AND NOT granted")
            return cursor.fetchone()[0] == 1

        with waiting:
            assert wait_until(waits, 20)
            waiting.kill()
        try:
            assert wait_until(lambda: not waits(), 10)
        finally:
            cursor.execute("SELECT pg_advisory_unlock(42)")
