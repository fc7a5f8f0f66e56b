"""Valkey killed in the middle of a round and away for a while: no ballot notices."""

import shutil
import subprocess
import tempfile
import time
from pathlib import Path

import pytest

from config.embedded.binaries import valkey_program
from endorsements import rounds
from endorsements.models import LogEntry, Result, RoundStatus
from tests.attacks.workers import wait_until, working
from tests.factories.endorsements import cast, entries, fresh, open_round
from tests.factories.members import StaffFactory

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


class Broker:
    """A Valkey of this test's own, which may die."""

    def __init__(self) -> None:
        # Names of sockets are short: the folder of the test would be too long.
        self.folder = Path(tempfile.mkdtemp(prefix="valkey-"))
        self.socket = self.folder / "valkey.sock"
        self.url = f"unix://{self.socket}"
        self.process = None

    def start(self) -> None:
        self.socket.unlink(missing_ok=True)
        words = [
            "--port",
            "0",
            "--unixsocket",
            str(self.socket),
            "--save",
            "",
            "--appendonly",
            "no",
        ]
        self.process = subprocess.Popen(
            [str(valkey_program()), *words], cwd=self.folder, stdout=subprocess.DEVNULL
        )
        wait_until("Valkey answers", self.socket.exists)

    def kill(self) -> None:
        self.process.kill()
        self.process.wait(timeout=10)


@pytest.fixture
def broker():
    one = Broker()
    one.start()
    yield one
    one.kill()
    shutil.rmtree(one.folder)


def has_no_waiting_ballots():
    return not LogEntry.objects.pending().exists()


def test_ballots_are_taken_without_valkey_and_everything_catches_up_by_itself(broker, tmp_path):
    voting_round = open_round(3)
    first, second, third = entries(voting_round)
    with working(redis_url=broker.url, beat=tmp_path / "one"):
        cast(first, "ash")
        wait_until("the beat has placed the first ballot", has_no_waiting_ballots)
        broker.kill()

        started = time.monotonic()
        cast(second, "ash")
        cast(third, "birch")
        assert time.monotonic() - started < 2
        rounds.close_voting(
            voting_round.pk, by=StaffFactory(), proposed_by=StaffFactory(), reason="Storm."
        )
        assert fresh(voting_round).status == RoundStatus.CLOSED

        # An empty one comes up: every message is lost. A worker may give up over that, which is
        # why whoever runs them starts another.
        broker.start()
        with working(redis_url=broker.url, beat=tmp_path / "another"):
            wait_until(
                "the round is certified",
                lambda: fresh(voting_round).status == RoundStatus.CERTIFIED,
            )

    assert Result.objects.get().numbers["tallies"] == {"ash": 2, "birch": 1, "no-endorsement": 0}
