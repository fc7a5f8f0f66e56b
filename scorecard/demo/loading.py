"""Load the three sessions the way staff would: lists, workbooks, answers, publication."""

from collections.abc import Iterable

from django.db import transaction

from scorecard import imports, legislators, particulars, publication, reconciliation
from scorecard.beginnings import session_of
from scorecard.demo import facts
from scorecard.models import Chamber, ImportStatus, Legislator, LegislatorNumber, Session
from scorecard.workbook.people import Finding


def load() -> None:
    """What an earlier load has done is left alone."""
    if not Legislator.objects.exists():
        _seat()
    for year in facts.YEARS:
        session = session_of(year)
        if not session.imports.filter(status=ImportStatus.APPLIED).exists():
            _load_session(session)


@transaction.atomic
def _seat() -> None:
    for chamber in Chamber:
        people = [row for row in facts.table("seats.txt") if row["chamber"] == chamber]
        legislators.seat(people, chamber=chamber, as_of=None)


@transaction.atomic
def _load_session(session: Session) -> None:
    year = session.first_year
    content = facts.archive(year)
    kept = imports.receive(session, file_name=f"{year}.zip", content=content, by=None)
    workbook, _ = imports.read_kept(kept)
    _answer(session, reconciliation.questions(reconciliation.findings_of(session, workbook)))
    imports.apply(kept.pk, by=None)
    _say_who_presided(session)
    publication.publish(session.pk, by=None)


def _say_who_presided(session: Session) -> None:
    offices: dict[str, Legislator | None] = {"speaker": None, "senate_president": None}
    for row in facts.table("presiding.txt"):
        if row["session"] == str(session.first_year):
            offices[row["office"]] = _known(row["number"])
    particulars.state(
        session.pk,
        as_of=session.as_of,
        rules=session.rules,
        speaker=offices["speaker"],
        senate_president=offices["senate_president"],
        by=None,
    )


def _answer(session: Session, questions: Iterable[Finding]) -> None:
    """As somebody who knows the legislature did."""
    right = {
        (row["session"], row["sheet"], row["name"]): row["number"]
        for row in facts.table("answers.txt")
    }
    new: dict[str, Legislator] = {}
    for asked in questions:
        written = asked.written
        number = right.get((str(session.first_year), written.sheet, written.name), "")
        whose = _known(number) or new.get(written.name)
        if whose is None:
            whose = new[written.name] = reconciliation.new_legislator(written.name)
        reconciliation.answer(
            session, written=written, legislator=whose, by=None, sheet=written.sheet
        )


def _known(number: str) -> Legislator | None:
    found = LegislatorNumber.objects.filter(number=number).select_related("legislator").first()
    return found.legislator if found else None
