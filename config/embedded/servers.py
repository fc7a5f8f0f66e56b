"""Using the private servers: they are there from `begin` to `end`, for everybody who does so."""

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from config.embedded.keeper import SECONDS_TO_RECOVER
from config.embedded.locks import Locks
from config.embedded.places import Places, ephemeral_places, places_of
from config.embedded.postgres import Postgres
from config.embedded.processes import wait_until
from config.embedded.server import Server
from config.embedded.trouble import Trouble, tail, told_plainly
from config.embedded.valkey import Valkey

ROOT = Path(__file__).resolve().parent.parent.parent


class Servers:
    """One user's hold on the servers of a place."""

    def __init__(self, places: Places) -> None:
        self.places = places
        self.locks = Locks(places.base)
        self._use: IO[str] | None = None

    def begin(self) -> None:
        """Start what does not run. Blocks until both servers answer."""
        with told_plainly(self.places.base):
            self.places.make()
            self.locks.make()
        with self.locks.turn():
            self._use = self.locks.begin_use()
            try:
                if self.locks.has_keeper():
                    self._await_revival()
                else:
                    self._start_keeper()
            except Trouble:
                self._use.close()
                self.places.forget()
                raise

    def end(self) -> None:
        """Stop using them. The last user's call returns when they have stopped."""
        if self._use:
            self._use.close()
            self._use = None
        with suppress(FileNotFoundError):  # the keeper has removed an ephemeral base already
            while True:
                with self.locks.turn():
                    if self.locks.is_used() or not self.locks.has_keeper():
                        return
                time.sleep(0.02)

    @property
    def hold(self) -> int:
        """A file descriptor: a child that inherits it uses the servers too, until it ends."""
        if self._use is None:
            raise ValueError("The servers are not in use.")
        return self._use.fileno()

    def pids(self) -> dict[str, int | None]:
        return {server.name: server.pid() for server in self._each()}

    def _each(self) -> list[Server]:
        return [Postgres(self.places), Valkey(self.places)]

    def _await_revival(self) -> None:
        """Somebody runs them already; one of them may have been killed a moment ago."""
        for server in self._each():
            if not wait_until(server.is_ready, SECONDS_TO_RECOVER):
                raise Trouble(f"{server.name} does not answer.{tail(server.log)}")

    def _start_keeper(self) -> None:
        done = subprocess.run(
            [
                sys.executable,
                "-m",
                "config.embedded",
                "keep",
                str(self.places.base),
                str(self.places.run),
                "ephemeral" if self.places.is_ephemeral else "",
            ],
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
            start_new_session=True,  # a Ctrl-C is for the user, whose end the keeper sees
        )
        if done.returncode:
            raise Trouble(done.stderr.strip())


@contextmanager
def running(root: Path = ROOT, *, ephemeral: bool = False) -> Iterator[Servers]:
    """The servers of a checkout, or private ones that leave nothing behind."""
    servers = Servers(ephemeral_places() if ephemeral else places_of(root))
    servers.begin()
    try:
        yield servers
    finally:
        servers.end()
