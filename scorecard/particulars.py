"""What staff say of a session beside its workbook: how far its votes reach, and by which rules."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from members import audit
from members.models import User
from scorecard.models import GradingRules, Session


@transaction.atomic
def state(session_id: int, *, as_of: date | None, rules: GradingRules, by: User | None) -> Session:
    """Date a session that goes on, and say by which rules it is shown; the same again is nothing.

    Args:
        as_of: None once all votes are in.
    """
    session = Session.objects.select_for_update().get(pk=session_id)
    if (session.as_of, session.rules_id) == (as_of, rules.pk):
        return session
    session.as_of, session.rules, session.changed_at = as_of, rules, timezone.now()
    session.save(update_fields=["as_of", "rules", "changed_at"])
    audit.record(
        "scorecard.session_stated", by=by, of=session, as_of=str(as_of or ""), rules=rules.name
    )
    return session
