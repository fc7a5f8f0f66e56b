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
    positions: list[Position] = []
    for person in workbook.people[chamber]:
        legislator = whose[sheet, f"row {person.row}"]
        row = VoteRow.objects.create(
            session=session,
            chamber=chamber,
            sheet_row=person.row,
            written_number=person.number,
            written_name=person.name,
            legislator_id=legislator,
            repeats=first.get(legislator) if legislator else None,
        )
        if legislator:
            first.setdefault(legislator, row)
        positions += _positions(row, person, items)
    in_portions(Position.objects, positions)


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
