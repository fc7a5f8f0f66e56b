"""Threads that each have a connection of their own, started at the same moment."""

import threading
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from django.db import connection

SECONDS_TO_START = 20


def at_once(acts: Iterable[Callable[[], Any]]) -> list[Any]:
    """What each act returned; an exception in any of them is raised here."""
    acts = list(acts)
    together = threading.Barrier(len(acts), timeout=SECONDS_TO_START)

    def run(act: Callable[[], Any]) -> Any:
        try:
            connection.ensure_connection()
            together.wait()
            return act()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as threads:
        return [future.result() for future in [threads.submit(run, act) for act in acts]]
