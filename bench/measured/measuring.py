"""Measuring: in a process of its own, with a time limit, seconds and peak memory."""

import multiprocessing
import resource
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from statistics import median
from typing import Any

from django.db import connections

# The kernel of macOS counts bytes, that of Linux kilobytes.
BYTES_PER_UNIT = 1 if sys.platform == "darwin" else 1024
MEGABYTE = 1024 * 1024
Act = Callable[[], Any]


@dataclass(frozen=True)
class Measured:
    """What a process came to.

    Args:
        seconds: name of what was done to its seconds, the median of the repetitions.
        peak: megabytes that the process grew by at most.
        found: what the last repetition of the last act returned.
    """

    seconds: Mapping[str, float]
    peak: float
    found: Any = None
    failure: str = ""


@dataclass
class Clock:
    """Seconds by name, to be read as medians."""

    taken: dict[str, list[float]] = field(default_factory=dict)

    def time(self, name: str, act: Act) -> Any:
        begun = time.perf_counter()
        result = act()
        self.taken.setdefault(name, []).append(time.perf_counter() - begun)
        return result

    def totals(self) -> dict[str, float]:
        return {name: sum(seconds) for name, seconds in self.taken.items()}

    def medians(self) -> dict[str, float]:
        return {name: median(seconds) for name, seconds in self.taken.items()}


def in_child(act: Callable[[Clock], Any], *, limit: float | None = None) -> Measured:
    """Run an act in a process of its own.

    Args:
        act: is given a clock, times what it wants, and returns something small.
        limit: seconds after which the process is ended.

    Raises:
        TimeoutError: the limit was reached.
    """
    connections.close_all()  # two processes cannot share one
    fork = multiprocessing.get_context("fork")
    ours, theirs = fork.Pipe(duplex=False)
    process = fork.Process(target=_run, args=(act, theirs))
    process.start()
    theirs.close()
    try:
        if not ours.poll(limit):
            raise TimeoutError
        measured: Measured = ours.recv()
    except EOFError:
        raise SystemExit("a process of the benchmark died") from None
    finally:
        process.terminate()
        process.join()
    if measured.failure:
        raise SystemExit(measured.failure)
    return measured


def _run(act: Callable[[Clock], Any], to: Connection) -> None:
    before, clock = _most_memory(), Clock()
    try:
        found = act(clock)
    except Exception as error:
        to.send(Measured({}, 0, failure=f"{type(error).__name__}: {error}"))
        return
    to.send(Measured(clock.medians(), (_most_memory() - before) / MEGABYTE, found))


def _most_memory() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * BYTES_PER_UNIT
