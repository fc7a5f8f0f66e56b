"""Real Celery workers on the test's own database, killed as the kernel kills."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db import connection

SECONDS = 60


class Worker:
    """One worker for all queues, in a process group of its own."""

    def __init__(self, *, redis_url: str | None = None, beat: Path | None = None) -> None:
        words = ["-m", "celery", "--app", "config", "--quiet", "worker", "--concurrency", "1"]
        words += ["--queues", "default,mix,tally", "--loglevel", "WARNING"]
        words += ["--without-gossip", "--without-mingle"]
        if beat:
            words += ["--beat", "--schedule", str(beat)]
        database = urlsplit(os.environ["DATABASE_URL"])
        test_database = database._replace(path=f"/{connection.settings_dict['NAME']}")
        environment = {
            **os.environ,
            "DATABASE_URL": test_database.geturl(),
            "REDIS_URL": redis_url or os.environ["REDIS_URL"],
            "PROCESS_ROLE": "worker",
        }
        self.process = subprocess.Popen(
            [sys.executable, *words],
            cwd=settings.BASE_DIR,
            env=environment,
            start_new_session=True,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def kill(self) -> None:
        """SIGKILL to the worker and its children at once."""
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(timeout=10)

    @property
    def has_ended(self) -> bool:
        return self.process.poll() is not None


@contextmanager
def working(**options: Any) -> Iterator[Worker]:
    worker = Worker(**options)
    try:
        yield worker
    finally:
        worker.kill()


def wait_until(what: str, is_so: Callable[[], bool]) -> None:
    end = time.monotonic() + SECONDS
    while not is_so():
        assert time.monotonic() < end, f"waited in vain until {what}"
        time.sleep(0.1)
