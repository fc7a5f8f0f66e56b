"""The records whose column is scanned, grouped and counted."""

import io
from itertools import islice
from random import Random

from django.db import connection, transaction

from bench.measured.selections import KINDS
from endorsements.models import CastRecord
from endorsements.models.results import CastRecordQuerySet

ROWS_IN_A_PIECE = 20_000
CONTEST = 1
SCAN = "SELECT sum(length(selection)) FROM endorsements_castrecord WHERE contest_id = %s"
READ = "SELECT selection FROM endorsements_castrecord WHERE contest_id = %s"
COPY = "COPY endorsements_castrecord (contest_id, code, selection) FROM STDIN"


def fill(_: object, *, kind: str, number: int, candidates: int) -> None:
    """Put so many ballots of a kind into the table, in place of those that were there."""
    made = KINDS[kind](Random(f"{kind} {candidates}"), candidates)
    clear()
    with connection.cursor() as cursor:
        # No trigger and no foreign key: there is no round around these records.
        cursor.execute("SET session_replication_role = replica")
        for first in range(0, number, ROWS_IN_A_PIECE):
            texts = enumerate(islice(made, min(ROWS_IN_A_PIECE, number - first)), first)
            rows = (f"{CONTEST}\tC{place:011d}\t{text}\n" for place, text in texts)
            cursor.cursor.copy_expert(COPY, io.StringIO("".join(rows)))
        cursor.execute("SET session_replication_role = DEFAULT")
        cursor.execute("VACUUM ANALYZE endorsements_castrecord")


def clear() -> None:
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE endorsements_castrecord")


def records() -> CastRecordQuerySet:
    return CastRecord.objects.filter(contest_id=CONTEST)


def scan() -> int:
    """Read the column once inside the database: the limit for everything that counts it."""
    with connection.cursor() as cursor:
        cursor.execute(SCAN, [CONTEST])
        return cursor.fetchone()[0]


def read() -> int:
    """Bring the column into Python, text by text, and do nothing with it."""
    with transaction.atomic(), connection.chunked_cursor() as cursor:
        cursor.execute(READ, [CONTEST])
        return sum(len(rows) for rows in iter(lambda: cursor.fetchmany(ROWS_IN_A_PIECE), []))
