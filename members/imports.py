"""Files of outside systems: received, previewed, applied, undone.

An edge calls `receive`, `order` and `recall`; a worker does what is due (`work_on`). A preview
applies the file and rolls back, so that it cannot differ from what applying does. One import at a
time writes, so that no person of two files is made twice. All of an import is one transaction:
a worker that is killed has done nothing.
"""

import gzip
from collections.abc import Callable, Iterable, Iterator

from django.conf import settings
from django.db import connection, transaction
from django.db.models import QuerySet
from django.utils import timezone

from members import addresses, alerts, audit, bulk, comparison, progress, reversals
from members.booking import CHANGED, NEW, UNCHANGED, Booking
from members.errors import BadCell, NotNow, Unreadable
from members.feeds import READERS, Frame, Outcome
from members.feeds.rows import PERSON_ONLY, Foreign, Refusal, Row
from members.matching import People
from members.models import Import, ImportStatus, User

S = ImportStatus

MOVES = {
    S.RECEIVED: {S.PREVIEWED, S.UNREADABLE},
    S.PREVIEWED: {S.ORDERED},
    S.ORDERED: {S.APPLIED},
    S.APPLIED: {S.RECALLED},
    S.RECALLED: {S.UNDONE},
}
ROWS_PER_BATCH = 2000
LARGEST_FILE = 60 * 1024 * 1024
WRITTEN = ["status", "attempts", "counts", "refusals", "outcomes"]
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
    ordered.save(update_fields=["status", "attempts"])
    return ordered


@transaction.atomic
def recall(import_id: int, *, by: User) -> Import:
    """Have an applied import undone."""
    recalled = _lock_and_move(import_id, S.RECALLED)
    audit.record("import.recalled", by=by, of=recalled)
    recalled.save(update_fields=["status", "attempts"])
    return recalled


@transaction.atomic
def try_again(import_id: int, *, by: User) -> Import:
    """Have an import worked on that was given up."""
    one = _lock(import_id)
    if not one.is_given_up:
        raise NotNow("This import was not given up.")
    one.attempts = 0
    one.save(update_fields=["attempts"])
    audit.record("import.tried_again", by=by, of=one)
    return one


@transaction.atomic
def look_through(import_id: int, *, by: User) -> Import:
    """Somebody has looked at the refused lines of an import that came by itself."""
    one = _lock(import_id)
    if not one.needs_a_look:
        raise NotNow("There is nothing here that somebody would have to look through.")
    one.needs_a_look = False
    one.save(update_fields=["needs_a_look"])
    audit.record("import.looked_through", by=by, of=one, refused=one.counts.get(REFUSED, 0))
    return one


def work_on(import_id: int) -> None:
    """Do what is due; nothing, when another worker is at it or was quicker.

    Each attempt is counted before it begins, so that what kills its worker does not do so for ever.
    """
    steps: dict[str, Callable[[int], Import]] = {
        S.RECEIVED: preview,
        S.ORDERED: apply,
        S.RECALLED: undo,
    }
    if not _begin(import_id):
        return
    with transaction.atomic():
        if one := _free(Import.objects.filter(pk=import_id, status__in=steps)).first():
            done = steps[one.status](one.pk)
            if done.needs_a_look and done.status == S.APPLIED:
                alerts.tell_of_refusals(done)


@transaction.atomic
def _begin(import_id: int) -> bool:
    """Count an attempt; no, when nothing is due or somebody is writing."""
    one = _free(Import.objects.due().filter(pk=import_id)).only("attempts").first()
    if one is None or not _is_my_turn():
        return False
    one.attempts += 1
    one.save(update_fields=["attempts"])
    return True


def tell_of_those_given_up() -> None:
    """Once a day, as long as there are any."""
    if number := Import.objects.given_up().count():
        alerts.tell_of_imports_given_up(number)


def preview(import_id: int, listener: progress.Listener | None = None) -> Import:
    """Find out what applying would do: counts, refusals, and whose standing would change."""
    with transaction.atomic():
        previewed = _lock_and_move(import_id, S.PREVIEWED)
        try:
            _try(previewed, listener)
        except Unreadable as refusal:
            previewed.status, previewed.problem = S.UNREADABLE, str(refusal)[:500]
        previewed.save(update_fields=[*WRITTEN, "problem"])
    return previewed


def _try(previewed: Import, listener: progress.Listener | None) -> None:
    with transaction.atomic():
        _write(previewed, listener)
        transaction.set_rollback(True)


@transaction.atomic
def apply(import_id: int, listener: progress.Listener | None = None) -> Import:
    """Put the file onto the ledger, and people onto the rolls.

    What it did is counted anew: since the preview others may have applied the same lines.

    Raises:
        NotNow: the import was not ordered.
    """
    applied = _lock_and_move(import_id, S.APPLIED)
    _write(applied, listener)
    applied.settled_at = timezone.now()
    # Whoever ordered it has seen its preview.
    applied.needs_a_look = applied.by is None and applied.counts[REFUSED] > 0
    applied.save(update_fields=[*WRITTEN, "settled_at", "people", "needs_a_look"])
    audit.record("import.applied", by=None, of=applied, **applied.counts)
    return applied


@transaction.atomic
def apply_at_once(
    *, source: str, file_name: str, content: bytes, listener: progress.Listener | None = None
) -> Import:
    """Receive and apply a file in one go, as somebody on the server does.

    Raises:
        Unreadable: the file is not one of this source.
    """
    return apply(take_in(source=source, file_name=file_name, content=content).pk, listener)


def try_out(
    *, source: str, file_name: str, content: bytes, listener: progress.Listener | None = None
) -> Import:
    """What `apply_at_once` would do; nothing of it is stored."""
    with transaction.atomic():
        applied = apply_at_once(
            source=source, file_name=file_name, content=content, listener=listener
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
    one_at_a_time()
    reversed_count = reversals.reverse(undone)
    reversals.take_from_people(undone)
    undone.settled_at, undone.needs_a_look = timezone.now(), False
    undone.save(update_fields=["status", "attempts", "settled_at", "needs_a_look"])
    audit.record("import.undone", by=None, of=undone, reversed=reversed_count)
    return undone


def _lock_and_move(import_id: int, target: ImportStatus) -> Import:
    one = _lock(import_id)
    if target not in MOVES.get(ImportStatus(one.status), ()):
        raise NotNow(f"This import is {one.get_status_display()}.")
    one.status, one.attempts = target, 0
    return one


def _lock(import_id: int) -> Import:
    one = _free(Import.objects.filter(pk=import_id)).first()
    if one is None:
        raise NotNow("A worker is busy with this import just now.")
    return one


def _free(rows: QuerySet[Import]) -> QuerySet[Import]:
    """Not to wait: whoever has a row is writing for half a minute, and moves it."""
    return rows.select_for_update(no_key=True, skip_locked=True)


def one_at_a_time() -> None:
    """Wait for the import that is writing, and keep others waiting to the transaction's end."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [ONE_AT_A_TIME])


def _is_my_turn() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [ONE_AT_A_TIME])
        return bool(cursor.fetchone()[0])


def frame() -> Frame:
    return Frame(
        zone=timezone.get_default_timezone(),
        today=timezone.localdate(timezone=timezone.get_default_timezone()),
        kinds_of_pages={"*": "dues"} | settings.ACTBLUE_PAGES,
        recipients=frozenset(settings.ACTBLUE_RECIPIENTS),
    )


def _write(one: Import, listener: progress.Listener | None) -> None:
    """Read the file and write its rows; fills counts, refusals and outcomes of the import."""
    one_at_a_time()
    counts = dict.fromkeys([NEW, CHANGED, UNCHANGED, REFUSED, FOREIGN], 0)
    one.refusals, one.people = [], {"chapters": []}
    content, refunds = gzip.decompress(bytes(one.content)), list[Outcome]()
    told = progress.Teller(one.pk, progress.lines_in(content), listener)
    reading = READERS[one.source](content, frame())
    for batch in bulk.batches(_payments_first(reading, refunds), ROWS_PER_BATCH):
        _write_batch(one, batch, counts)
        told.reach(max(outcome.line for outcome in batch))
    told.reach(told.of)
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
