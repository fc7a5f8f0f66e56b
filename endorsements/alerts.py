"""Mail to staff when a round needs them, and checkpoints to observers. Written to the outbox."""

import json
from datetime import timedelta
from hashlib import sha256
from uuid import UUID

from django.conf import settings

from endorsements import log
from endorsements.clock import database_now
from endorsements.models import Checkpoint, LogEntry, Round
from endorsements.protocol import chain
from members import outbox

LATE = timedelta(minutes=2)


def tell_staff(voting_round: Round, sentence: str) -> None:
    """Put one mail per alert address, at most once an hour with the same text."""
    hour = database_now().strftime("%Y%m%d%H")
    digest = sha256(sentence.encode()).hexdigest()[:12]
    for number, address in enumerate(settings.ALERT_ADDRESSES):
        outbox.put(
            to=address,
            subject=f"{voting_round.title}: please look",
            body=f"{sentence}\n\n{settings.BASE_URL}/admin/\n",
            kind="alert",
            key=f"alert:{voting_round.id}:{number}:{hour}:{digest}",
        )


def tell_staff_if_late(voting_round: Round, sentence: str) -> None:
    """The same, once a round should have opened some minutes ago."""
    due = voting_round.opens_at
    if due is not None and database_now() > due + LATE:
        tell_staff(voting_round, f"The round could not be opened: {sentence}")


def tell_observers(round_id: UUID) -> None:
    """Mail the last checkpoint: once an hour while ballots come in, and at every later step."""
    checkpoint = Checkpoint.objects.filter(round_id=round_id).last()
    if checkpoint is None or not settings.OBSERVER_ADDRESSES:
        return
    entry = LogEntry.objects.get(round_id=round_id, seq=checkpoint.seq)
    hour = checkpoint.at.strftime("%Y%m%d%H")
    occasion = hour if entry.kind == chain.CAST else f"{entry.kind}{entry.seq}"
    for number, address in enumerate(settings.OBSERVER_ADDRESSES):
        outbox.put(
            to=address,
            subject=f"Checkpoint {checkpoint.seq} of {checkpoint.round.title}",
            body=json.dumps(log.checkpoint_line(checkpoint), indent=1) + "\n",
            kind="checkpoint",
            key=f"checkpoint:{round_id}:{number}:{occasion}",
        )
