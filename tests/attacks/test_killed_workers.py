"""A real worker is killed in the middle of its work; another finishes it."""

from contextlib import contextmanager

import pytest
from django.db import connection

from endorsements import keys, log, tasks
from endorsements.models import (
    CastRecord,
    Envelope,
    InnerBallot,
    KeyName,
    LogEntry,
    Result,
    RoundStatus,
)
from tests.attacks.auditing import assert_verified
from tests.attacks.workers import wait_until, working
from tests.factories.endorsements import cast_all, close, fresh, open_round
from tests.tampering import run

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]

# Where a worker stops: before which row of which table. Its number is the lock it waits for.
IN_THE_MIX = (1001, "endorsements_logentry", "NEW.kind = 'mix'")
WITH_THE_KEY_GONE = (1002, "endorsements_keyevent", "NEW.event = 'destroyed'")
IN_THE_COUNT = (1003, "endorsements_result", "true")
STOPS = (IN_THE_MIX, WITH_THE_KEY_GONE, IN_THE_COUNT)


@pytest.fixture
def stops():
    """Triggers that make a worker wait for a lock which somebody else holds."""
    side = connection.Database.connect(**connection.get_connection_params())
    side.autocommit = True
    cursor = side.cursor()
    for number, table, condition in STOPS:
        cursor.execute("SELECT pg_advisory_lock(%s)", [number])
        run(
            f"CREATE FUNCTION stop_{number}() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$BEGIN PERFORM pg_advisory_xact_lock({number}); RETURN NEW; END$$"
        )
        run(
            f"CREATE TRIGGER stop_{number} BEFORE INSERT ON {table} "
            f"FOR EACH ROW WHEN ({condition}) EXECUTE FUNCTION stop_{number}()"
        )
    yield lambda number: cursor.execute("SELECT pg_advisory_unlock(%s)", [number])
    side.close()
    for number, _, _ in STOPS:
        run(f"DROP FUNCTION stop_{number} CASCADE")


def has_written(number, table):
    """Whether a session that waits at a stop has written to a table without committing."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_locks waits JOIN pg_locks writes USING (pid) "
            "WHERE waits.locktype = 'advisory' AND NOT waits.granted AND waits.objid = %s "
            "AND writes.relation = %s::regclass AND writes.mode = 'RowExclusiveLock'",
            [number, table],
        )
        return cursor.fetchone()[0] == 1


@contextmanager
def killed_at(stop, table, release):
    """A worker that did what is due until it came to the stop; then nobody is left."""
    tasks.reconcile()
    with working() as worker:
        wait_until(f"the worker stops at {stop[1]}", lambda: has_written(stop[0], table))
        yield
        worker.kill()
    release(stop[0])
    wait_until("its session is gone", lambda: not others_at_work())


def others_at_work():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() "
            "AND application_name = 'endorsements-worker'"
        )
        return cursor.fetchone()[0]


def kinds(voting_round):
    return list(
        LogEntry.objects.filter(round=voting_round).in_order().values_list("kind", flat=True)
    )


def test_a_round_outlives_three_workers_killed_in_the_middle(stops, valkey, tmp_path):
    voting_round = open_round(4)
    receipts = cast_all(voting_round, ["ash", "ash", "ash", "birch"])
    close(voting_round)

    with killed_at(IN_THE_MIX, "endorsements_innerballot", stops):
        pass
    assert fresh(voting_round).status == RoundStatus.CLOSED
    assert Envelope.objects.count() == 4
    assert not InnerBallot.objects.exists()
    assert keys.is_in_custody(voting_round.pk, KeyName.MIX)

    with killed_at(WITH_THE_KEY_GONE, "endorsements_keyevent", stops):
        assert not keys.is_in_custody(voting_round.pk, KeyName.MIX)
    assert fresh(voting_round).status == RoundStatus.MIXED
    assert "destroy" not in kinds(voting_round)
    assert InnerBallot.objects.count() == 4
    assert not Envelope.objects.exists()

    with killed_at(IN_THE_COUNT, "endorsements_castrecord", stops):
        pass
    assert fresh(voting_round).status == RoundStatus.MIXED
    assert not CastRecord.objects.exists()

    tasks.reconcile()
    with working():
        wait_until(
            "the round is certified",
            lambda: (
                fresh(voting_round).status == RoundStatus.CERTIFIED
                and log._last_line(log._checkpoint_file(voting_round.pk))["seq"] == 10
            ),
        )

    assert sorted(kinds(voting_round)) == sorted(
        ["genesis", *["cast"] * 4, "close", "mix", "tally", "destroy", "destroy", "certify"]
    )
    assert_verified(fresh(voting_round), tmp_path)
    assert Result.objects.get().numbers["tallies"]["ash"] == 3
    assert sorted(CastRecord.objects.values_list("code", flat=True)) == sorted(
        receipt.codes["governor"] for receipt in receipts
    )
    assert not keys.is_in_custody(voting_round.pk, KeyName.TALLY)
