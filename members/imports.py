"""Files of outside systems: received, previewed, applied, undone.

An edge calls `receive`, `order` and `recall`; a worker does what is due (`work_on`). A preview
applies the file and rolls back, so that it cannot differ from what applying does. One import at a
time writes, so that no person of two files is made twice. All of an import is one transaction:
a worker that is killed has done nothing.
"""

import gzip
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any, TypeVar

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from members import addresses, audit, bulk, comparison
from members.booking import CHANGED, NEW, UNCHANGED, Booking
from members.errors import BadCell, NotNow, Unreadable
from members.feeds import READERS, Frame, Outcome
from members.feeds.rows import PERSON_ONLY, Foreign, Refusal, Row
from members.matching import People
from members.models import (
    Contribution,
    ContributionKind,
    Import,
    ImportStatus,
    Member,
    MemberAddress,
    SourcePerson,
    User,
)

T = TypeVar("T")
S = ImportStatus
Progress = Callable[[int], None]

MOVES = {
    S.RECEIVED: {S.PREVIEWED, S.UNREADABLE},
    S.PREVIEWED: {S.ORDERED},
    S.ORDERED: {S.APPLIED},
    S.APPLIED: {S.RECALLED},
    S.RECALLED: {S.UNDONE},
}
ROWS_PER_BATCH = 2000
LARGEST_FILE = 60 * 1024 * 1024
# What a reversal bears as the entry that it takes back.
MIRRORED = ["member_id", "received_on", "source", "series"]
REFUSED, FOREIGN = "refused", "foreign"
ONE_AT_A_TIME = 4_1017  # the number of the lock, known to nobody else


def receive(*, source: str, file_name: str, content: bytes, by: User | None) -> Import:
    """Keep a file as it came, to be previewed.

    Raises:
        Unreadable: it is too large to be one of these files.
    """
    if len(content) > LARGEST_FILE:
        raise Unreadable(f"The file is larger than {LARGEST_FILE // 1024**2} MB.")
    with transaction.atomic():
        received = Import.objects.create(
            source=source, file_name=file_name[-200:], content=gzip.compress(content), by=by
        )
        audit.record("import.received", by=by, of=received, bytes=len(content))
    return received


@transaction.atomic
def take_in(*, source: str, file_name: str, content: bytes) -> Import:
    """Keep what a system sends by itself, to be applied without a preview."""
    received = receive(source=source, file_name=file_name, content=content, by=None)
    received.status = S.ORDERED
    received.save(update_fields=["status"])
    return received


@transaction.atomic
def order(import_id: int, *, by: User) -> Import:
    """Have a previewed import applied."""
    ordered = _lock_and_move(import_id, S.ORDERED)
    audit.record("import.ordered", by=by, of=ordered, **ordered.counts)
    ordered.save(update_fields=["status"])
    return ordered


@transaction.atomic
def recall(import_id: int, *, by: User) -> Import:
    """Have an applied import undone."""
    recalled = _lock_and_move(import_id, S.RECALLED)
    audit.record("import.recalled", by=by, of=recalled)
    recalled.save(update_fields=["status"])
    return recalled


@transaction.atomic
def work_on(import_id: int) -> None:
    """Do what is due; nothing, when another worker is at it or was quicker."""
    steps: dict[str, Callable[[int], Import]] = {
        S.RECEIVED: preview,
        S.ORDERED: apply,
        S.RECALLED: undo,
    }
    found = (
        Import.objects.due().filter(pk=import_id).select_for_update(no_key=True, skip_locked=True)
    )
    if one := found.first():
        steps[one.status](one.pk)


def preview(import_id: int, progress: Progress | None = None) -> Import:
    """Find out what applying would do: counts, refusals, and whose standing would change."""
    with transaction.atomic():
        previewed = _lock_and_move(import_id, S.PREVIEWED)
        try:
            _try(previewed, progress)
        except Unreadable as refusal:
            previewed.status, previewed.problem = S.UNREADABLE, str(refusal)[:500]
        previewed.save(update_fields=["status", "problem", "counts", "refusals", "outcomes"])
    return previewed


def _try(previewed: Import, progress: Progress | None) -> None:
    with transaction.atomic():
        _write(previewed, progress)
        transaction.set_rollback(True)


@transaction.atomic
def apply(import_id: int, progress: Progress | None = None) -> Import:
    """Put the file onto the ledger, and people onto the rolls.

    What it did is counted anew: since the preview others may have applied the same lines.

    Raises:
        NotNow: the import was not ordered.
    """
    applied = _lock_and_move(import_id, S.APPLIED)
    _write(applied, progress)
    applied.settled_at = timezone.now()
    applied.save()
    audit.record("import.applied", by=None, of=applied, **applied.counts)
    return applied


@transaction.atomic
def apply_at_once(
    *, source: str, file_name: str, content: bytes, progress: Progress | None = None
) -> Import:
    """Receive and apply a file in one go, as somebody on the server does.

    Raises:
        Unreadable: the file is not one of this source.
    """
    return apply(take_in(source=source, file_name=file_name, content=content).pk, progress)


def try_out(
    *, source: str, file_name: str, content: bytes, progress: Progress | None = None
) -> Import:
    """What `apply_at_once` would do; nothing of it is stored."""
    with transaction.atomic():
        applied = apply_at_once(
            source=source, file_name=file_name, content=content, progress=progress
        )
        transaction.set_rollback(True)
    return applied


@transaction.atomic
def undo(import_id: int) -> Import:
    """Take an import off the ledger again, and free the source's ids.

    A payment that was refunded since from elsewhere stays: it and the refund cancel out, and the
    refund is not forgotten. Addresses, numbers and chapters that the import gave to members who
    were here before are taken from them; members whom it brought leave the rolls, unless
    something of them must be kept.

    Raises:
        NotNow: nobody recalled the import.
    """
    undone = _lock_and_move(import_id, S.UNDONE)
    _one_at_a_time()
    reversed_count = _reverse(undone)
    _take_from_people(undone)
    undone.settled_at = timezone.now()
    undone.save(update_fields=["status", "settled_at"])
    audit.record("import.undone", by=None, of=undone, reversed=reversed_count)
    return undone


def _lock_and_move(import_id: int, target: ImportStatus) -> Import:
    # Not to wait: whoever has the row is writing for half a minute, and moves it.
    free = Import.objects.select_for_update(no_key=True, skip_locked=True)
    one = free.filter(pk=import_id).first()
    if one is None:
        raise NotNow("A worker is busy with this import just now.")
    if target not in MOVES.get(ImportStatus(one.status), ()):
        raise NotNow(f"This import is {one.get_status_display()}.")
    one.status = target
    return one


def _one_at_a_time() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [ONE_AT_A_TIME])


def frame() -> Frame:
    return Frame(
        zone=timezone.get_default_timezone(),
        today=timezone.localdate(timezone=timezone.get_default_timezone()),
        kinds_of_pages={"*": "dues"} | settings.ACTBLUE_PAGES,
        recipients=frozenset(settings.ACTBLUE_RECIPIENTS),
    )


def _write(one: Import, progress: Progress | None) -> None:
    """Read the file and write its rows; fills counts, refusals and outcomes of the import."""
    _one_at_a_time()
    counts = dict.fromkeys([NEW, CHANGED, UNCHANGED, REFUSED, FOREIGN], 0)
    one.refusals, one.people = [], {"chapters": []}
    reading = READERS[one.source](gzip.decompress(bytes(one.content)), frame())
    done, refunds = 0, list[Outcome]()
    for batch in _batches(_payments_first(reading, refunds), ROWS_PER_BATCH):
        _write_batch(one, batch, counts)
        done += len(batch)
        if progress:
            progress(done)
    one.refusals.sort()
    numbers, one.outcomes = comparison.outcomes(one, frame().today)
    one.counts = counts | numbers


def _payments_first(reading: Iterable[Outcome], refunds: list[Outcome]) -> Iterator[Outcome]:
    """The rows, and after them those that refund another row: it may stand below them."""
    for outcome in reading:
        if isinstance(outcome, Row) and outcome.refund_of:
            refunds.append(outcome)
        else:
            yield outcome
    yield from refunds


def _write_batch(one: Import, batch: list[Outcome], counts: dict[str, int]) -> None:
    rows = [outcome for outcome in batch if isinstance(outcome, Row)]
    people, booking = People(one, rows), Booking(one, rows)
    for outcome in batch:
        if isinstance(outcome, Foreign):
            counts[FOREIGN] += 1
            continue
        if isinstance(outcome, Row):
            try:
                counts[_write_row(outcome, people, booking)] += 1
                continue
            except BadCell as refusal:
                outcome = Refusal(outcome.line, str(refusal))
        counts[REFUSED] += 1
        one.refusals.append([outcome.line, outcome.reason])
    people.save()
    booking.save()
    addresses.announce_all(people.added_addresses, {})
    one.people["chapters"] += people.chapters_of_old_members()


def _write_row(row: Row, people: People, booking: Booking) -> str:
    if row.kind == PERSON_ONLY:
        known, has_more = people.find(row)
        if known.is_new and has_more:
            return NEW
        return CHANGED if has_more else UNCHANGED
    booking.check(row)
    if row.refund_of or booking.has(row):
        return booking.book(row, None)
    return booking.book(row, people.find(row)[0])


def _batches(things: Iterable[T], size: int) -> Iterator[list[T]]:
    iterator = iter(things)
    while batch := list(islice(iterator, size)):
        yield batch


def _reverse(undone: Import) -> int:
    """Write the reversals; says how many."""
    mine = Contribution.objects.filter(came_with=undone).not_reversed()
    refunds = Contribution.objects.filter(kind=ContributionKind.REFUND).not_reversed()
    count = 0
    # Refunds first: the database lets nothing be reversed that is still refunded.
    for of_kind in (mine.filter(kind=ContributionKind.REFUND), mine):
        free = of_kind.exclude(Exists(refunds.filter(undoes=OuterRef("pk")))).order_by("pk")
        # Locked as `ledger.undo` locks them: nobody refunds by hand what is being reversed.
        locked = free.select_for_update(no_key=True).values_list("pk", "amount_cents", *MIRRORED)
        rows = locked.iterator(chunk_size=ROWS_PER_BATCH)
        for batch in _batches(rows, ROWS_PER_BATCH):
            _write_reversals(batch, undone)
            count += len(batch)
    return count


def _write_reversals(entries: list[tuple[Any, ...]], undone: Import) -> None:
    bulk.insert_with_defaults(
        Contribution,
        ["undoes_id", "amount_cents", *MIRRORED, "kind", "came_with_id"],
        (
            (pk, -cents, *mirrored, ContributionKind.REVERSAL, undone.pk)
            for pk, cents, *mirrored in entries
        ),
    )


def _take_from_people(undone: Import) -> None:
    through = Member.chapters.through.objects
    for member_id, chapter_id in undone.people.get("chapters", []):
        through.filter(member_id=member_id, chapter_id=chapter_id).delete()
    _drop_members(undone)
    SourcePerson.objects.filter(came_with=undone).exclude(member__came_with=undone).delete()
    added = MemberAddress.objects.filter(came_with=undone).exclude(member__came_with=undone)
    removed: dict[int, list[str]] = {}
    for address in added:
        removed.setdefault(address.member_id, []).append(address.email)
    added.delete()
    addresses.announce_all({}, removed)


def _drop_members(undone: Import) -> None:
    """Members who came with it and of whom nothing else is known: no entry, not even a reversed
    one, no address or number from elsewhere, and no duplicate."""
    by_others = {"member": OuterRef("pk")}
    elsewhere = [
        Exists(MemberAddress.objects.filter(**by_others).exclude(came_with=undone)),
        Exists(SourcePerson.objects.filter(**by_others).exclude(came_with=undone)),
    ]
    Member.objects.filter(
        ~elsewhere[0],
        ~elsewhere[1],
        came_with=undone,
        contributions__isnull=True,
        duplicates__isnull=True,
    ).delete()
