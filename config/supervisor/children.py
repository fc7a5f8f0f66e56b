"""The demo's processes: started, watched, started again when they die, stopped together."""

import os
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress

from config.embedded.processes import wait_until
from config.embedded.servers import ROOT
from config.supervisor.leash import Leash
from config.supervisor.telling import say

SECONDS_TO_STOP = 20
LONGEST_PAUSE = 30
SECONDS_OF_GOOD_HEALTH = 60

Started = subprocess.Popen[str]


class Child:
    """One program. `launch` starts a process of it, `bury` is told of each that has ended."""

    def __init__(
        self, name: str, launch: Callable[[], Started], bury: Callable[[int], None]
    ) -> None:
        self.name = name
        self._launch = launch
        self._bury = bury
        self._pause = 1
        self._not_before = 0.0
        self._since = 0.0
        self._process: Started | None = None
        self._is_stopping = False

    def start(self) -> None:
        self._process = self._launch()
        self._since = time.monotonic()
        threading.Thread(target=self._pass_on, args=(self._process,), daemon=True).start()

    def look_after(self) -> None:
        """Start it again if it ended, sooner at first, later when it keeps on ending."""
        if self._process is None:
            if time.monotonic() >= self._not_before:
                self.start()
            return
        code = self._process.poll()
        if code is None:
            return
        if time.monotonic() - self._since > SECONDS_OF_GOOD_HEALTH:
            self._pause = 1
        self._bury(self._process.pid)
        say(f"The {self.name} ended ({_ending(code)}); starting it again in {self._pause} s.")
        self._not_before = time.monotonic() + self._pause
        self._pause = min(self._pause * 2, LONGEST_PAUSE)
        self._process = None

    def ask_to_stop(self) -> None:
        self._is_stopping = True
        if self._process and self._process.poll() is None:
            self._process.terminate()

    def insist(self) -> None:
        """Whatever the program itself has started and left behind goes as well."""
        if self._process:
            with suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)

    def has_ended(self) -> bool:
        return self._process is None or self._process.poll() is not None

    def _pass_on(self, process: Started) -> None:
        if process.stdout is None:
            return
        with process.stdout as lines:
            for line in lines:
                if not self._is_stopping:  # what programs say on being stopped is of no use
                    say(f"{self.name:>6} | {line.rstrip()}")


class Children:
    def __init__(self, environment: Mapping[str, str], hold: int) -> None:
        self._environment = environment
        self._hold = hold
        self._leash = Leash()
        self._all: list[Child] = []

    def add(self, name: str, command: Sequence[str]) -> Child:
        """Start a program that is to run until the end."""
        child = Child(name, lambda: self._launch(command), self._leash.remove)
        self._all.append(child)
        child.start()
        return child

    def run(self, command: Sequence[str], is_unwanted: Callable[[], bool]) -> int:
        """Run a program that ends by itself and speaks to the terminal; returns its exit code."""
        process = self._launch(command, passes_through=True)
        while process.poll() is None:
            if is_unwanted():
                os.killpg(process.pid, signal.SIGKILL)
            time.sleep(0.05)
        self._leash.remove(process.pid)
        return process.returncode

    def look_after(self) -> None:
        for child in self._all:
            child.look_after()

    def stop(self) -> None:
        """Ask all, wait, then insist."""
        for child in self._all:
            child.ask_to_stop()
        wait_until(lambda: all(child.has_ended() for child in self._all), SECONDS_TO_STOP)
        for child in self._all:
            child.insist()
        self._leash.let_go()

    def _launch(self, command: Sequence[str], *, passes_through: bool = False) -> Started:
        process = subprocess.Popen(
            command,
            cwd=ROOT,
            env=self._environment,
            stdin=subprocess.DEVNULL,
            stdout=None if passes_through else subprocess.PIPE,
            stderr=None if passes_through else subprocess.STDOUT,
            text=True,
            start_new_session=True,  # a Ctrl-C is ours to answer
            pass_fds=(self._hold,),  # the servers stay for as long as it runs
        )
        self._leash.add(process.pid)
        return process


def _ending(code: int) -> str:
    return signal.Signals(-code).name if code < 0 else f"exit code {code}"
