"""What staff say of a session beside its workbook: how far its votes reach, by which rules they
are graded, and who presided."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from members import audit
from members.models import User
from scorecard.models import GradingRules, Legislator, Session

FIELDS = ("as_of", "rules", "speaker", "senate_president")


@transaction.atomic
def state(
    session_id: int,
    *,
    as_of: date | None,
    rules: GradingRules,
    speaker: Legislator | None,
    senate_president: Legislator | None,
    by: User | None,
) -> Session:
    """Date a session that goes on, say by which rules it is shown and who presided; the same
    again is nothing.

    Args:
        as_of: None once all votes are in.
        speaker: presides in the House; None where nobody did for most of the session.
        senate_president: likewise in the Senate.
    """
    session = Session.objects.select_for_update(of=["self"]).get(pk=session_id)
    stated = dict(zip(FIELDS, (as_of, rules, speaker, senate_president), strict=True))
    if all(getattr(session, name) == value for name, value in stated.items()):
        return session
    for name, value in stated.items():
        setattr(session, name, value)
    session.changed_at = timezone.now()
    session.save(update_fields=[*FIELDS, "changed_at"])
    said = {name: str(value or "") for name, value in stated.items()}
    audit.record("scorecard.session_stated", by=by, of=session, **said)
    return session
