"""What `bench.mails` runs beside its servers: "voting is open" to very many members.

The copies are queued; a worker hands them to a mail server on loopback, which only counts, and is
killed after two fifths of them; another one resumes. The pace is not limited.
"""

import argparse
import multiprocessing
import os
import signal
import sys
import time
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from functools import partial
from multiprocessing.connection import Connection
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections
from django.utils import timezone

from bench.measured.measuring import Clock, in_child
from endorsements.mailings import queuing, sending
from endorsements.models import Delivery, Mailing, MailingKind, Round
from tests.smtp_sink import Sink

MEMBERS = 100_000
QUEUED, SENT = "queued", "handed over by the second worker"
_PEOPLE = """
    INSERT INTO members_member (id, name, town, joined_on, is_demo)
    SELECT n, 'Member ' || n, '', '2020-01-01', FALSE FROM generate_series(1, %(members)s) n"""
_ADDRESSES = """
    INSERT INTO members_memberaddress (member_id, email)
    SELECT n, 'member' || n || '@example.org' FROM generate_series(1, %(members)s) n"""
_ROLL = """
    INSERT INTO endorsements_rollentry
        (round_id, member_id, slot, style, channel, is_voided, reason, grounds)
    SELECT %(round)s, n, substring(sha256(uuid_send(gen_random_uuid())) FROM 1 FOR 16),
        'S1', 'none', FALSE, '', 'covered dues 12000 2026-03-03 2027-03-03'
    FROM generate_series(1, %(members)s) n"""
_OPEN = """
    UPDATE endorsements_round SET status = 'open', definition = '{}', definition_hash = '',
        pad_to = 1, roll_root = '', roll_count = %(members)s, signing_key = '',
        mix_key = '', tally_key = ''
    WHERE id = %(round)s"""


def main(words: Sequence[str]) -> int:
    parser = argparse.ArgumentParser("python -m bench.mails", description=__doc__)
    parser.add_argument("members", nargs="?", type=int, default=MEMBERS, help="on the roll")
    members = parser.parse_args(words).members
    call_command("migrate", verbosity=0)
    mailing_id = in_child(partial(_prepare, members)).found
    queued = in_child(partial(_queue, mailing_id))
    ours, theirs = multiprocessing.Pipe()
    sink = multiprocessing.Process(target=_count_mails, args=(theirs,), daemon=True)
    sink.start()
    port = ours.recv()
    killed_at, seconds = _send_and_be_killed(port, members * 2 // 5)
    sent = in_child(partial(_send, port))
    ours.send("how many?")
    taken, readers = ours.recv()
    print(f"{members:,} copies queued in {queued.seconds[QUEUED]:.1f} s, {queued.peak:.0f} MB more")
    print(f"the first worker was killed after {killed_at:,} copies, {seconds:.1f} s")
    rest, rate = sent.seconds[SENT], sent.found / sent.seconds[SENT]
    print(f"the second sent {sent.found:,} in {rest:.1f} s, {rate:.0f}/s, {sent.peak:.0f} MB more")
    print(f"the mail server took {taken:,} mails for {readers:,} readers")
    return 0 if readers == members and taken <= members + 1 else 1


def _prepare(members: int, _: Clock) -> int:
    """An open round with a roll, everybody with an address, and its first mail."""
    now = datetime.now(UTC)
    times = {"opens_at": now - timedelta(hours=1), "closes_at": now + timedelta(days=1)}
    voting_round = Round.objects.create(
        title="Benchmark", slug="benchmark", record_date=now.date(), **times
    )
    values: dict[str, Any] = {"members": members, "round": voting_round.pk}
    with connection.cursor() as cursor:
        # Loading is not what is measured: no trigger and no foreign key while it lasts.
        cursor.execute("SET session_replication_role = replica")
        for statement in (_PEOPLE, _ADDRESSES, _ROLL, _OPEN):
            cursor.execute(statement, values)
        cursor.execute("SET session_replication_role = DEFAULT")
        cursor.execute("VACUUM ANALYZE")
    # What nobody has found good waits.
    read = {"read_by": "the benchmark", "read_at": now, "read_digest": "0" * 64}
    return Mailing.objects.create(round=voting_round, kind=MailingKind.OPENS, **read).pk


def _queue(mailing_id: int, clock: Clock) -> None:
    now = timezone.now()
    [mailing] = queuing.begin_due(Mailing.objects.get(pk=mailing_id).round, now)
    clock.time(QUEUED, lambda: queuing.queue(mailing, now))


def _send_and_be_killed(port: int, after: int) -> tuple[int, float]:
    connections.close_all()
    began = time.monotonic()
    if (worker := os.fork()) == 0:
        _hand_over_all(port)
        os._exit(0)
    while (sent := _sent()) < after:
        time.sleep(0.2)
    os.kill(worker, signal.SIGKILL)
    os.waitpid(worker, 0)
    return sent, time.monotonic() - began


def _send(port: int, clock: Clock) -> int:
    before = _sent()
    clock.time(SENT, lambda: _hand_over_all(port))
    return _sent() - before


def _sent() -> int:
    return Delivery.objects.exclude(sent_at=None).count()


def _hand_over_all(port: int) -> None:
    """Run after run; where the lock of the dead is still held, ask again."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    settings.MAILS_PER_MINUTE = 10**7
    while Delivery.objects.queued().exists():
        sending.hand_over(timezone.now())


def _count_mails(pipe: Connection) -> None:
    with Sink(keeps_texts=False).running() as sink:
        pipe.send(sink.port)
        pipe.recv()
        pipe.send((sum(sink.taken.values()), len(sink.taken)))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
