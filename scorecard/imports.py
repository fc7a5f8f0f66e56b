"""A workbook from upload to what is stored: kept, read, applied, undone. Each step may run twice.

What a preview shows is what applying does, rolled back; so it cannot promise anything else.
"""

from collections.abc import Callable
from dataclasses import asdict
from hashlib import sha256
from typing import Any

from django.db import transaction
from django.utils import timezone

from members import audit
from members.models import User
from scorecard.errors import NotNow, ScorecardError, Unreadable
from scorecard.models import ImportStatus, Session, TopicName, WorkbookImport
from scorecard.picture import Picture, changes, picture_of
from scorecard.reconciliation import findings_of, questions
from scorecard.storing import store
from scorecard.workbook import Oddity, Workbook, disagreements, open_file, read
from scorecard.workbook.people import Finding, listed_twice, spelled_otherwise

SHOWN_CHANGES = 400
MAY_BE_APPLIED = {ImportStatus.RECEIVED, ImportStatus.READY, ImportStatus.UNDONE}
NOT_APPLIED = {
    ImportStatus.APPLIED: "This workbook is applied already.",
    ImportStatus.UNREADABLE: "This workbook could not be read: there is nothing to apply.",
}


@transaction.atomic
def receive(session: Session, *, file_name: str, content: bytes, by: User | None) -> WorkbookImport:
    """Keep a file as it came; a file that is there already, unread, is not kept twice."""
    digest = sha256(content).hexdigest()
    waiting = WorkbookImport.objects.filter(
        session=session, digest=digest, status__in=[ImportStatus.RECEIVED, ImportStatus.READY]
    ).first()
    if waiting:
        return waiting
    kept = WorkbookImport.objects.create(
        session=session, file_name=file_name[-200:], content=content, digest=digest, by=by
    )
    audit.record("scorecard.workbook_received", by=by, of=kept, session=session.first_year)
    return kept


def preview(import_id: int) -> dict[str, Any]:
    """Read the file and say what applying it would change; nothing of the session is written.

    The report is kept with the import: `oddities`, `questions` and `changes` (items, people,
    bills) as lists of plain values, `counts` of each. A file that cannot be read is marked so.

    Raises:
        NotNow: the import is applied already.
    """
    with transaction.atomic():
        one = _locked(import_id)
        if one.status == ImportStatus.APPLIED:
            raise NotNow("This workbook is applied.")
        try:
            report = _rolled_back(lambda: _apply(one))
        except ScorecardError as refusal:
            unreadable = isinstance(refusal, Unreadable)
            one.status = ImportStatus.UNREADABLE if unreadable else ImportStatus.READY
            one.report = {"refusal": str(refusal)}
        else:
            one.report = report
            one.status = ImportStatus.READY
        one.save(update_fields=["status", "report"])
        return one.report


@transaction.atomic
def apply(import_id: int, *, by: User | None) -> dict[str, Any]:
    """Make the session say what the file says.

    Raises:
        NotNow: the import is applied already.
        Unreadable, CannotBeApplied: as the report of `preview` says.
    """
    one = _locked(import_id)
    if one.status not in MAY_BE_APPLIED:
        raise NotNow(NOT_APPLIED[ImportStatus(one.status)])
    one.report = _apply(one)
    one.status, one.applied_at = ImportStatus.APPLIED, timezone.now()
    one.save(update_fields=["status", "report", "applied_at"])
    audit.record("scorecard.workbook_applied", by=by, of=one, counts=one.report["counts"])
    return one.report


@transaction.atomic
def undo(import_id: int, *, by: User | None) -> None:
    """Take back the import that was applied last: the one before it is applied anew.

    Without one before it, the session is empty again; legislators stay.

    Raises:
        NotNow: it is not applied, or others were applied after it.
    """
    one = _locked(import_id)
    applied = list(WorkbookImport.objects.filter(session=one.session).applied_last_first()[:2])
    if not applied or applied[0] != one:
        raise NotNow("Only the workbook that was applied last can be taken back.")
    one.status = ImportStatus.UNDONE
    one.save(update_fields=["status"])
    if applied[1:]:
        _apply(applied[1])
    else:
        _empty(one.session)
    audit.record("scorecard.workbook_undone", by=by, of=one)


def apply_again(session: Session) -> None:
    """Apply what was applied last once more, after an answer about its people has changed.

    The caller holds the transaction. Nothing happens where nothing was applied.
    """
    Session.objects.select_for_update().get(pk=session.pk)
    last = WorkbookImport.objects.filter(session=session).applied_last_first().first()
    if last:
        last.report = _apply(last)
        last.save(update_fields=["report"])


def _locked(import_id: int) -> WorkbookImport:
    """The import, with its session held: of one session one workbook is applied at a time."""
    session = WorkbookImport.objects.values_list("session_id", flat=True).get(pk=import_id)
    Session.objects.select_for_update().get(pk=session)
    return WorkbookImport.objects.select_related("session__rules").get(pk=import_id)


def read_kept(one: WorkbookImport) -> tuple[Workbook, list[Oddity]]:
    """The workbook of an import, and what is odd about the file and where its sheets differ."""
    grids, of_file = open_file(one.file_name, bytes(one.content))
    workbook = read(grids)
    return workbook, [*of_file, *workbook.oddities, *disagreements(workbook)]


def _apply(one: WorkbookImport) -> dict[str, Any]:
    workbook, oddities = read_kept(one)
    findings = findings_of(one.session, workbook)
    before, changed_at = picture_of(one.session), one.session.changed_at
    store(one.session, workbook, findings)
    after = picture_of(one.session)
    if after == before:
        Session.objects.filter(pk=one.session_id).update(changed_at=changed_at)
    oddities += [*_unknown_topics(workbook), *listed_twice(findings), *spelled_otherwise(findings)]
    return _report(oddities, questions(findings), before, after)


def _unknown_topics(workbook: Workbook) -> list[Oddity]:
    known = set(TopicName.objects.values_list("name", flat=True))
    rows = [
        (f"{chamber.capitalize()}_Bills", item.row, item.tags)
        for chamber, items in workbook.items.items()
        for item in items
    ]
    rows += [("Sponsored_Bills", bill.row, bill.tags) for bill in workbook.bills]
    return [
        Oddity(sheet, f"row {row}", "unknown topic", tag.strip(), "shown without this topic")
        for sheet, row, tags in rows
        for tag in tags.split(",")
        if tag.strip() and tag.strip().lower() not in known
    ]


def _report(
    oddities: list[Oddity], asked: list[Finding], before: Picture, after: Picture
) -> dict[str, Any]:
    differing = {
        name: changes(getattr(before, name), getattr(after, name))
        for name in ("items", "people", "bills")
    }
    return {
        "oddities": [asdict(oddity) for oddity in oddities],
        "questions": [
            asdict(one.written) | {"question": one.question, "suggested": list(one.suggested)}
            for one in asked
        ],
        "changes": {
            name: [asdict(change) for change in found[:SHOWN_CHANGES]]
            for name, found in differing.items()
        },
        "counts": {name: len(found) for name, found in differing.items()}
        | {"oddities": len(oddities), "questions": len(asked)},
    }


class _RollBack(Exception):
    """Ends a transaction whose work was only to be looked at."""


def _rolled_back(work: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    report: dict[str, Any] = {}
    try:
        with transaction.atomic():
            report = work()
            raise _RollBack
    except _RollBack:
        return report


def _empty(session: Session) -> None:
    for rows in (
        session.vote_rows,
        session.sponsor_columns,
        session.items,
        session.bill_versions,
        session.agenda_bills,
    ):
        rows.all().delete()
    session.changed_at = timezone.now()
    session.save(update_fields=["changed_at"])
