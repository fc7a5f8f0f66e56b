"""Scored items of one chamber, by roll call number."""

from collections.abc import Mapping
from typing import Any

from scorecard.models import Chamber, ItemKind, ScoredItem, Session
from scorecard.storing.rows import bring_up_to, set_topics, topics_of
from scorecard.workbook import ItemRow, Workbook


def store_items(
    session: Session, chamber: Chamber, workbook: Workbook, topics: Mapping[str, int]
) -> dict[int, ScoredItem]:
    """Returns the stored items by their number."""
    mine = ScoredItem.objects.filter(session=session, chamber=chamber)
    rows = {row.number: row for row in workbook.items[chamber]}
    places = {column.number: column.column for column in workbook.columns[chamber]}
    fixed = {"session": session, "chamber": chamber.value}
    facts = {number: fixed | _facts(row, places.get(number, 0)) for number, row in rows.items()}
    bring_up_to(mine, {item.number: item for item in mine}, facts)
    items = {item.number: item for item in mine.all()}
    wanted = {item.pk: topics_of(rows[number].tags, topics) for number, item in items.items()}
    set_topics(ScoredItem.topics.through, "scoreditem_id", wanted)
    return items


def _facts(row: ItemRow, place: int) -> dict[str, Any]:
    return {
        "number": row.number,
        "kind": (ItemKind.ROLL_CALL if row.is_roll_call else ItemKind.OTHER).value,
        "bill_number": row.bill_number,
        "amendment": row.amendment,
        "voted_on": row.voted_on,
        "title": row.title or f"Roll call {row.number}",
        "description": row.description,
        "position": row.position.value if row.position else "",
        "typed_yes": row.typed_yes,
        "typed_no": row.typed_no,
        "bill_url": row.bill_url,
        "record_url": row.record_url if row.is_roll_call else "",
        "written": dict(row.written),
        "sheet_row": row.row,
        "place": place,
    }
