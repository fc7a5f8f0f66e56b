"""PostgreSQL behind a Unix socket: its data folder, its options, its database."""

import os
import shutil
import signal
import subprocess
from contextlib import suppress
from functools import cached_property
from pathlib import Path

from config.embedded.account import private_folder, run_as_account
from config.embedded.binaries import postgres_bin
from config.embedded.places import NAME
from config.embedded.processes import answers
from config.embedded.server import Server
from config.embedded.trouble import Trouble, no_room, tail

BUILTIN_LOCALE_SINCE = 17

LASTING = {
    "max_connections": "100",
    "shared_buffers": "128MB",
    # An acknowledged ballot is on disk.
    "synchronous_commit": "on",
}
EPHEMERAL = {
    "max_connections": "100",
    "shared_buffers": "128MB",
    "fsync": "off",
    "full_page_writes": "off",
    "synchronous_commit": "off",
    "autovacuum": "off",
}
# What is voted must not be found in a log: no statements, no values, not even on errors.
DISCREET = {
    "log_statement": "none",
    "log_min_error_statement": "panic",
    "log_parameter_max_length": "0",
    "log_parameter_max_length_on_error": "0",
    "log_error_verbosity": "terse",
}


class Postgres(Server):
    name = "postgres"
    stop_signal = signal.SIGINT  # "fast": ends the sessions, then writes everything down
    kill_signal = signal.SIGQUIT

    @cached_property
    def bin(self) -> Path:
        return postgres_bin()

    @property
    def version_file(self) -> Path:
        return self.places.postgres / "PG_VERSION"

    def prepare(self) -> None:
        ours = self._run("postgres", "--version").split()[2].split(".")[0]
        if not self.version_file.exists():
            self._make_data_folder(int(ours))
        theirs = self.version_file.read_text().strip()
        if theirs != ours:
            raise Trouble(
                f"{self.places.postgres} was made by PostgreSQL {theirs}, and this is {ours}. "
                f"Dump it with the older one first, or start afresh with `make demo-reset`."
            )

    def command(self) -> list[str]:
        options = {
            "listen_addresses": "",
            "unix_socket_directories": str(self.places.run),
            "unix_socket_permissions": "0700",
            "timezone": "UTC",
            "log_timezone": "UTC",
            **DISCREET,
            **(EPHEMERAL if self.places.is_ephemeral else LASTING),
        }
        words = [word for name, value in options.items() for word in ("-c", f"{name}={value}")]
        return [str(self.bin / "postgres"), "-D", str(self.places.postgres), *words]

    def is_ready(self) -> bool:
        if not answers(self.places.postgres_socket):
            return False
        with suppress(Trouble):
            return self._sql("SELECT 1") == "1"
        return False

    def pid_on_file(self) -> int | None:
        with suppress(OSError, ValueError, IndexError):
            return int((self.places.postgres / "postmaster.pid").read_text().split()[0])
        return None

    def make_database(self) -> None:
        if self._sql(f"SELECT 1 FROM pg_database WHERE datname = '{NAME}'") != "1":  # noqa: S608
            self._sql(f"CREATE DATABASE {NAME}")

    def _make_data_folder(self, version: int) -> None:
        """Make it beside its place and move it there: one that was killed half-way never counts."""
        draft = self.places.postgres.with_name("postgres.new")
        shutil.rmtree(draft, ignore_errors=True)
        private_folder(draft)
        builtin = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
        locale = builtin if version >= BUILTIN_LOCALE_SINCE else ["--no-locale"]
        wanted = ["--username=postgres", "--auth=trust", "--encoding=UTF8", *locale]
        quiet = ["--no-sync", "--no-instructions"]
        self._run("initdb", "-D", str(draft), *wanted, *quiet)
        draft.rename(self.places.postgres)

    def _sql(self, statement: str) -> str:
        where = ["-h", os.fspath(self.places.run), "-U", "postgres", "-d", "postgres"]
        return self._run("psql", *where, "-AtXc", statement).strip()

    def _run(self, program: str, *arguments: str) -> str:
        done = subprocess.run(
            [str(self.bin / program), *arguments],
            capture_output=True,
            text=True,
            check=False,
            **run_as_account(self.places.base),
        )
        if done.returncode == 0:
            return done.stdout
        if "No space left on device" in done.stderr:
            raise Trouble(no_room(self.places.base))
        raise Trouble(f"{program} failed: {done.stderr.strip()}{tail(self.log)}")
