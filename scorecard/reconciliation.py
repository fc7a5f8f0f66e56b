"""Who the people of a session's sheets are: what is known, what staff answered, what is open."""

from collections.abc import Iterable

from django.db import transaction

from members import audit
from members.models import User
from scorecard.errors import NotAnswered
from scorecard.models import Answer, Legislator, LegislatorNumber, Session
from scorecard.naming import free_slug, slugs_taken
from scorecard.workbook import Workbook
from scorecard.workbook.cells import column_name
from scorecard.workbook.people import (
    Answers,
    Finding,
    Known,
    Verdict,
    Written,
    is_number,
    plain,
    who_is_who,
)

CHAMBERS = ("house", "senate")


def people_of(workbook: Workbook) -> list[Written]:
    """Everybody whom the sheets name: the votes sheets by row, then sponsorship by column."""
    people = [
        Written(f"{chamber.capitalize()}_Votes", f"row {one.row}", one.number, one.name)
        for chamber in CHAMBERS
        for one in workbook.people[chamber]
    ]
    for sponsor in workbook.sponsors:
        place = f"column {column_name(sponsor.column)}"
        people.append(Written("Sponsorship", place, sponsor.number, sponsor.name))
    return people


def findings_of(session: Session, workbook: Workbook) -> list[Finding]:
    """One finding for each of `people_of`, by the numbers and answers stored now."""
    return who_is_who(people_of(workbook), _numbers(), _answers(session))


def questions(findings: Iterable[Finding]) -> list[Finding]:
    return [finding for finding in findings if finding.verdict == Verdict.ASKED]


def _numbers() -> dict[str, Known]:
    rows = LegislatorNumber.objects.select_related("legislator")
    return {row.number: Known(row.legislator_id, _as_in_sheets(row.legislator)) for row in rows}


def _as_in_sheets(legislator: Legislator) -> str:
    return f"{legislator.family_name}, {legislator.given_name}"


def _answers(session: Session) -> Answers:
    return Answers(
        {
            (row.sheet, row.written_number, plain(row.written_name)): row.legislator_id
            for row in Answer.objects.filter(session=session)
        }
    )


@transaction.atomic
def answer(
    session: Session,
    *,
    written: Written,
    legislator: Legislator | None,
    by: User | None,
    reason: str = "",
    sheet: str = "",
) -> Answer:
    """Say who is meant by a number and a name of a session's sheets, for good.

    A number that nobody has yet becomes one of the legislator's, so that other sessions know it.

    Args:
        legislator: None where the row is nobody's: it is kept and counted, and belongs to no page.
        sheet: empty where the answer holds for all sheets of the session.
    """
    row, _ = Answer.objects.update_or_create(
        session=session,
        sheet=sheet,
        written_number=written.number,
        written_name=written.name,
        defaults={"legislator": legislator, "reason": reason},
    )
    if legislator and is_number(written.number):
        LegislatorNumber.objects.get_or_create(
            number=written.number, defaults={"legislator": legislator}
        )
    audit.record(
        "scorecard.person_answered",
        by=by,
        of=row,
        number=written.number,
        name=written.name,
        legislator=legislator.pk if legislator else None,
    )
    return row


def new_legislator(written_name: str, number: str = "") -> Legislator:
    """Somebody whom no list names: known by the name in the sheets alone.

    Raises:
        NotAnswered: the name is empty.
    """
    family, _, given = (part.strip() for part in written_name.partition(","))
    if not family:
        raise NotAnswered("A person needs a name.")
    name = f"{given} {family}".strip()
    legislator = Legislator.objects.create(
        name=name,
        given_name=given,
        family_name=family,
        slug=free_slug(name, slugs_taken()),
    )
    if number:
        LegislatorNumber.objects.create(legislator=legislator, number=number)
    return legislator
