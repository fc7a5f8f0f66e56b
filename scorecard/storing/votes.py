"""The rows of a votes sheet, and where everybody stood on every item."""

from collections.abc import Mapping

from scorecard.grading import Mark
from scorecard.models import Chamber, Position, ScoredItem, Session, VoteRow
from scorecard.storing.rows import in_portions
from scorecard.workbook import VotesPerson, Workbook

# Sheet and place to the legislator meant there; None where the row is nobody's, or a question.
Whose = dict[tuple[str, str], int | None]
LONGEST_ODD_TEXT = 40


def store_votes(
    session: Session,
    chamber: Chamber,
    workbook: Workbook,
    items: Mapping[int, ScoredItem],
    whose: Whose,
) -> None:
    """Rows are written anew: nothing hangs on them but the marks."""
    VoteRow.objects.filter(session=session, chamber=chamber).delete()
    sheet = f"{chamber.capitalize()}_Votes"
    first: dict[int, VoteRow] = {}
    rows: list[VoteRow] = []
    for person in workbook.people[chamber]:
        legislator = whose[sheet, f"row {person.row}"]
        row = VoteRow(
            session=session,
            chamber=chamber,
            sheet_row=person.row,
            written_number=person.number,
            written_name=person.name,
            legislator_id=legislator,
        )
        if legislator and first.setdefault(legislator, row) is not row:
            row.repeats = first[legislator]
        rows.append(row)
    # First rows first: those that repeat them name them.
    VoteRow.objects.bulk_create(row for row in rows if row.repeats is None)
    VoteRow.objects.bulk_create(row for row in rows if row.repeats is not None)
    people = zip(rows, workbook.people[chamber], strict=True)
    in_portions(
        Position.objects,
        [position for row, person in people for position in _positions(row, person, items)],
    )


def _positions(
    row: VoteRow, person: VotesPerson, items: Mapping[int, ScoredItem]
) -> list[Position]:
    return [
        Position(
            row=row,
            item=items[number],
            mark=mark.value,
            written=person.cells[number][:LONGEST_ODD_TEXT] if mark is Mark.OTHER else "",
        )
        for number, mark in person.marks.items()
        if number in items
    ]
