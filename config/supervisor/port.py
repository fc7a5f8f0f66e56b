"""Which port the demo listens on: one of its own per checkout, unless it is told."""

import os
import socket
from collections.abc import Callable
from pathlib import Path

from config.embedded import Trouble
from config.embedded.places import fingerprint

FIRST = 8000
SPREAD = 1000
TRIES = 50
LOOPBACK = ((socket.AF_INET, "127.0.0.1"), (socket.AF_INET6, "::1"))


def preferred(root: Path) -> int:
    """PORT, or a number that stays the same for a checkout and seldom meets another's."""
    given = os.environ.get("PORT")
    if given is None:
        return FIRST + int(fingerprint(root), 16) % SPREAD
    if not given.isdecimal() or not 1024 <= int(given) <= 65535 - TRIES:
        raise Trouble(f"PORT={given} is not a port: give a number from 1024 to {65535 - TRIES}.")
    return int(given)


def choose(root: Path, say: Callable[[str], None]) -> int:
    wanted = preferred(root)
    for port in range(wanted, wanted + TRIES):
        if is_free(port):
            return port
        say(f"Port {port} is taken by another program; trying the next.")
    raise Trouble(f"No port from {wanted} to {wanted + TRIES - 1} is free: name one with PORT=...")


def is_free(port: int) -> bool:
    """Free at every address that `localhost` can mean on this machine."""
    return all(_can_bind(family, address, port) for family, address in addresses())


def addresses() -> list[tuple[socket.AddressFamily, str]]:
    return [pair for pair in LOOPBACK if _can_bind(*pair, port=0)]


def _can_bind(family: socket.AddressFamily, address: str, port: int) -> bool:
    try:
        with socket.socket(family) as trial:
            # As the web server will: a port whose last connections are still fading is free.
            trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            trial.bind((address, port))
    except OSError:
        return False
    return True
