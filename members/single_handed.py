"""What staff may still change alone, told before a roll is frozen: who did it, and how often.

None of it makes a voter of somebody who paid nothing, or lets one log in as another. But who may
vote in a chapter, or by which rules, hangs on it; so it is said where others look.
"""

from datetime import datetime

from django.db.models import Count

from members.models import AuditEvent

# What is told, with the actions on the trail that it is read from.
KINDS = {
    "standing rules": ["standingrules.added", "standingrules.changed", "standingrules.deleted"],
    "rules of chapters": ["chapterrules.added", "chapterrules.changed", "chapterrules.deleted"],
    "who belongs to which chapter": ["member.chapters_changed"],
    "meetings and who came": ["meeting.added", "meeting.changed", "meeting.deleted"],
    "people put onto the rolls by hand": ["member.added"],
    "names and addresses of people": ["member.changed"],
    "people taken off the rolls": ["member.deleted"],
}
KIND_OF = {action: kind for kind, actions in KINDS.items() for action in actions}


def changes_since(moment: datetime | None) -> list[str]:
    """A sentence for each kind of change since then (ever, without a moment), with its authors."""
    events = AuditEvent.objects.filter(action__in=KIND_OF, actor_id__isnull=False)
    if moment is not None:
        events = events.filter(at__gte=moment)
    told: dict[str, dict[str, int]] = {}
    # Without the ordering of the model, which would be grouped by.
    for action, actor, times in (
        events.order_by().values_list("action", "actor_label").annotate(times=Count("pk"))
    ):
        by_whom = told.setdefault(KIND_OF[action], {})
        by_whom[actor] = by_whom.get(actor, 0) + times
    return [f"{kind}: {_by_whom(told[kind])}." for kind in KINDS if kind in told]


def _by_whom(authors: dict[str, int]) -> str:
    return ", ".join(
        f"{times} change{'' if times == 1 else 's'} by {actor}"
        for actor, times in sorted(authors.items())
    )
