"""The whole demo in a checkout of its own: up, asked for a page, asked for twice, stopped."""

import re
import shutil
import signal
import subprocess
import sys
import urllib.request

import pytest

from config.embedded import Servers
from config.embedded.places import places_of
from config.embedded.processes import wait_until
from config.embedded.servers import ROOT
from config.supervisor.seat import Seat

pytestmark = pytest.mark.slow

DEMO = [sys.executable, "-m", "config.supervisor", "demo"]
NOT_COPIED = shutil.ignore_patterns(".*", "tests", "staticfiles", "__pycache__")


@pytest.fixture
def copy(checkout):
    root = checkout / "copy"
    shutil.copytree(ROOT, root, ignore=NOT_COPIED)
    return root


@pytest.fixture
def demo(copy, bare_environment, tmp_path):
    output = tmp_path / "output"
    with output.open("w") as file:
        process = subprocess.Popen(DEMO, cwd=copy, env=bare_environment, stdout=file, stderr=file)
    with process:
        assert wait_until(lambda: "Ctrl-C" in output.read_text() or process.poll(), 120)
        yield process, output
        if process.poll() is None:
            process.terminate()


def test_the_demo_starts_answers_and_stops_without_a_trace(demo, copy, bare_environment):
    process, output = demo
    said = output.read_text()
    (address,) = re.findall(r"^  (http://localhost:\d+)$", said, re.MULTILINE)
    assert "staff@example.org" in said

    with urllib.request.urlopen(f"{address}/") as page:
        sheet, *_ = re.findall(r'href="(/static/[^"]+\.[0-9a-f]{12}\.css)"', page.read().decode())
    with urllib.request.urlopen(address + sheet) as style:
        assert style.headers["Cache-Control"] == "max-age=315360000, public, immutable"

    second = subprocess.run(
        DEMO, cwd=copy, env=bare_environment, capture_output=True, text=True, check=False
    )
    assert second.stdout == f"The demo of this checkout is already running at {address}.\n"

    process.send_signal(signal.SIGINT)
    assert process.wait(60) == 0
    assert output.read_text().endswith("`make demo-reset` starts afresh.\n")
    assert list(Servers(places_of(copy)).pids().values()) == [None, None]
    seat = Seat(copy / ".local")
    assert seat.take()
    seat.leave()
