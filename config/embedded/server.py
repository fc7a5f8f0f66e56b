"""What PostgreSQL and Valkey have in common as processes."""

import os
import signal
import subprocess
from abc import ABC, abstractmethod
from contextlib import suppress
from pathlib import Path

from config.embedded.account import run_as_account
from config.embedded.places import Places
from config.embedded.processes import is_alive, wait_until

SECONDS_TO_STOP = 20


class Server(ABC):
    """One server program and its folder, launched by us or by an earlier keeper."""

    name: str
    stop_signal: signal.Signals
    kill_signal: signal.Signals

    def __init__(self, places: Places) -> None:
        self.places = places
        self._process: subprocess.Popen[bytes] | None = None
        self._found: int | None = None

    @property
    def log(self) -> Path:
        return self.places.base / f"{self.name}.log"

    @abstractmethod
    def command(self) -> list[str]:
        """What to run."""

    @abstractmethod
    def prepare(self) -> None:
        """Make ready what the program needs before its first start."""

    @abstractmethod
    def is_ready(self) -> bool:
        """Whether it answers questions."""

    @abstractmethod
    def pid_on_file(self) -> int | None:
        """The process that the server's own pid file names, whoever that is by now."""

    def pid(self) -> int | None:
        """The running server's process."""
        if self._process and self._process.poll() is None:
            return self._process.pid
        if self._found is None or not is_alive(self._found):
            # A pid file may outlive its server; what answers at the socket does not.
            self._found = self.pid_on_file() if self.is_ready() else None
        return self._found

    def launch(self) -> None:
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                self.command(),
                stdout=log,
                stderr=log,
                start_new_session=True,
                **run_as_account(self.places.base),
            )

    def stop(self) -> None:
        pid = self.pid()
        for order in (self.stop_signal, self.kill_signal):
            if pid is None:
                return
            with suppress(ProcessLookupError):
                os.kill(pid, order)
            if wait_until(lambda: not self._runs(pid), SECONDS_TO_STOP):
                return

    def _runs(self, pid: int) -> bool:
        if self._process and self._process.pid == pid:
            return self._process.poll() is None
        return is_alive(pid)
