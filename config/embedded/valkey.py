"""Valkey behind a Unix socket, with its append-only file."""

import signal
from contextlib import suppress

from config.embedded.binaries import valkey_program
from config.embedded.processes import answers
from config.embedded.server import Server


class Valkey(Server):
    name = "valkey"
    stop_signal = signal.SIGTERM
    kill_signal = signal.SIGKILL

    def prepare(self) -> None:
        with suppress(FileNotFoundError):
            self.places.valkey_socket.unlink()

    def command(self) -> list[str]:
        options = {
            "port": "0",
            "unixsocket": str(self.places.valkey_socket),
            "unixsocketperm": "700",
            "dir": str(self.places.valkey),
            "pidfile": str(self.places.run / "valkey.pid"),
            "daemonize": "no",
            "save": "",
            "appendonly": "no" if self.places.is_ephemeral else "yes",
            "appendfsync": "everysec",
            # A full queue must refuse a message, never forget an older one.
            "maxmemory-policy": "noeviction",
        }
        words = [word for name, value in options.items() for word in (f"--{name}", value)]
        return [str(valkey_program()), *words]

    def is_ready(self) -> bool:
        return answers(self.places.valkey_socket, b"PING\r\n", b"+PONG")

    def pid_on_file(self) -> int | None:
        with suppress(OSError, ValueError):
            return int((self.places.run / "valkey.pid").read_text())
        return None
