"""What `bench.imports` runs beside its servers: a file read, previewed, applied, fed again, undone.

The file is one of ActBlue with all of its columns, one payment a line. Of two lines one is of
somebody who is on the rolls, the other of somebody new. Beside it as many bare rows of the ledger
are written by COPY, which is the least that applying could take.
"""

import argparse
import sys
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import partial
from io import StringIO

from django.core.management import call_command
from django.db import connection, transaction

from bench.measured.columns import ACTBLUE
from bench.measured.measuring import Clock, Measured, in_child
from members import imports
from members.feeds import READERS
from members.models import Contribution, Import, Member, MemberAddress, User

ROWS, MEMBERS = 50_000, 50_000
SOURCE, LONG_AGO, DAYS = "actblue", date(2024, 1, 1), 300
BARE_COPY = "bare COPY"
COPY = (
    "COPY members_contribution (member_id, kind, amount_cents, received_on, source, external_id, "
    "series, edition, recorded_at) FROM STDIN"
)


def main(words: Sequence[str]) -> int:
    parser = argparse.ArgumentParser("python -m bench.imports", description=__doc__)
    parser.add_argument("rows", nargs="?", type=int, default=ROWS)
    parser.add_argument("members", nargs="?", type=int, default=MEMBERS, help="here before")
    chosen = parser.parse_args(words)
    call_command("migrate", verbosity=0)
    in_child(partial(_enrol, chosen.members))
    content = "".join(_lines(chosen.rows, chosen.members)).encode()
    megabytes = len(content) / 1024**2
    print(f"{chosen.rows:,} rows, {megabytes:.0f} MB; {chosen.members:,} members before\n")
    bare = in_child(partial(_copy, chosen.rows))
    _print(BARE_COPY, bare, bare)
    for name, act in ACTS.items():
        _print(name, in_child(partial(act, content)), bare)
    return 0


def _print(name: str, measured: Measured, bare: Measured) -> None:
    [seconds], [least] = measured.seconds.values(), bare.seconds.values()
    print(
        f"{name:14} {seconds:7.1f} s  {seconds / least:6.1f} x COPY  peak {measured.peak:6.0f} MB"
        f"  {measured.found or ''}",
        flush=True,
    )


def _enrol(members: int, _: Clock) -> None:
    """People who paid once, years ago."""
    people = Member.objects.bulk_create(
        Member(name=f"Ada Lovelace{number}", joined_on=LONG_AGO) for number in range(members)
    )
    MemberAddress.objects.bulk_create(
        MemberAddress(member=member, email=f"m{number}@example.org")
        for number, member in enumerate(people)
    )
    Contribution.objects.bulk_create(
        Contribution(member=member, kind="dues", amount_cents=12_00, received_on=LONG_AGO)
        for member in people
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _lines(rows: int, members: int) -> Iterator[str]:
    yield ",".join(ACTBLUE) + "\r\n"
    today = imports.frame().today
    for number in range(rows):
        person = f"m{number // 2 % members}" if number % 2 and members else f"new{number}"
        cells = {
            "Receipt ID": f"AB{number}",
            "Date": f"{today - timedelta(days=number % DAYS)} 12:34:56",
            "Amount": "120.00" if number % 3 else "10.00",
            "Recurring Total Months": "" if number % 3 else "12",
            "Recipient": "Progressive Examples",
            "Fundraising Page": "join",
            "Donor First Name": "Ada",
            "Donor Last Name": f"Lovelace{number}",
            "Donor Addr1": f"{number} Main Street",
            "Donor City": "Natick",
            "Donor Email": f"{person}@example.org",
            "Lineitem ID": str(10_000_000 + number),
        }
        yield ",".join(cells.get(name, "") for name in ACTBLUE) + "\r\n"


def _copy(rows: int, clock: Clock) -> None:
    with transaction.atomic():
        member = Member.objects.create(name="Nobody", joined_on=LONG_AGO).pk
        lines = StringIO(
            "".join(
                f"{member}\tdues\t1200\t{LONG_AGO}\tbare\t{number}\t\t1\t{LONG_AGO}\n"
                for number in range(rows)
            )
        )
        with connection.cursor() as cursor:
            clock.time(BARE_COPY, lambda: cursor.cursor.copy_expert(COPY, lines))
        transaction.set_rollback(True)


def _read(content: bytes, clock: Clock) -> str:
    reading = READERS[SOURCE](content, imports.frame())
    return f"{clock.time('reading', lambda: sum(1 for _ in reading)):,} rows"


def _preview(content: bytes, clock: Clock) -> str:
    received = imports.receive(source=SOURCE, file_name="bench.csv", content=content, by=None)
    return _told(clock.time("preview", lambda: imports.preview(received.pk)))


def _apply(content: bytes, clock: Clock) -> str:
    return _told(
        clock.time(
            "apply",
            lambda: imports.apply_at_once(source=SOURCE, file_name="bench.csv", content=content),
        )
    )


def _undo(_: bytes, clock: Clock) -> str:
    applied = Import.objects.filter(status="applied").earliest("pk")
    imports.recall(applied.pk, by=User.objects.get_or_create(email="benchmark@example.org")[0])
    clock.time("undo", lambda: imports.undo(applied.pk))
    return f"{Contribution.objects.filter(kind='reversal').count():,} reversals"


def _told(one: Import) -> str:
    return ", ".join(f"{count:,} {name}" for name, count in one.counts.items() if count)


ACTS = {
    "reading": _read,
    "preview": _preview,
    "apply": _apply,
    "second apply": _apply,
    "undo": _undo,
}

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
