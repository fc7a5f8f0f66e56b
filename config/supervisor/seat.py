"""One demo per checkout: who has the seat, and where it listens."""

import fcntl
import json
import os
from pathlib import Path
from typing import IO, NamedTuple


class Occupant(NamedTuple):
    pid: int
    address: str


class Seat:
    """A lock that the kernel frees when its holder dies, and a note of who holds it."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(mode=0o711, parents=True, exist_ok=True)
        self._lock = folder / "demo.lock"
        self._note = folder / "demo.json"
        self._held: IO[str] | None = None

    def take(self) -> bool:
        file = self._lock.open("a")
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.close()
            return False
        self._note.unlink(missing_ok=True)
        self._held = file
        return True

    def leave(self) -> None:
        if self._held:
            self._note.unlink(missing_ok=True)
            self._held.close()
            self._held = None

    def write(self, address: str) -> None:
        self._note.write_text(json.dumps({"pid": os.getpid(), "address": address}))

    def occupant(self) -> Occupant | None:
        """Who sits there, if they have got as far as having an address."""
        try:
            return Occupant(**json.loads(self._note.read_text()))
        except (OSError, ValueError, TypeError):
            return None
