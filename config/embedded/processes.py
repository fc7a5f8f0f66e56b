"""Small questions to the kernel: is it alive, does it answer, wait until."""

import os
import socket
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path


def is_alive(pid: int) -> bool:
    """Whether a process runs. One that has ended and waits to be collected does not."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    with suppress(OSError):
        state = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
        return state != "Z"
    return True


def answers(path: Path, question: bytes = b"", expected: bytes = b"") -> bool:
    """Whether somebody listens at a Unix socket and, when asked, gives the expected answer."""
    with socket.socket(socket.AF_UNIX) as line:
        line.settimeout(2)
        try:
            line.connect(str(path))
            line.sendall(question)
            return line.recv(len(expected)) == expected if expected else True
        except OSError:
            return False


def wait_until(condition: Callable[[], bool], seconds: float) -> bool:
    """Ask until the answer is yes; False when it was not in time."""
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            return False
        time.sleep(0.02)
    return True
