"""Publishing a session, and taking it back into draft: the only places that change its status."""

from django.db import transaction
from django.utils import timezone

from members import audit
from members.models import User
from scorecard.errors import NotNow
from scorecard.models import Session, SessionStatus


def publish(session_id: int, *, by: User | None) -> Session:
    """Show a session to everybody.

    Raises:
        NotNow: it is published, or holds nothing.
    """
    return _move(session_id, SessionStatus.PUBLISHED, by)


def withdraw(session_id: int, *, by: User | None) -> Session:
    """Take a session back into draft: its pages are staff's alone.

    Raises:
        NotNow: it is a draft already.
    """
    return _move(session_id, SessionStatus.DRAFT, by)


@transaction.atomic
def _move(session_id: int, target: SessionStatus, by: User | None) -> Session:
    session = Session.objects.select_for_update().get(pk=session_id)
    if session.status == target:
        raise NotNow(f"The session {session} is {target.label} already.")
    if target == SessionStatus.PUBLISHED and not session.items.exists():
        raise NotNow(f"The session {session} holds nothing yet.")
    session.status, session.changed_at = target, timezone.now()
    session.save(update_fields=["status", "changed_at"])
    audit.record("scorecard.session_moved", by=by, of=session, to=target.value)
    return session
