"""Writing the trail: who did what to which thing."""

from typing import Any

from django.db import models

from members.models import AuditEvent, User
from members.models.audit_events import LABEL_LENGTH

THE_SYSTEM = "the system"


def record(action: str, *, by: User | None, of: models.Model, **detail: Any) -> AuditEvent:
    """Add one event; it stands or falls with the transaction around it.

    Args:
        action: thing and verb in the past, as in "round.opened".
        by: None when no person did it.
        of: a stored thing; what it is called now is kept, whatever becomes of it.
        detail: plain values; dates, decimals and UUIDs are written as text.
    """
    return AuditEvent.objects.create(
        action=action,
        actor_id=by.pk if by else None,
        actor_label=label_of(by) if by else THE_SYSTEM,
        object_type=of._meta.label_lower,
        object_id=str(of.pk),
        object_label=label_of(of),
        detail=detail,
    )


def label_of(thing: models.Model) -> str:
    """What a thing is called now, for rows that outlive it."""
    return str(thing)[:LABEL_LENGTH]
