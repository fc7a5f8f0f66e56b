import os
import signal
import subprocess
import sys

import pytest

from config.embedded.processes import is_alive, wait_until
from config.embedded.servers import ROOT
from config.supervisor.children import Children

SLEEP = [sys.executable, "-c", "import time; time.sleep(60)"]
A_SUPERVISOR = (
    "import os, sys, time; from config.supervisor.children import Children; "
    "children = Children(os.environ, 0); "
    "children.add('web', [sys.executable, '-c', "
    "'import os, time; print(os.getpid(), flush=True); time.sleep(60)']); "
    "time.sleep(60)"
)


@pytest.fixture
def children(tmp_path):
    with (tmp_path / "hold").open("w") as hold:
        children = Children(os.environ, hold.fileno())
        yield children
        children.stop()


def test_a_child_that_ends_is_started_again(children, tmp_path, capsys):
    starts = tmp_path / "starts"
    program = f"print('x', file=open({str(starts)!r}, 'a')); raise SystemExit(3)"
    children.add("web", [sys.executable, "-c", program])

    def was_started_twice():
        children.look_after()
        return starts.exists() and starts.read_text() == "x\nx\n"

    assert wait_until(was_started_twice, 10)
    assert "The web ended (exit code 3); starting it again in 1 s.\n" in capsys.readouterr().out


def test_what_a_child_says_is_passed_on_with_its_name(children, capsys):
    children.add("worker", [sys.executable, "-c", "print('ready')"])
    said = []

    def has_spoken():
        said.append(capsys.readouterr().out)
        return "worker | ready\n" in "".join(said)

    assert wait_until(has_spoken, 10)


def test_stopping_ends_children_and_their_children(children, tmp_path):
    note = tmp_path / "grandchild"
    program = (
        "import subprocess, sys; "
        f"child = subprocess.Popen({SLEEP!r}); open({str(note)!r}, 'w').write(str(child.pid)); "
        "child.wait()"
    )
    children.add("web", [sys.executable, "-c", program])
    assert wait_until(lambda: note.exists() and note.read_text() != "", 10)

    children.stop()

    assert wait_until(lambda: not is_alive(int(note.read_text())), 5)


def test_children_of_a_killed_supervisor_are_stopped():
    with subprocess.Popen(
        [sys.executable, "-c", A_SUPERVISOR], cwd=ROOT, stdout=subprocess.PIPE
    ) as supervisor:
        child = int(supervisor.stdout.readline().split()[-1])
        supervisor.kill()

    assert wait_until(lambda: not is_alive(child), 10)


def test_what_is_no_longer_wanted_is_cut_short(children, tmp_path):
    started = tmp_path / "started"
    program = f"open({str(started)!r}, 'w'); import time; time.sleep(60)"

    code = children.run([sys.executable, "-c", program], is_unwanted=started.exists)

    assert code == -signal.SIGKILL
