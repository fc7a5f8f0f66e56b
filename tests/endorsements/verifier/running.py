"""Running verify.py as anybody would: in a process of its own, with nothing of this project."""

import json
import subprocess
import sys

from endorsements.verifier.bundle import TARGET

# Isolated from folder and environment; without `site` there is no PyNaCl either.
WITH_PYNACL = ("-I",)
STANDARD_LIBRARY_ONLY = ("-I", "-S")
ENVIRONMENT = {"PYTHONIOENCODING": "utf-8"}
# Starting Python two hundred times takes longer than all checks together.
MANY_CHECKS = """
import contextlib, io, json, runpy, sys
main = runpy.run_path(sys.argv[1])["main"]
for line in sys.stdin:
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(printed):
        status = main(json.loads(line))
    print(json.dumps([status, printed.getvalue()]), flush=True)
"""


def verify(*arguments: object, flags: tuple[str, ...] = STANDARD_LIBRARY_ONLY) -> tuple[int, str]:
    """Exit status and everything printed, on one line."""
    done = subprocess.run(
        [sys.executable, *flags, str(TARGET), *map(str, arguments)],
        capture_output=True,
        encoding="utf-8",
        env=ENVIRONMENT,
        timeout=60,
        check=False,
    )
    assert "Traceback" not in done.stderr, done.stderr
    return done.returncode, on_one_line(done.stdout + done.stderr)


class Auditor:
    """A process that runs verify.py again and again, each time with other arguments."""

    def __init__(self, flags: tuple[str, ...]) -> None:
        self.process = subprocess.Popen(
            [sys.executable, *flags, "-c", MANY_CHECKS, str(TARGET)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            encoding="utf-8",
            env=ENVIRONMENT,
        )

    def verify(self, *arguments: object) -> tuple[int, str]:
        """As the function of the same name."""
        self.process.stdin.write(json.dumps(list(map(str, arguments))) + "\n")
        self.process.stdin.flush()
        status, text = json.loads(self.process.stdout.readline())
        return status, on_one_line(text)

    def leave(self) -> None:
        self.process.communicate(timeout=10)


def on_one_line(text: str) -> str:
    return " ".join(text.split())
