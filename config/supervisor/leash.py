"""A small process that stops the demo's children when the supervisor dies without doing so.

It reads their process groups from a pipe. The end of the pipe without a good-bye means that the
supervisor is gone, however it died.
"""

import os
import signal
import subprocess
import sys
from contextlib import suppress

from config.embedded.processes import is_alive, wait_until
from config.embedded.servers import ROOT

GOOD_BYE = "done"
SECONDS_TO_STOP = 15


class Leash:
    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "config.supervisor.leash"],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )

    def add(self, group: int) -> None:
        self._write(f"+{group}")

    def remove(self, group: int) -> None:
        self._write(f"-{group}")

    def let_go(self) -> None:
        if self._process.poll() is None:
            self._process.communicate(f"{GOOD_BYE}\n")

    def _write(self, word: str) -> None:
        if self._process.stdin:
            with suppress(BrokenPipeError):
                self._process.stdin.write(f"{word}\n")
                self._process.stdin.flush()


def main() -> None:
    for order in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(order, signal.SIG_IGN)
    words = sys.stdin.read().split()
    if GOOD_BYE in words:
        return
    groups = {word[1:] for word in words if word[0] == "+"}
    groups -= {word[1:] for word in words if word[0] == "-"}
    stop({int(group) for group in groups})


def stop(groups: set[int]) -> None:
    """Ask the leader of each group, wait, then end whatever is left of the groups."""
    for leader in groups:
        with suppress(ProcessLookupError):
            os.kill(leader, signal.SIGTERM)
    wait_until(lambda: not any(is_alive(leader) for leader in groups), SECONDS_TO_STOP)
    for group in groups:
        with suppress(ProcessLookupError):
            os.killpg(group, signal.SIGKILL)


if __name__ == "__main__":
    main()
