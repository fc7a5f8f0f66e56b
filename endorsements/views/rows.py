"""Rows ready to print about a round's life; templates compute nothing."""

from datetime import datetime

from django.utils import timezone

from endorsements.models import LogEntry, Round, RoundStatus
from endorsements.protocol import chain
from endorsements.timeline import Dates, Step, life_of_round, time_left


def steps_of(voting_round: Round) -> list[Step]:
    """The round's life as the public sees it; none for one that was annulled."""
    if voting_round.status == RoundStatus.ANNULLED:
        return []
    dates = Dates(
        record_date=voting_round.record_date,
        opens_at=voting_round.opens_at,
        closes_at=_closed_at(voting_round) or voting_round.closes_at,
        published_at=voting_round.published_at or voting_round.publication_due_at,
        certified_at=voting_round.certification_due_at,
    )
    return life_of_round(voting_round.effective_status, dates)


def _closed_at(voting_round: Round) -> datetime | None:
    """When voting really ended: staff may close early, and say so in the log."""
    close = LogEntry.objects.filter(round=voting_round, kind=chain.CLOSE).first()
    return datetime.fromisoformat(close.payload["at"]) if close else None


def left_of(voting_round: Round) -> str:
    """Words for the time until the close; empty once it has passed."""
    if voting_round.closes_at is None or voting_round.closes_at <= timezone.now():
        return ""
    return time_left(voting_round.closes_at - timezone.now())
