"""A real worker is killed in the middle of an import; another one finishes it."""

import pytest
from django.db import connection

from members import imports, progress, tasks
from members.models import Import, Member
from tests.attacks.workers import wait_until, working
from tests.members.feeding import ledger, line, table
from tests.tampering import run

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
ROWS = 2500
CONTENT = table(*(line(id=str(n), email=f"m{n}@example.org") for n in range(ROWS)))
# Where the worker stops: in the second batch, the first one being written.
STOP = 1101
LAST_ONE = f"NEW.external_id = '{ROWS - 1}'"


@pytest.fixture
def release():
    """A worker that comes to the stop waits for a lock which is held here, until released."""
    side = connection.Database.connect(**connection.get_connection_params())
    side.autocommit = True
    cursor = side.cursor()
    cursor.execute("SELECT pg_advisory_lock(%s)", [STOP])
    run(
        "CREATE FUNCTION stop_import() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$BEGIN PERFORM pg_advisory_xact_lock({STOP}); RETURN NEW; END$$"
    )
    run(
        "CREATE TRIGGER stop_import BEFORE INSERT ON members_contribution "
        f"FOR EACH ROW WHEN ({LAST_ONE}) EXECUTE FUNCTION stop_import()"
    )
    yield lambda: cursor.execute("SELECT pg_advisory_unlock(%s)", [STOP])
    side.close()
    run("DROP FUNCTION stop_import CASCADE")


def waits() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_locks "
            "WHERE locktype = 'advisory' AND NOT granted AND objid = %s",
            [STOP],
        )
        return cursor.fetchone()[0] == 1


def status() -> str:
    return Import.objects.values_list("status", flat=True).get()


def kill_in_the_middle(import_id: int) -> progress.Reached | None:
    """How far the worker was by then."""
    with working() as worker:
        wait_until("the worker stops in the middle", waits)
        reached = progress.of_import(import_id)
        worker.kill()
        wait_until("its session is gone", lambda: progress.of_import(import_id) is None)
    return reached


def test_a_worker_killed_in_the_middle_leaves_nothing_and_another_finishes(valkey, release):
    one = imports.take_in(source="csv", file_name="a.csv", content=CONTENT)
    tasks.work_on_imports()

    assert kill_in_the_middle(one.pk) == progress.Reached(2001, ROWS + 2)
    assert (ledger(), Member.objects.count(), status()) == ([], 0, "ordered")

    release()
    with working():
        tasks.work_on_imports()
        wait_until("another one has applied it", lambda: status() == "applied")
    assert (len(ledger()), Member.objects.count()) == (ROWS, ROWS)
    assert progress.of_import(one.pk) is None
