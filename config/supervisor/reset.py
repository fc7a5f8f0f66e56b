"""`make demo-reset`: stop the demo of this checkout and delete what it made."""

import os
import shutil
import signal
from contextlib import suppress

from config.embedded import Trouble
from config.embedded.locks import Locks
from config.embedded.places import places_of
from config.embedded.processes import wait_until
from config.embedded.servers import ROOT
from config.supervisor.demo import LOCAL
from config.supervisor.seat import Seat
from config.supervisor.telling import say, step

SECONDS_TO_STOP = 60


def run() -> int:
    if not LOCAL.exists():
        say("There is no demo data.")
        return 0
    _stop_the_demo()
    base = places_of(ROOT).base
    locks = Locks(base)
    if base.exists():
        locks.make()
        with locks.turn():
            if locks.is_used():
                raise Trouble(
                    "Something still uses the database, a `manage.py shell`? End it first."
                )
    for folder in {base, LOCAL}:
        shutil.rmtree(folder, ignore_errors=True)
    say("The demo's data is deleted. `make demo` starts afresh.")
    return 0


def _stop_the_demo() -> None:
    seat = Seat(LOCAL)
    if seat.take():
        seat.leave()
        return
    with step("Stopping the running demo"):
        if occupant := seat.occupant():
            with suppress(ProcessLookupError):
                os.kill(occupant.pid, signal.SIGTERM)
        if not wait_until(seat.take, SECONDS_TO_STOP):
            raise Trouble("The running demo does not stop: end it with Ctrl-C in its own window.")
        seat.leave()
