"""The demo from the first line to the last."""

import os
import signal
import sys
import threading
import urllib.error
import urllib.request
from contextlib import suppress
from pathlib import Path

from config.embedded import Servers, Trouble
from config.embedded.development import values
from config.embedded.places import places_of
from config.embedded.processes import wait_until
from config.embedded.servers import ROOT
from config.supervisor import port
from config.supervisor.children import Child, Children
from config.supervisor.seat import Seat
from config.supervisor.telling import say, step

LOCAL = ROOT / ".local"
BIN = Path(sys.executable).parent
SECONDS_TO_ANSWER = 60


class Stopped(Exception):
    """Somebody asked to stop before the site was up."""


def run() -> int:
    seat = Seat(LOCAL)
    if not seat.take():
        occupant = seat.occupant()
        where = f"at {occupant.address}" if occupant else "and just starting"
        say(f"The demo of this checkout is already running {where}.")
        return 0
    stop = _on_signals()
    servers = Servers(places_of(ROOT))
    try:
        number = port.choose(ROOT, say)
        address = f"http://localhost:{number}"
        seat.write(address)
        with step("Starting PostgreSQL and Valkey"):
            servers.begin()
        _run_until(stop, Children(_environment(servers, address), servers.hold), number, address)
    finally:
        servers.end()
        seat.leave()
    say("Stopped. `make demo` resumes with the data kept, `make demo-reset` starts afresh.")
    return 0


def _run_until(stop: threading.Event, children: Children, number: int, address: str) -> None:
    try:
        _bring_up(children, number, address, stop)
        while not stop.wait(1):
            children.look_after()
    except Stopped:
        pass
    finally:
        say("\nStopping ...")
        children.stop()


def _on_signals() -> threading.Event:
    stop = threading.Event()
    for order in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        # Also where a shell without job control has had us ignore a Ctrl-C.
        signal.signal(order, lambda number, frame: stop.set())
    return stop


def _environment(servers: Servers, address: str) -> dict[str, str]:
    """Our own servers, whatever the shell's environment names: this is never for real data."""
    return {
        "LOG_LEVEL": "WARNING",
        **os.environ,
        **values(servers),
        "BASE_URL": address,
        "PYTHONUNBUFFERED": "1",
        "PYTHONWARNINGS": "ignore:You're running the worker with superuser privileges",
    }


def _bring_up(children: Children, number: int, address: str, stop: threading.Event) -> None:
    logins = LOCAL / "demo-logins.txt"
    prepare = [sys.executable, "manage.py", "prepare_demo", f"--logins={logins}"]
    code = children.run(prepare, stop.is_set)
    if stop.is_set():
        raise Stopped
    if code:
        raise Trouble("The demo could not be prepared; what went wrong stands above.")
    with step("Starting the site, one worker and beat"):
        web = children.add("web", web_server(number))
        children.add("worker", [*CELERY, "worker", *WORKER])
        children.add("beat", [*CELERY, "beat", *BEAT])
        _wait_for(f"{address}/health/", web, stop)
    say(f"\n{logins.read_text().strip()}\n\n  {address}\n\nCtrl-C stops everything.")


def _wait_for(address: str, web: Child, stop: threading.Event) -> None:
    def answers() -> bool:
        if stop.is_set():
            raise Stopped
        if web.has_ended():
            raise Trouble("The web server does not start; what went wrong stands above.")
        with suppress(urllib.error.URLError, OSError):
            return urllib.request.urlopen(address, timeout=5).status == 200  # noqa: S310
        return False

    if not wait_until(answers, SECONDS_TO_ANSWER):
        raise Trouble("The site does not answer; what went wrong stands above.")


CELERY = [str(BIN / "celery"), "--app", "config", "--quiet"]
WORKER = [
    "--queues=default,mix,tally",
    "--concurrency=2",
    "--loglevel=WARNING",
    "--without-gossip",
    "--without-mingle",
    "--hostname=demo@localhost",
]
BEAT = ["--loglevel=WARNING", f"--schedule={LOCAL}/beat-schedule", "--pidfile="]


def web_server(number: int) -> list[str]:
    binds = [
        f"--bind=[{address}]:{number}" if ":" in address else f"--bind={address}:{number}"
        for _, address in port.addresses()
    ]
    return [str(BIN / "gunicorn"), "--config=config/gunicorn.py", *binds]
