"""The private servers for real: started, killed, used by two, left by all."""

import os
import re
import shutil
import signal
import subprocess
import sys
from contextlib import contextmanager, suppress
from pathlib import Path

import psycopg2
import pytest
import redis

from config.embedded import Servers, Trouble, trouble
from config.embedded.places import places_of
from config.embedded.processes import is_alive, wait_until
from config.embedded.servers import ROOT

SOME_OTHER_PROCESS = (
    "import sys, time; from pathlib import Path; "
    "from config.embedded import Servers; from config.embedded.places import places_of; "
    "servers = Servers(places_of(Path(sys.argv[1]))); servers.begin(); "
    "print('up', flush=True); time.sleep(60)"
)


@contextmanager
def used(root):
    servers = Servers(places_of(root))
    servers.begin()
    try:
        yield servers
    finally:
        servers.end()


def remember(servers, number):
    database = psycopg2.connect(
        host=str(servers.places.run), user="postgres", dbname="endorsements"
    )
    with database, database.cursor() as cursor:
        cursor.execute("CREATE TABLE IF NOT EXISTS kept (number int)")
        cursor.execute("INSERT INTO kept VALUES (%s)", [number])
    database.close()
    with redis.Redis(unix_socket_path=str(servers.places.valkey_socket)) as queue:
        queue.rpush("kept", number)


def remembered(servers):
    """What PostgreSQL and Valkey were told since the test began."""
    database = psycopg2.connect(
        host=str(servers.places.run), user="postgres", dbname="endorsements"
    )
    with database, database.cursor() as cursor:
        cursor.execute("SELECT number FROM kept")
        rows = [number for (number,) in cursor.fetchall()]
    database.close()
    with redis.Redis(unix_socket_path=str(servers.places.valkey_socket)) as queue:
        return rows, [int(number) for number in queue.lrange("kept", 0, -1)]


def forget(servers):
    database = psycopg2.connect(
        host=str(servers.places.run), user="postgres", dbname="endorsements"
    )
    with database, database.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS kept")
    database.close()
    with redis.Redis(unix_socket_path=str(servers.places.valkey_socket)) as queue:
        queue.delete("kept")


def answer(servers):
    with suppress(psycopg2.OperationalError, redis.ConnectionError):
        return bool(remembered(servers))
    return False


def have_ended(pids):
    return not any(is_alive(pid) for pid in pids)


def test_servers_run_while_used_and_keep_what_they_were_told(old_checkout):
    with used(old_checkout) as servers:
        forget(servers)
        remember(servers, 1)
        pids = list(servers.pids().values())
    assert have_ended(pids)

    with used(old_checkout) as servers:
        assert remembered(servers) == ([1], [1])


def test_servers_stay_until_the_last_user_has_gone(old_checkout):
    with used(old_checkout) as first:
        with used(old_checkout) as second:
            assert second.pids() == first.pids()
        assert not have_ended(first.pids().values())


def test_two_checkouts_have_servers_of_their_own(old_checkout, checkout):
    with used(old_checkout) as a, used(checkout) as b:
        forget(a)
        remember(a, 1)
        remember(b, 2)
        assert (remembered(a), remembered(b)) == (([1], [1]), ([2], [2]))


def test_killed_servers_come_back_with_what_they_were_told(old_checkout):
    with used(old_checkout) as servers:
        forget(servers)
        remember(servers, 1)
        pids = list(servers.pids().values())
        for pid in pids:
            os.kill(pid, signal.SIGKILL)

        assert wait_until(lambda: have_ended(pids) and answer(servers), 20)
        assert remembered(servers) == ([1], [1])


def test_a_killed_owner_leaves_no_server_behind(old_checkout):
    servers = Servers(places_of(old_checkout))
    owner = subprocess.Popen(
        [sys.executable, "-c", SOME_OTHER_PROCESS, str(old_checkout)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
    )
    with owner:
        assert owner.stdout.readline() == b"up\n"
        pids = list(servers.pids().values())
        owner.kill()
    assert wait_until(lambda: have_ended(pids), 20)


def test_servers_that_lost_their_keeper_are_taken_over(old_checkout):
    with used(old_checkout) as servers:
        pids = list(servers.pids().values())
        os.kill(keeper_of(pids[0]), signal.SIGKILL)
        assert wait_until(lambda: not servers.locks.has_keeper(), 5)

        with used(old_checkout) as second:
            assert list(second.pids().values()) == pids
    assert have_ended(pids)


def keeper_of(pid):
    ps = subprocess.run(["ps", "-o", "ppid=", "-p", str(pid)], capture_output=True, check=True)
    return int(ps.stdout)


def test_a_path_too_long_for_a_socket_is_no_obstacle(checkout):
    root = checkout / ("x" * 120)
    root.mkdir()
    with used(root) as servers:
        remember(servers, 1)
        assert servers.places.base == root / ".local"
        assert servers.places.run.parent == Path("/tmp")
    assert not servers.places.run.exists()


@pytest.mark.parametrize("name", ["with space", "with,comma", "100%", "Bücher"])
def test_sockets_of_a_path_too_odd_for_a_url_lie_elsewhere(checkout, name):
    (checkout / name).mkdir()

    places = places_of(checkout / name)

    assert re.fullmatch(r"/tmp/endorsements-[0-9a-f]{8}", str(places.run))


@pytest.mark.skipif(os.geteuid() != 0, reason="only root's servers run as somebody else")
def test_a_folder_closed_to_others_stays_closed(checkout):
    checkout.chmod(0o700)
    places = places_of(checkout)
    places.make()
    try:
        assert places.base.parent == Path("/var/tmp")
        assert checkout.stat().st_mode & 0o777 == 0o700
        assert list(checkout.iterdir()) == []
    finally:
        shutil.rmtree(places.base)


def test_data_of_another_major_version_is_refused(checkout):
    places = places_of(checkout)
    places.make()
    (places.postgres / "PG_VERSION").write_text("15\n")

    with pytest.raises(Trouble, match=r"made by PostgreSQL 15, and this is \d+\. Dump it"):
        Servers(places).begin()

    assert list(Servers(places).pids().values()) == [None, None]


def test_a_full_disk_is_said_plainly(checkout, monkeypatch):
    monkeypatch.setattr(trouble, "ROOM_NEEDED", 2**60)

    with pytest.raises(Trouble, match=r"no room left in .*: \d+ MB are free, .* need about"):
        Servers(places_of(checkout)).begin()


def test_an_ephemeral_run_leaves_nothing(bare_environment):
    done = subprocess.run(
        [sys.executable, "-m", "config.embedded", "run", "--ephemeral", "--", "env"],
        cwd=ROOT,
        env=bare_environment,
        capture_output=True,
        text=True,
        check=True,
    )
    told = dict(line.split("=", 1) for line in done.stdout.splitlines() if "=" in line)
    base = told["EMBEDDED_BASE"]
    assert told["DATABASE_URL"] == f"postgresql://postgres@/endorsements?host={base}/run"
    assert told["REDIS_URL"] == f"unix://{base}/run/valkey.sock"
    assert not Path(base).exists()
