"""Roll calls and other scored items, one line each."""

from collections.abc import Iterator

from scorecard.grading import Side, sides
from scorecard.models import Chamber, ScoredItem
from scorecard.records import SessionRecord
from scorecard.tables.words import or_empty, topics_in

LEGISLATURE = "https://malegislature.gov"
COLUMNS = (
    "session",
    "chamber",
    "sheet_row",
    "roll_call_number",
    "bill_number",
    "amendment",
    "date",
    "position",
    "yes",
    "no",
    "yes_one_row_per_person",
    "no_one_row_per_person",
    "yes_in_bills_sheet",
    "no_in_bills_sheet",
    "tags",
    "title",
    "url",
    "roll_call_url",
)


def rows(record: SessionRecord, as_site: bool) -> Iterator[dict[str, object]]:
    for chamber in Chamber:
        for item in record.items[chamber]:
            yield _row(record, item, as_site)


def _row(record: SessionRecord, item: ScoredItem, as_site: bool) -> dict[str, object]:
    position = Side(item.position)
    once = sides(record.marks_on(item), position)
    counted = sides(record.marks_on(item, each_once=False), position) if as_site else once
    return {
        "session": record.session.first_year,
        "chamber": item.chamber,
        "sheet_row": item.sheet_row,
        "roll_call_number": item.number,
        "bill_number": item.bill_number,
        "amendment": item.amendment,
        "date": item.written.get("vote_date", ""),
        "position": item.written.get("progressive_position", "").strip(),
        "yes": counted[0],
        "no": counted[1],
        "yes_one_row_per_person": once[0],
        "no_one_row_per_person": once[1],
        "yes_in_bills_sheet": or_empty(item.typed_yes),
        "no_in_bills_sheet": or_empty(item.typed_no),
        "tags": topics_in(item.written.get("tags", ""), record.topic_names),
        "title": item.written.get("title", ""),
        "url": bill_link(record, item) if as_site or item.bill_number else "",
        "roll_call_url": record_link(record, item) if as_site or item.is_roll_call else "",
    }


def bill_link(record: SessionRecord, item: ScoredItem) -> str:
    """The link of the sheet, or the bill's page at the legislature."""
    return item.bill_url or f"{LEGISLATURE}/Bills/{record.session.number}/{item.bill_number}"


def record_link(record: SessionRecord, item: ScoredItem) -> str:
    """The link of the sheet, or the roll call's record at the legislature."""
    name = f"{item.chamber}RollCall{item.number}.pdf"
    written = item.written.get("roll_call_url", "").strip()
    return written or f"{LEGISLATURE}/RollCall/{record.session.number}/{name}"
