"""python -m tests: what `make test`, `make lint` and `make test-shared` run.

Each check is one quiet line with its time; its output is shown only when it fails. All checks run
even when one fails, so that one run names everything. pytest speaks for itself.
"""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from config.embedded import Trouble, running
from config.embedded.servers import ROOT
from tests.environment import PRODUCTION

SHARED_DATA = ROOT.parent / "shared" / "data"
BIN = Path(sys.executable).parent
NO_TESTS_COLLECTED = 5
# By file, so that what a file's tests share is made once; in the order of tests/conftest.py.
IN_PARALLEL = [
    f"--numprocesses={min(os.cpu_count() or 1, 4)}",
    "--dist=loadfile",
    "--no-loadscope-reorder",
]
EMPTY: Mapping[str, str] = {}

LINT: dict[str, list[str]] = {
    "Lint": [f"{BIN}/ruff", "check", "--output-format", "concise", "."],
    "Format": [f"{BIN}/ruff", "format", "--check", "--output-format", "concise", "."],
    "Imports point one way": [f"{BIN}/lint-imports"],
    "Types": [f"{BIN}/mypy"],
}
DJANGO: dict[str, list[str]] = {
    "No migration is missing": ["manage.py", "makemigrations", "--check", "--dry-run"],
    "Ready for production": ["manage.py", "check", "--deploy", "--fail-level", "WARNING"],
}


def main(words: Sequence[str]) -> int:
    match words:
        case ["lint"]:
            return verdict({name: passes(name, command) for name, command in LINT.items()})
        case ["shared"]:
            return shared()
        case []:
            return everything()
    sys.stderr.write(f"{__doc__}")
    return 2


def everything() -> int:
    with running(ephemeral=True) as servers:
        found = servers.places.environment() | {"EMBEDDED_BASE": str(servers.places.base)}
        checks = LINT | {name: [sys.executable, *words] for name, words in DJANGO.items()}
        results = {name: passes(name, command, found) for name, command in checks.items()}
        results["Tests"] = pytest(IN_PARALLEL, found) == 0
    return verdict(results)


def verdict(results: Mapping[str, bool]) -> int:
    """Name again what failed: it may stand far above by now."""
    if failed := [name for name, passed in results.items() if not passed]:
        print(f"Failed: {', '.join(failed)}.")
    return int(bool(failed))


def shared() -> int:
    if not SHARED_DATA.is_dir():
        print(f"There is no folder {SHARED_DATA}: its tests are left out.")
        return 0
    code = pytest(["-m", "shared", "tests/shared"])
    return 0 if code == NO_TESTS_COLLECTED else code


def passes(name: str, command: list[str], found: Mapping[str, str] = EMPTY) -> bool:
    """Run one check with the settings of a production, so that it sees what members will meet."""
    print(f"{name:.<30}", end=" ", flush=True)
    started = time.monotonic()
    environment = {**os.environ, **PRODUCTION, **found}
    done = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    print(f"{'ok' if done.returncode == 0 else 'FAILED':<6} {time.monotonic() - started:5.1f} s")
    if done.returncode:
        print(done.stdout + done.stderr, flush=True)
    return done.returncode == 0


def pytest(arguments: list[str], found: Mapping[str, str] = EMPTY) -> int:
    columns = str(shutil.get_terminal_size((100, 24)).columns)
    environment = {**os.environ, **found, "COLUMNS": columns}
    command = [sys.executable, "-m", "pytest", "--quiet", *arguments]
    return subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except Trouble as trouble:
        sys.exit(str(trouble))
    except KeyboardInterrupt:
        sys.exit(130)
