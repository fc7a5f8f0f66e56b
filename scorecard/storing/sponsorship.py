"""Who cosponsored what, column by column."""

from collections.abc import Mapping

from scorecard.models import AgendaBill, Cosponsorship, Session, SponsorColumn
from scorecard.storing.rows import in_portions
from scorecard.storing.votes import Whose
from scorecard.workbook import SponsorPerson, Workbook
from scorecard.workbook.cells import column_name

SHEET = "Sponsorship"


def store_sponsorship(
    session: Session, workbook: Workbook, bills: Mapping[int, AgendaBill], whose: Whose
) -> None:
    """Columns are written anew. Of two columns of one person the first is the person's."""
    SponsorColumn.objects.filter(session=session).delete()
    first = min((person.column for person in workbook.sponsors), default=0)
    taken: set[int | None] = {None}
    columns: list[SponsorColumn] = []
    for person in workbook.sponsors:
        name = column_name(person.column)
        legislator = whose[SHEET, f"column {name}"]
        column = SponsorColumn(
            session=session,
            sheet_column=name,
            place=person.column - first,
            written_number=person.number,
            written_name=person.name,
            legislator_id=None if legislator in taken else legislator,
        )
        taken.add(legislator)
        columns.append(column)
    SponsorColumn.objects.bulk_create(columns)
    people = zip(columns, workbook.sponsors, strict=True)
    in_portions(
        Cosponsorship.objects,
        [cell for column, person in people for cell in _cells(column, person, bills)],
    )


def _cells(
    column: SponsorColumn, person: SponsorPerson, bills: Mapping[int, AgendaBill]
) -> list[Cosponsorship]:
    """Of two rows with the key of one bill the first counts."""
    by_bill = {
        bills[row].pk: Cosponsorship(
            column=column, bill=bills[row], is_yes=cell.is_yes, is_bare=cell.is_bare
        )
        for row, cell in reversed(list(person.cells.items()))
    }
    return list(reversed(by_bill.values()))
