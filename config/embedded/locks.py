"""Who uses the servers, and whose turn it is, as locks that the kernel frees when a holder dies."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO


class Locks:
    """Three files in a base folder.

    turn: held for a moment by whoever starts, stops or asks.
    use: shared by all users. It is taken, and asked about, only while holding the turn.
    keeper: held by the keeper for as long as it lives.
    """

    def __init__(self, base: Path) -> None:
        self._turn = base / "turn.lock"
        self._use = base / "use.lock"
        self._keeper = base / "keeper.lock"

    def make(self) -> None:
        for path in (self._turn, self._use, self._keeper):
            path.touch()

    @contextmanager
    def turn(self) -> Iterator[None]:
        with self._turn.open() as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield

    def begin_use(self) -> IO[str]:
        """Closing the returned file ends the use; so does the end of all who inherited it."""
        file = self._use.open()
        fcntl.flock(file, fcntl.LOCK_SH)
        return file

    def is_used(self) -> bool:
        return not _is_free(self._use)

    def has_keeper(self) -> bool:
        return not _is_free(self._keeper)

    def become_keeper(self) -> IO[str] | None:
        file = self._keeper.open()
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.close()
            return None
        return file


def _is_free(path: Path) -> bool:
    try:
        with path.open() as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return True
    except BlockingIOError:
        return False
