"""python -m tests: what `make test`, `make lint` and `make test-shared` run.

Each check is one quiet line with its time; its output is shown only when it fails. All checks run
even when one fails, so that one run names everything; two run at a time, the longest first.
pytest speaks for itself.
"""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

from config.embedded import Trouble, running
from config.embedded.servers import ROOT
from tests.environment import PRODUCTION

SHARED_DATA = ROOT.parent / "shared" / "data"
BIN = Path(sys.executable).parent
NO_TESTS_COLLECTED = 5
# By file, so that what a file's tests share is made once; in the order of tests/conftest.py. A
# process more than there are processors made nothing faster (825 s, with two 815 s).
IN_PARALLEL = [
    f"--numprocesses={min(os.cpu_count() or 1, 4)}",
    "--dist=loadfile",
    "--no-loadscope-reorder",
]
EMPTY: Mapping[str, str] = {}

LINT: dict[str, list[str]] = {
    "Types": [f"{BIN}/mypy"],
    "Lint": [f"{BIN}/ruff", "check", "--output-format", "concise", "."],
    "Format": [f"{BIN}/ruff", "format", "--check", "--output-format", "concise", "."],
    "Imports point one way": [f"{BIN}/lint-imports"],
}
DJANGO: dict[str, list[str]] = {
    "Migrations make a database": ["-m", "tests.schema"],
    "No migration is missing": ["manage.py", "makemigrations", "--check", "--dry-run"],
    "Ready for production": ["manage.py", "check", "--deploy", "--fail-level", "WARNING"],
    # Also for speed: pytest compiles every file of tests, once for all processes that follow.
    "Tests can be read": ["-m", "pytest", "--collect-only", "--quiet"],
}


def main(words: Sequence[str]) -> int:
    match words:
        case ["lint"]:
            return verdict(check(LINT))
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
        results = check(checks, found)
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


class Finding(NamedTuple):
    passed: bool
    seconds: float
    output: str


def check(commands: Mapping[str, list[str]], found: Mapping[str, str] = EMPTY) -> dict[str, bool]:
    """Whether each command passes; every line is printed once its check is through."""
    with ThreadPoolExecutor(min(os.cpu_count() or 1, 2)) as threads:
        begun = {name: threads.submit(find, each, found) for name, each in commands.items()}
        for name, future in begun.items():
            finding = future.result()
            word = "ok" if finding.passed else "FAILED"
            print(f"{name:.<30} {word:<6} {finding.seconds:5.1f} s")
            print(finding.output, end="", flush=True)
    return {name: future.result().passed for name, future in begun.items()}


def find(command: list[str], found: Mapping[str, str] = EMPTY) -> Finding:
    """Run one check with the settings of a production, so that it sees what members will meet."""
    started = time.monotonic()
    environment = {**os.environ, **PRODUCTION, **found}
    done = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    passed = done.returncode == 0
    output = "" if passed else done.stdout + done.stderr
    return Finding(passed, time.monotonic() - started, output)


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
