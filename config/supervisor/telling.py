"""What the person at the terminal is told."""

import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress


def say(text: str = "", end: str = "\n") -> None:
    # The terminal may be gone by now; the work of stopping goes on without it.
    with suppress(OSError):
        print(text, end=end, flush=True)


@contextmanager
def step(name: str) -> Iterator[None]:
    """One line: what is being done, and how long it took."""
    say(f"{name:.<42} ", end="")
    started = time.monotonic()
    try:
        yield
    except BaseException:
        say()
        raise
    say(f"{time.monotonic() - started:.1f} s")
