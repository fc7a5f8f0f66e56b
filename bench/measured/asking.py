"""Asking a web server for a page again and again, over connections that stay open."""

import socket
import time
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

CONNECTIONS = 4
SECONDS_TO_ANSWER = 20
END_OF_HEAD = b"\r\n\r\n"


@dataclass(frozen=True)
class Answer:
    """`size` counts the body as it travels, compressed or not."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def size(self) -> int:
        return len(self.body)


@dataclass(frozen=True)
class Page:
    """What is asked for, and the status that has to come."""

    name: str
    path: str
    headers: Mapping[str, str]
    status: int = 200

    @property
    def request(self) -> bytes:
        own = "".join(f"{name}: {value}\r\n" for name, value in self.headers.items())
        return f"GET {self.path} HTTP/1.1\r\nHost: localhost\r\n{own}\r\n".encode()


def ask(port: int, page: Page) -> Answer:
    """Once, over a connection of its own."""
    with _connected(port) as connection:
        return _ask(connection, page.request)


def rate(port: int, page: Page, seconds: float) -> float:
    """Requests per second over several connections; an unexpected answer ends the benchmark."""
    until = time.perf_counter() + seconds
    begun = time.perf_counter()
    with ThreadPoolExecutor(CONNECTIONS) as pool:
        asked = pool.map(lambda _: _keep_asking(port, page, until), range(CONNECTIONS))
        number = sum(asked)
    return number / (time.perf_counter() - begun)


def _keep_asking(port: int, page: Page, until: float) -> int:
    number, request = 0, page.request
    with _connected(port) as connection:
        while time.perf_counter() < until:
            answer = _ask(connection, request)
            if answer.status != page.status:
                raise SystemExit(f"{page.path} was answered {answer.status}, not {page.status}")
            number += 1
    return number


def _connected(port: int) -> socket.socket:
    return socket.create_connection(("127.0.0.1", port), timeout=SECONDS_TO_ANSWER)


def _ask(connection: socket.socket, request: bytes) -> Answer:
    connection.sendall(request)
    found = b""
    while END_OF_HEAD not in found:
        found += _more(connection)
    head, _, body = found.partition(END_OF_HEAD)
    first, *lines = head.decode("latin-1").split("\r\n")
    headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in lines)}
    length = int(headers.get("content-length", 0))
    pieces = [body]
    missing = length - len(body)
    while missing > 0:
        pieces.append(_more(connection))
        missing -= len(pieces[-1])
    return Answer(int(first.split()[1]), headers, b"".join(pieces))


def _more(connection: socket.socket) -> bytes:
    piece = connection.recv(1 << 17)
    if not piece:
        raise SystemExit("the web server hung up")
    return piece
