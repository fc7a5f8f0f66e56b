"""An issue: what was scored and which bills are tracked under it, session by session."""

from dataclasses import dataclass, field

from django.db.models import Count, Q

from scorecard.grading import Side
from scorecard.models import AgendaBill, Mark, ScoredItem, Session, Topic
from scorecard.pages.session import ItemLine

# An item, with its yes and no.
Counted = tuple[ScoredItem, tuple[int, int] | None]


@dataclass
class InSession:
    session: Session
    lines: list[ItemLine] = field(default_factory=list)
    bills: list[AgendaBill] = field(default_factory=list)


def sessions_of(topic: Topic) -> list[InSession]:
    """Published sessions that have something of the topic, the latest first; three queries."""
    published = Session.objects.published().latest_first()
    found = {one.pk: InSession(one) for one in published}
    for item, tally in _items(topic, list(found)):
        item.session = found[item.session_id].session
        found[item.session_id].lines.append(ItemLine(item, tally))
    bills = AgendaBill.objects.filter(topics=topic, session__in=list(found))
    for bill in bills.order_by("session_id", "sheet_row"):
        bill.session = found[bill.session_id].session
        found[bill.session_id].bills.append(bill)
    return [one for one in found.values() if one.lines or one.bills]


def _items(topic: Topic, sessions: list[int]) -> list[Counted]:
    """Each person counted once."""
    once = Q(positions__row__repeats__isnull=True)
    found = (
        ScoredItem.objects.filter(topics=topic, session__in=sessions)
        .annotate(
            pluses=Count("positions", filter=once & Q(positions__mark=Mark.PLUS)),
            minuses=Count("positions", filter=once & Q(positions__mark=Mark.MINUS)),
        )
        .order_by("session_id", "chamber", "sheet_row")
    )
    return [(item, _tally(item, item.pluses, item.minuses)) for item in found]


def _tally(item: ScoredItem, pluses: int, minuses: int) -> tuple[int, int] | None:
    """Yes and no; nothing of an item that nobody voted on."""
    if not item.is_roll_call:
        return None
    return (pluses, minuses) if item.position == Side.YES else (minuses, pluses)
