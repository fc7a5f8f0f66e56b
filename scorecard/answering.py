"""An answer about a person, and at once what follows from it in the session's numbers."""

from django.db import transaction

from members.models import User
from scorecard import imports, reconciliation
from scorecard.models import Answer, Legislator, Session
from scorecard.workbook.people import Written


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
    """Keep the answer, and apply the session's workbook again with it.

    Raises:
        ScorecardError: the workbook cannot be applied with it; then no answer is kept.
    """
    kept = reconciliation.answer(
        session, written=written, legislator=legislator, by=by, reason=reason, sheet=sheet
    )
    imports.apply_again(session)
    return kept


@transaction.atomic
def answer_new(
    session: Session, *, written: Written, by: User | None, reason: str = "", sheet: str = ""
) -> Answer:
    """The same where somebody is meant whom no list names.

    Raises:
        NotAnswered: the name is empty.
    """
    legislator = reconciliation.new_legislator(written.name)
    return answer(
        session, written=written, legislator=legislator, by=by, reason=reason, sheet=sheet
    )
