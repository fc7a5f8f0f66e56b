"""Where the servers of a checkout keep their files and sockets."""

import hashlib
import os
import re
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

from config.embedded.account import can_be_entered, private_folder
from config.embedded.trouble import require_room, told_plainly

NAME = "endorsements"
LONGEST_SOCKET_PATH = 100  # macOS takes 104 bytes, Linux 108
ROOM_FOR_TESTS_IN_MEMORY = 2**30
SHARED_MEMORY = Path("/dev/shm")  # noqa: S108  (a folder inside it is made by mkdtemp)


@dataclass(frozen=True)
class Places:
    """Folders of one pair of servers."""

    base: Path
    run: Path
    is_ephemeral: bool = False

    @property
    def postgres(self) -> Path:
        return self.base / "postgres"

    @property
    def valkey(self) -> Path:
        return self.base / "valkey"

    @property
    def postgres_socket(self) -> Path:
        return self.run / ".s.PGSQL.5432"

    @property
    def valkey_socket(self) -> Path:
        return self.run / "valkey.sock"

    def environment(self) -> dict[str, str]:
        """What the application reads to find the servers."""
        return {
            "DATABASE_URL": f"postgresql://postgres@/{NAME}?host={self.run}",
            "REDIS_URL": f"unix://{self.valkey_socket}",
        }

    def make(self) -> None:
        # The servers' account passes through, and may not look around.
        self.base.mkdir(mode=0o711, parents=True, exist_ok=True)
        if self.base.stat().st_uid == os.geteuid():
            self.base.chmod(0o711)
        require_room(self.base)
        for folder in (self.postgres, self.valkey, self.run):
            private_folder(folder)

    def forget(self) -> None:
        """Remove what only this run needed."""
        if self.is_ephemeral:
            shutil.rmtree(self.base, ignore_errors=True)
        if self.run.parent != self.base:
            shutil.rmtree(self.run, ignore_errors=True)


def fingerprint(root: Path) -> str:
    """Tells one checkout from another, as the same user and as another."""
    return hashlib.sha256(f"{os.geteuid()} {root.resolve()}".encode()).hexdigest()[:8]


def outside(root: Path) -> Path:
    """A folder for what the servers' account cannot reach inside the checkout."""
    return Path("/var/tmp") / f"{NAME}-{fingerprint(root)}"  # noqa: S108  (its owner is checked)


def places_of(root: Path) -> Places:
    """The lasting places of a checkout."""
    root = root.resolve()
    base = root / ".local" if can_be_entered(root) else outside(root)
    return Places(base, _fit_for_sockets(base / "run", root))


def ephemeral_places() -> Places:
    """New places, in memory when there is room, for servers that leave nothing behind."""
    in_memory = SHARED_MEMORY.is_dir() and os.access(SHARED_MEMORY, os.W_OK)
    if in_memory and shutil.disk_usage(SHARED_MEMORY).free < ROOM_FOR_TESTS_IN_MEMORY:
        in_memory = False
    parent = SHARED_MEMORY if in_memory else Path(tempfile.gettempdir())
    if not can_be_entered(parent):
        parent = Path("/var/tmp")  # noqa: S108
    with told_plainly(parent):
        base = Path(tempfile.mkdtemp(prefix=f"{NAME}-", dir=parent))
    return Places(base, _fit_for_sockets(base / "run", base), is_ephemeral=True)


def _fit_for_sockets(run: Path, root: Path) -> Path:
    """The folder itself, or one in /tmp when a socket's path cannot be so long or so odd.

    A comma would make two hosts of it for PostgreSQL, a space or a per cent sign trouble in a URL.
    """
    longest = str(run / ".s.PGSQL.5432.lock")
    if len(longest) <= LONGEST_SOCKET_PATH and re.fullmatch(r"[A-Za-z0-9/._+-]+", longest):
        return run
    return Path("/tmp") / f"{NAME}-{fingerprint(root)}"  # noqa: S108  (its owner is checked)
