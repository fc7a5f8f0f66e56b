"""Tracked bills by their key, and their versions by number."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from scorecard.models import AgendaBill, BillVersion, Chamber, Session
from scorecard.naming import free_slug
from scorecard.storing.rows import bring_up_to, set_topics, topics_of
from scorecard.workbook import BillKeyRow, BillRow, Workbook


def store_bills(
    session: Session, workbook: Workbook, topics: Mapping[str, int]
) -> dict[int, AgendaBill]:
    """Returns the stored bills by their row in the Sponsorship sheet."""
    mine = AgendaBill.objects.filter(session=session)
    facts: dict[str, dict[str, Any]] = {}
    for row in workbook.bill_keys:
        taken = {fact["slug"] for fact in facts.values()}
        # Of two rows with one key the first is the bill.
        facts.setdefault(key_of(row), {"session": session} | _bill_facts(row, taken))
    bring_up_to(mine, {bill.key: bill for bill in mine}, facts)
    by_key = {bill.key: bill for bill in mine.all()}
    bills = {row.row: by_key[key_of(row)] for row in workbook.bill_keys}
    _store_versions(session, workbook, bills)
    wanted = {
        bills[row.row].pk: topics_of(_tags_of(row, workbook.bills), topics)
        for row in workbook.bill_keys
    }
    set_topics(AgendaBill.topics.through, "agendabill_id", wanted)
    return bills


def key_of(row: BillKeyRow) -> str:
    """The House's number first, whatever the order in the sheet."""
    return "/".join(sorted(row.numbers, key=lambda number: (not is_house(number), number)))


def is_house(number: str) -> bool:
    return number[:1].upper() == "H"


def _bill_facts(row: BillKeyRow, taken: set[str]) -> dict[str, Any]:
    return {
        "key": key_of(row),
        "written_key": row.written,
        "short_title": row.short_title or key_of(row),
        "written_title": row.written_title,
        "slug": free_slug(row.short_title or key_of(row), taken),
        "sheet_row": row.row,
    }


def _tags_of(row: BillKeyRow, bills: Iterable[BillRow]) -> str:
    return ",".join(bill.tags for bill in bills if bill.number in row.numbers)


def _store_versions(session: Session, workbook: Workbook, bills: Mapping[int, AgendaBill]) -> None:
    """By number, and by how often it came before: a bill may be listed twice."""
    bill_of = {number: bills[row.row] for row in workbook.bill_keys for number in row.numbers}
    mine = BillVersion.objects.filter(session=session)
    facts = {
        key: {"session": session} | _version_facts(row, bill_of.get(row.number))
        for key, row in _numbered(workbook.bills)
    }
    bring_up_to(mine, dict(_numbered(mine.order_by("sheet_row"))), facts)


def _numbered(rows: Iterable[Any]) -> list[tuple[tuple[str, int], Any]]:
    seen: Counter[str] = Counter()
    numbered = []
    for row in rows:
        seen[row.number] += 1
        numbered.append(((row.number, seen[row.number]), row))
    return numbered


def _version_facts(row: BillRow, bill: AgendaBill | None) -> dict[str, Any]:
    return {
        "bill_id": bill.pk if bill else None,
        "chamber": (Chamber.HOUSE if is_house(row.number) else Chamber.SENATE).value,
        "number": row.number,
        "title": row.title,
        "short_title": row.short_title,
        "written_title": row.written_title,
        "tags": row.tags,
        "sponsors": row.sponsors,
        "description": row.description,
        "bill_status": row.status,
        "url": row.url,
        "sheet_row": row.row,
    }
