"""The empty database as all migrations leave it: made once, kept in `.cache`, copied for each run.

Migrating takes ten seconds, a copy one. The kept file is named for everything that decides what
is in it: another migration, another lock of packages or other settings make a new one.
"""

import fcntl
import hashlib
import os
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

from config.embedded.binaries import postgres_bin
from config.embedded.servers import ROOT

KEPT = ROOT / ".cache" / "schema"
DECIDING = ["*/migrations/*.py", "config/settings.py", "requirements.lock"]


def copy_to(name: str) -> None:
    """Make this database, on the run's server, with the schema in it."""
    kept = keep()
    _psql("--dbname", _address(), "--command", f'CREATE DATABASE "{name}"')
    _psql("--single-transaction", "--dbname", _address(name), "--file", str(kept))


def keep() -> Path:
    """The file with the schema; of several runs at once the first makes it, the others wait."""
    KEPT.mkdir(parents=True, exist_ok=True)
    kept = KEPT / f"{_digest()}.sql"
    with (KEPT / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not kept.exists():
            _make(kept)
    return kept


def _digest() -> str:
    names = sorted(path for pattern in DECIDING for path in ROOT.glob(pattern))
    digest = hashlib.sha256(str(postgres_bin()).encode())
    for path in names:
        digest.update(f"{path.relative_to(ROOT)} {path.stat().st_size} ".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def _make(kept: Path) -> None:
    """Migrate the run's own database, which no test uses, and write down what came of it."""
    migrate = [sys.executable, str(ROOT / "manage.py"), "migrate", "--verbosity", "0"]
    subprocess.run(migrate, cwd=ROOT, check=True)
    draft = kept.with_suffix(".draft")
    _run("pg_dump", "--dbname", _address(), "--no-owner", "--file", str(draft))
    for outdated in KEPT.glob("*.sql"):
        outdated.unlink()
    draft.rename(kept)


def _address(name: str = "") -> str:
    """Of a database on the run's server; of the server's own without a name."""
    own = urlsplit(os.environ["DATABASE_URL"])
    return own._replace(path=f"/{name}").geturl() if name else own.geturl()


def _psql(*arguments: str) -> None:
    quietly = ["--quiet", "--no-psqlrc", "--output", os.devnull, "--set", "ON_ERROR_STOP=1"]
    _run("psql", *quietly, *arguments)


def _run(program: str, *arguments: str) -> None:
    subprocess.run([str(postgres_bin() / program), *arguments], check=True)


if __name__ == "__main__":
    keep()
