"""The process that starts the servers and stops them when nobody uses them any more.

It belongs to no terminal and to no user: killing the program that started it, with whatever
signal, ends that program's use (see `locks.py`), and the keeper does the rest.
"""

import os
import sys
import time
import traceback
from contextlib import suppress
from pathlib import Path

from config.embedded.locks import Locks
from config.embedded.places import Places
from config.embedded.postgres import Postgres
from config.embedded.processes import wait_until
from config.embedded.server import Server
from config.embedded.trouble import Trouble, tail, told_plainly
from config.embedded.valkey import Valkey

SECONDS_BETWEEN_LOOKS = 0.2
SECONDS_AFTER_REVIVAL = 1
SECONDS_FOR_ORPHANS = 10  # sessions of a killed server hold its data folder for a moment
SECONDS_TO_RECOVER = 60
READY = "ready"


class Keeper:
    def __init__(self, places: Places) -> None:
        self.places = places
        self.locks = Locks(places.base)
        self.postgres = Postgres(places)
        self.servers: list[Server] = [Valkey(places), self.postgres]

    def start(self) -> None:
        with told_plainly(self.places.base):
            for server in self.servers:
                if server.pid() is None:
                    server.prepare()
                    server.launch()
        for server in self.servers:
            self._await(server)
        self.postgres.make_database()

    def keep(self) -> None:
        """Return when the servers have been stopped because nobody uses them."""
        with suppress(FileNotFoundError):  # somebody deleted the checkout under us
            while True:
                with self.locks.turn():
                    if not self.locks.is_used():
                        self.stop()
                        return
                    pause = SECONDS_AFTER_REVIVAL if self._revive_the_dead() else 0
                time.sleep(SECONDS_BETWEEN_LOOKS + pause)
        self.stop()

    def stop(self) -> None:
        for server in reversed(self.servers):
            server.stop()
        self.places.forget()

    def _await(self, server: Server) -> None:
        """Wait for an answer; launch again what fell over orphans of a killed server."""
        patience = time.monotonic() + SECONDS_FOR_ORPHANS

        def is_up() -> bool:
            if server.is_ready():
                return True
            if server.pid() is None:
                if time.monotonic() > patience:
                    raise Trouble(f"{server.name} does not start.{tail(server.log)}")
                time.sleep(0.2)
                server.launch()
            return False

        if not wait_until(is_up, SECONDS_TO_RECOVER):
            raise Trouble(f"{server.name} does not answer.{tail(server.log)}")

    def _revive_the_dead(self) -> bool:
        """Whether there was one. A lasting server comes back; a test may want one dead."""
        lasting = [] if self.places.is_ephemeral else self.servers
        dead = [server for server in lasting if server.pid() is None]
        for server in dead:
            with suppress(Trouble):
                server.prepare()
                server.launch()
        return bool(dead)


def main(base: str, run: str, is_ephemeral: str) -> int:
    """Start, tell the caller how it went, and go on alone.

    The caller waits for this process; the keeper proper is its child, in a session of its own.
    """
    places = Places(Path(base), Path(run), bool(is_ephemeral))
    reading, writing = os.pipe()
    if os.fork():
        os.close(writing)
        with os.fdopen(reading) as news:
            word = news.read()
        if word == READY:
            return 0
        sys.stderr.write(word or f"The private servers did not start; see {base}/keeper.log\n")
        return 1
    os.close(reading)
    os.setsid()
    _write_into(places.base / "keeper.log")
    _run(places, writing)
    return 0


def _write_into(log: Path) -> None:
    """Let go of the caller's terminal and pipes, which would wait for us."""
    nothing = os.open(os.devnull, os.O_RDONLY)
    file = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    for source, target in ((nothing, 0), (file, 1), (file, 2)):
        os.dup2(source, target)
    os.close(nothing)
    os.close(file)


def _run(places: Places, news: int) -> None:
    held = Locks(places.base).become_keeper()
    if held is None:  # an earlier keeper is still there
        os.write(news, READY.encode())
        return
    with held:
        keeper = Keeper(places)
        try:
            keeper.start()
        except Trouble as trouble:
            keeper.stop()
            os.write(news, str(trouble).encode())
            return
        except Exception:
            traceback.print_exc()
            raise
        os.write(news, READY.encode())
        os.close(news)
        keeper.keep()
