"""Imports that meet: in two threads, in two processes, and one that is killed."""

import os
import signal
import subprocess
import sys
import threading
import time
from contextlib import suppress

import pytest
from django.db import IntegrityError, connection, connections, transaction

from members import imports
from members import ledger as manual
from members.errors import NotNow
from members.models import Contribution, Import, ImportStatus, Member
from tests.attacks.workers import wait_until
from tests.factories.members import StaffFactory
from tests.members.events import event
from tests.members.feeding import apply, counted, ledger, line, table
from tests.members.feeds.frames import actblue, actblue_line

pytestmark = pytest.mark.django_db(transaction=True)
ROWS = 300
CONTENT = table(*(line(id=str(n), email=f"m{n % 200}@example.org") for n in range(ROWS)))


def run_in_threads(*jobs):
    def run(job):
        try:
            job()
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=[job]) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test_the_same_file_in_two_threads_counts_once():
    done = []

    run_in_threads(*[lambda: done.append(counted(apply(CONTENT)))] * 2)

    assert sorted(done) == [(0, 0, ROWS, 0), (ROWS, 0, 0, 0)]
    assert (Contribution.objects.count(), Member.objects.count()) == (ROWS, 200)


def test_webhooks_and_a_file_of_the_same_payments_count_once():
    numbers = [1001, 1002, 1003]
    events = [
        imports.take_in(source="actblue", file_name="webhook", content=event(lineitemId=number))
        for number in numbers
    ]
    file = actblue(*(actblue_line(lineitem=str(number)) for number in numbers))

    run_in_threads(
        lambda: apply(file, "actblue"),
        *[lambda one=one: imports.work_on(one.pk) for one in events],
    )
    # Who found another one writing leaves it to the next tick.
    for one in Import.objects.due():
        imports.work_on(one.pk)

    assert [row[4] for row in ledger()] == ["1001", "1002", "1003"]
    assert (Member.objects.count(), Import.objects.exclude(status="applied").count()) == (1, 0)


def test_two_files_that_bring_the_same_new_person_bring_one():
    files = [table(line(id=str(number), person="55")) for number in range(4)]

    run_in_threads(*[lambda file=file: apply(file) for file in files])

    assert Member.objects.get().contributions.count() == 4


def test_one_import_ordered_is_applied_by_one_of_two_workers():
    received = imports.receive(source="csv", file_name="a.csv", content=CONTENT, by=None)
    Import.objects.update(status=ImportStatus.ORDERED)

    run_in_threads(*[lambda: imports.work_on(received.pk)] * 2)

    received.refresh_from_db()
    assert (received.status, counted(received)) == ("applied", (ROWS, 0, 0, 0))
    assert Contribution.objects.count() == ROWS


def test_what_is_refunded_by_hand_meanwhile_is_not_reversed_too():
    applied = apply(table(line()))
    imports.recall(applied.pk, by=None)
    entry, staff = Contribution.objects.get(), StaffFactory()
    reversing = threading.Thread(target=lambda: (undo_quietly(applied.pk), connections.close_all()))

    with transaction.atomic():
        manual.undo(entry.pk, on=entry.received_on, by=staff)
        reversing.start()
        time.sleep(0.5)
    reversing.join()
    imports.work_on(applied.pk)

    assert [row[1:3] for row in ledger()] == [("dues", 120_00), ("refund", -120_00)]
    assert Import.objects.get().status == ImportStatus.UNDONE


def undo_quietly(import_id):
    # The worker's first try may be refused by the database; the beat asks again.
    with suppress(IntegrityError):
        imports.work_on(import_id)


def test_who_presses_a_button_while_a_worker_writes_is_told_so():
    received = imports.receive(source="csv", file_name="a.csv", content=CONTENT, by=None)
    Import.objects.update(status=ImportStatus.ORDERED)
    told = []

    def press():
        try:
            imports.order(received.pk, by=None)
        except NotNow as refusal:
            told.append(str(refusal))

    with transaction.atomic():
        imports.work_on(received.pk)
        run_in_threads(press)

    assert told == ["A worker is busy with this import just now."]


def start_command(path):
    database = connection.settings_dict
    # The process shall see the database of the tests.
    code = (
        "import django, sys; from django.conf import settings; "
        f"settings.DATABASES['default']['NAME'] = {database['NAME']!r}; django.setup(); "
        "from django.core.management import call_command; "
        f"call_command('import_contributions', {str(path)!r}, source='csv', apply=True)"
    )
    return subprocess.Popen(
        [sys.executable, "-c", code],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "config.settings"},
        text=True,
    )


def test_the_same_file_in_two_processes_counts_once(tmp_path):
    path = tmp_path / "file.csv"
    path.write_bytes(CONTENT)

    said = [one.communicate(timeout=60) for one in [start_command(path), start_command(path)]]

    news = sorted(out.splitlines()[0] for out, _ in said)
    assert news == ["new: 0", f"new: {ROWS}"], said
    assert (Contribution.objects.count(), Member.objects.count()) == (ROWS, 200)


def at_work():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pid FROM pg_stat_activity "
            "WHERE datname = current_database() AND application_name LIKE 'import %'"
        )
        return cursor.fetchone()


def test_a_process_killed_in_the_middle_has_done_nothing(tmp_path):
    path = tmp_path / "file.csv"
    path.write_bytes(table(*(line(id=str(n), email=f"m{n}@example.org") for n in range(20_000))))
    process = start_command(path)
    # The first batch is written by the time that it is told of.
    wait_until("it is in the middle", lambda: at_work() is not None)

    process.send_signal(signal.SIGKILL)
    process.communicate()

    wait_until("its session is gone", lambda: at_work() is None)
    assert (ledger(), Member.objects.count(), Import.objects.count()) == ([], 0, 0)
    assert counted(apply(table(line()))) == (1, 0, 0, 0)
