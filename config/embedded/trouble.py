"""What can go wrong with the private servers, each as a sentence for the person at the terminal."""

import errno
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOM_NEEDED = 300 * 1024 * 1024


class Trouble(Exception):
    """Its text is shown as it is, without a traceback."""


@contextmanager
def told_plainly(folder: Path) -> Iterator[None]:
    """Turn what the file system refuses into a sentence that names the folder."""
    try:
        yield
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise Trouble(no_room(folder)) from error
        if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
            raise Trouble(
                f"{error.filename or folder} may not be written: {error.strerror}."
            ) from error
        raise


def no_room(folder: Path) -> str:
    free = shutil.disk_usage(folder if folder.exists() else folder.parent).free // 2**20
    return (
        f"There is no room left in {folder}: {free} MB are free, "
        f"the private servers need about {ROOM_NEEDED // 2**20} MB."
    )


def require_room(folder: Path) -> None:
    if shutil.disk_usage(folder).free < ROOM_NEEDED:
        raise Trouble(no_room(folder))


def tail(log: Path, lines: int = 5) -> str:
    """The last lines of a server's log, indented, for the end of a message."""
    if not os.access(log, os.R_OK):
        return ""
    last = log.read_text(errors="replace").splitlines()[-lines:]
    return "".join(f"\n    {line}" for line in last)
