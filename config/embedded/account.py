"""As whom the servers run, and what that account can reach.

PostgreSQL refuses to run as root. Root's servers therefore run as the account `nobody`, which
every system has: no account is made, and no folder that is not ours gets another mode.
"""

import os
import pwd
import stat
import subprocess
from pathlib import Path
from typing import Any

from config.embedded.trouble import Trouble

ENTER_FOR_OTHERS = stat.S_IXOTH
READ_AND_ENTER_FOR_OTHERS = stat.S_IROTH | stat.S_IXOTH


def is_root() -> bool:
    return os.geteuid() == 0


def account() -> pwd.struct_passwd:
    return pwd.getpwnam("nobody") if is_root() else pwd.getpwuid(os.geteuid())


def run_as_account(folder: Path) -> dict[str, Any]:
    """Arguments for `subprocess` that run a program as the servers' account in this folder."""
    plain = {"PATH": "/usr/bin:/bin", "LC_ALL": "C", "TZ": "UTC", "HOME": str(folder)}
    arguments: dict[str, Any] = {"cwd": folder, "stdin": subprocess.DEVNULL, "env": plain}
    if is_root():
        arguments |= {"user": account().pw_uid, "group": account().pw_gid, "extra_groups": []}
    return arguments


def can_be_entered(path: Path) -> bool:
    """Whether the servers' account gets to this path. Only root's differs from ourselves."""
    return not is_root() or all(
        folder.stat().st_mode & ENTER_FOR_OTHERS for folder in (path, *path.parents)
    )


def can_be_run(program: Path) -> bool:
    """Whether the servers' account gets to this program and may run it."""
    wanted = READ_AND_ENTER_FOR_OTHERS
    return can_be_entered(program.parent) and (
        not is_root() or program.stat().st_mode & wanted == wanted
    )


def private_folder(path: Path, mode: int = 0o700) -> Path:
    """Make a folder of ours for the servers' account; refuse one that somebody else laid there."""
    path.mkdir(mode=mode, parents=True, exist_ok=True)
    owner = path.lstat().st_uid
    if path.is_symlink() or owner not in (os.geteuid(), account().pw_uid):
        raise Trouble(f"{path} belongs to another user. Remove it, or ask them to.")
    if is_root():
        os.chown(path, account().pw_uid, account().pw_gid)
    path.chmod(mode)
    return path
