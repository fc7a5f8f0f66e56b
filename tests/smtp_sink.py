"""A mail server on loopback that takes mails, counts them by reader, and can be told to refuse."""

import socketserver
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress


class _Session(socketserver.StreamRequestHandler):
    """As much of RFC 5321 as Python's client speaks."""

    disable_nagle_algorithm = True

    def handle(self) -> None:
        # A client that is killed in the middle is what some tests are about.
        with suppress(ConnectionError):
            self._talk()

    def _talk(self) -> None:
        sink: Sink = self.server.sink  # type: ignore[attr-defined]
        sink.connections += 1
        self._say("220 sink")
        readers: list[str] = []
        while line := self.rfile.readline():
            word = line[:4].upper()
            if word == b"RCPT":
                reader = line.split(b"<", 1)[1].split(b">", 1)[0].decode()
                refusal = sink.refusals.get(reader)
                readers += [] if refusal else [reader]
                self._say(refusal or "250 OK")
            elif word == b"DATA":
                self._say("354 go on")
                text = b"".join(iter(self.rfile.readline, b".\r\n"))
                sink.take(readers, text)
                readers = []
                self._say("250 taken")
            elif word == b"QUIT":
                self._say("221 bye")
                return
            else:
                self._say("250 OK")

    def _say(self, words: str) -> None:
        self.wfile.write(words.encode() + b"\r\n")


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = daemon_threads = True


class Sink:
    """`refusals`: what the server answers to a reader's address instead of taking it."""

    def __init__(self, port: int = 0, *, keeps_texts: bool = True) -> None:
        self.taken: Counter[str] = Counter()
        self.texts: list[bytes] = []
        self.refusals: dict[str, str] = {}
        self.connections = 0
        self.keeps_texts = keeps_texts
        self._server = _Server(("127.0.0.1", port), _Session)
        self._server.sink = self  # type: ignore[attr-defined]
        self._lock = threading.Lock()

    @property
    def port(self) -> int:
        return int(self._server.server_address[1])

    def take(self, readers: list[str], text: bytes) -> None:
        with self._lock:
            self.taken.update(readers)
            if self.keeps_texts:
                self.texts.append(text)

    @contextmanager
    def running(self) -> Iterator["Sink"]:
        thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        try:
            yield self
        finally:
            self._server.shutdown()
            self._server.server_close()
            thread.join()
