"""Mail to staff when a round needs them, and checkpoints to observers. Written to the outbox."""

import json
from datetime import timedelta
from hashlib import sha256
from uuid import UUID

from django.conf import settings
from django.db import transaction

from endorsements import log
from endorsements.clock import database_now
from endorsements.models import (
    Checkpoint,
    LogEntry,
    MailedCheckpoint,
    Mailing,
    Observer,
    Round,
)
from endorsements.protocol import chain
from members import outbox

LATE = timedelta(minutes=2)


def tell_staff(voting_round: Round, sentence: str) -> None:
    """Put one mail per alert address, at most once an hour with the same text."""
    hour = database_now().strftime("%Y%m%d%H")
    digest = sha256(sentence.encode()).hexdigest()[:12]
    tell_staff_once(voting_round, sentence, key=f"alert:{voting_round.id}:{hour}:{digest}")


def tell_staff_once(voting_round: Round, sentence: str, *, key: str) -> None:
    """Put one mail per alert address, and none again under the same key."""
    for number, address in enumerate(settings.ALERT_ADDRESSES):
        outbox.put(
            to=address,
            subject=f"{voting_round.title}: please look",
            body=f"{sentence}\n\n{settings.BASE_URL}/admin/\n",
            kind="alert",
            key=f"{key}:{number}",
        )


def tell_staff_of_unread(mailing: Mailing) -> None:
    """Once for each mail: it is due, and nobody has looked at it."""
    tell_staff_once(
        mailing.round,
        f"The mail “{mailing.name}” is due, and does not go out before somebody has looked at it "
        "and found it good, under Mails of this round.",
        key=f"unread:{mailing.pk}",
    )


def tell_staff_if_late(voting_round: Round, sentence: str) -> None:
    """The same, once a round should have opened some minutes ago."""
    due = voting_round.opens_at
    if due is not None and database_now() > due + LATE:
        tell_staff(voting_round, f"The round could not be opened: {sentence}")


def tell_observers(round_id: UUID) -> None:
    """Mail every checkpoint: once an hour while ballots come in, those since the last mail
    together, and at every later step. Rehearsals are nobody's business."""
    last = Checkpoint.objects.filter(round_id=round_id).select_related("round").last()
    if last is None or last.round.rehearsal:
        return
    entry = LogEntry.objects.get(round_id=round_id, seq=last.seq)
    named = Observer.objects.active().values_list("email", flat=True)
    for address in sorted({*settings.OBSERVER_ADDRESSES, *named}):
        _mail_checkpoints(last, address, is_step=entry.kind != chain.CAST)


@transaction.atomic
def _mail_checkpoints(last: Checkpoint, address: str, *, is_step: bool) -> None:
    """Mail what this address has not got yet; the row of what it has is the lock."""
    rows = MailedCheckpoint.objects
    rows.get_or_create(round=last.round, email=address, defaults={"seq": -1, "hour": ""})
    mailed = rows.select_for_update().get(round=last.round, email=address)
    hour = last.at.strftime("%Y%m%d%H")
    if mailed.seq >= last.seq or (mailed.hour == hour and not is_step):
        return
    since = Checkpoint.objects.filter(round=last.round, seq__gt=mailed.seq, seq__lte=last.seq)
    lines = [json.dumps(log.checkpoint_line(one)) for one in since.select_related("round")]
    outbox.put(
        to=address,
        subject=f"Checkpoint {last.seq} of {last.round.title}",
        body="\n".join(lines) + "\n",
        kind="checkpoint",
    )
    # A step's mail does not use up the hour of the ballots.
    mailed.seq, mailed.hour = last.seq, mailed.hour if is_step else hour
    mailed.save(update_fields=["seq", "hour"])
