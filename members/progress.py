"""How far a worker is with an import, told while its one big transaction is still open.

What a transaction writes is seen by nobody before it ends. So the worker puts it into the name of
its database session, which `pg_stat_activity` shows to everybody at once, and which ends with the
session: a worker that was killed leaves no "applying, 40 %" behind.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.db import connection

Listener = Callable[[int, int], None]


@dataclass(frozen=True)
class Reached:
    """So many steps of so many: lines of the file, or entries to be reversed."""

    done: int
    of: int


class Teller:
    """Tells of one import, inside the transaction that works on it."""

    def __init__(self, import_id: int, of: int, listener: Listener | None = None) -> None:
        self._import_id, self.of, self._listener = import_id, max(1, of), listener
        self._done = 0

    def reach(self, done: int) -> None:
        """Never goes back, nor above the whole: lines may stand out of order."""
        self._done = max(self._done, min(done, self.of))
        said = f"{_beginning(self._import_id)}{self._done}/{self.of}"
        with connection.cursor() as cursor:
            # Until the end of the transaction, whatever that is.
            cursor.execute("SELECT set_config('application_name', %s, true)", [said])
        if self._listener:
            self._listener(self._done, self.of)


def of_import(import_id: int) -> Reached | None:
    """How far somebody is with it; None when nobody is at it."""
    beginning = _beginning(import_id)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT application_name FROM pg_stat_activity "
            "WHERE datname = current_database() AND starts_with(application_name, %s)",
            [beginning],
        )
        found = cursor.fetchone()
    if found is None:
        return None
    done, _, of = found[0].removeprefix(beginning).partition("/")
    return Reached(int(done), int(of))


def lines_in(content: bytes) -> int:
    """How many lines the bytes of a file make up, about: cells may hold line breaks."""
    return max(content.count(b"\n"), content.count(b"\r")) + 1


def _beginning(import_id: int) -> str:
    return f"import {import_id}: "
