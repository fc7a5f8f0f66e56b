"""Handing copies to the mail server: one after the other over few connections, at a set pace.

Each copy is settled in a transaction of its own. No copy is lost; one can reach its reader twice,
if the process dies between the mail server's answer and the commit.
"""

import smtplib
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any

import structlog
from anymail.exceptions import AnymailError, AnymailRecipientsRefused
from django.core import mail
from django.db import transaction
from django.utils import timezone

from endorsements.mailings import candidates, letters, pace
from endorsements.mailings.letters import Letter
from endorsements.mailings.readers import Fate, fates_of
from endorsements.models import (
    Channel,
    Delivery,
    DeliveryState,
    Mailing,
    MailingState,
    RollEntry,
    RoundStatus,
)

logger = structlog.get_logger(__name__)
COPIES_AT_ONCE = 100  # are looked up together, and go over one connection
FIRST_GAP = timedelta(minutes=1)
MOST_ATTEMPTS = 12
FAILURES_BEFORE_PAUSE = 5
REFUSED_FOR_GOOD = range(500, 600)
TROUBLE = (OSError, ValueError, AnymailError)


class _Away(Exception):
    """The mail server does not answer: the rest waits for the next run."""


def hand_over(now: datetime) -> int:
    """Send what is due and allowed; says how many copies the mail server took.

    One process at a time does; a second one finds that it is not alone and goes.
    """
    with pace.alone() as is_alone:
        if not is_alone:
            return 0
        left = pace.allowed(now)
        taken = 0
        for mailing in _under_way():
            try:
                taken += _send(mailing, now, left - taken)
            except _Away:
                logger.warning("mail server is away")
                break
        return taken


def _under_way() -> list[Mailing]:
    sending = Mailing.objects.filter(state=MailingState.SENDING).select_related("round")
    return list(sending.order_by("begun_at", "pk"))


def _send(mailing: Mailing, now: datetime, allowed: int) -> int:
    if _is_to_wait(mailing):
        return 0
    if _is_too_late(mailing, now):
        mailing.deliveries.queued().delete()
        return _end(mailing, MailingState.DROPPED)
    letter = letters.compose(mailing, mailing.round)
    taken = failed = 0
    while taken < allowed and failed < FAILURES_BEFORE_PAUSE:
        batch = _next(mailing, now, min(COPIES_AT_ONCE, allowed - taken))
        if not batch:
            break
        sent, trouble = _send_batch(mailing, letter, batch)
        taken, failed = taken + sent, failed + trouble
    if not mailing.deliveries.queued().exists():
        _end(mailing, MailingState.SENT)
    return taken


def _next(mailing: Mailing, now: datetime, number: int) -> list[Delivery]:
    due = mailing.deliveries.due(now).select_related("member", "candidate")
    return list(due.order_by("due_at", "pk")[:number])


def _is_to_wait(mailing: Mailing) -> bool:
    """While a round is held nobody is sent to a ballot box that takes nothing, or told a result
    that is looked into."""
    return mailing.round.status == RoundStatus.HELD


def _is_too_late(mailing: Mailing, now: datetime) -> bool:
    voting_round = mailing.round
    if voting_round.status == RoundStatus.ANNULLED:
        return True
    is_over = voting_round.closes_at is not None and voting_round.closes_at <= now
    return mailing.is_of_the_vote and (is_over or voting_round.status != RoundStatus.OPEN)


def _end(mailing: Mailing, state: MailingState) -> int:
    mailing.state, mailing.ended_at = state, timezone.now()
    mailing.save(update_fields=["state", "ended_at"])
    return 0


def _send_batch(mailing: Mailing, letter: Letter, batch: list[Delivery]) -> tuple[int, int]:
    """How many were taken, and how many the server did not take."""
    fates = _fates_of(mailing, batch)
    connection = _connect() if any(fate.to for fate in fates.values()) else None
    taken = failed = 0
    try:
        for delivery in batch:
            state = _settle(mailing, letter, delivery, fates[delivery.pk], connection)
            taken += state == DeliveryState.SENT
            if state == DeliveryState.QUEUED:
                failed += 1
                connection = _again(connection)
            if failed >= FAILURES_BEFORE_PAUSE:
                break
    finally:
        _close(connection)
    return taken, failed


def _fates_of(mailing: Mailing, batch: list[Delivery]) -> dict[int, Fate]:
    return (candidates.fates_of if mailing.is_to_candidates else fates_of)(mailing, batch)


@transaction.atomic(durable=True)
def _settle(
    mailing: Mailing, letter: Letter, delivery: Delivery, fate: Fate, connection: Any
) -> str | None:
    """Send one copy, or not, and write what became of it.

    Returns:
        Its state now; None where nothing is kept of it, or another process had it.
    """
    locked = Delivery.objects.queued().filter(pk=delivery.pk)
    if not locked.select_for_update(skip_locked=True).exists():
        return None
    if (not fate.to and fate.state is None) or _has_voted(mailing, delivery):
        locked.delete()
        return None
    changes: dict[str, Any] = {"state": fate.state}
    if fate.to:
        changes = _send_one(mailing, letter, delivery, fate.to, connection)
    locked.update(**changes)
    return changes["state"]


def _has_voted(mailing: Mailing, delivery: Delivery) -> bool:
    """Asked once more: some seconds lie between the look at the batch and this copy."""
    if not mailing.is_reminding:
        return False
    entry = RollEntry.objects.filter(round=mailing.round_id, member=delivery.member_id)
    return entry.exclude(channel=Channel.NONE).exists()


def _send_one(
    mailing: Mailing, letter: Letter, delivery: Delivery, to: str, connection: Any
) -> dict[str, Any]:
    """What is to be written of the delivery."""
    copy = _copy(mailing, letter, delivery)
    message: Any = letters.message(copy, to, connection=connection)
    # By these the mail service's reports find the copy, and nobody's reading is watched.
    message.metadata = {"delivery": str(delivery.pk)}
    message.track_opens = message.track_clicks = False
    attempts = delivery.attempts + 1
    try:
        message.send()
    except TROUBLE as trouble:
        return _after(trouble, to, attempts)
    return {
        "state": DeliveryState.SENT,
        "to": to,
        "sent_at": timezone.now(),
        "attempts": attempts,
        "last_error": "",
    }


def _copy(mailing: Mailing, letter: Letter, delivery: Delivery) -> letters.Copy:
    """Raises:
    KeyError: a candidate is written to before everybody may know what was decided.
    """
    candidate = delivery.candidate
    if candidate is not None:
        outcome = candidates.outcomes_of(mailing)[candidate.contest_id]
        return letters.copy_for_candidate(letter, candidate, outcome)
    if delivery.member is None:
        raise LookupError("a copy is a member's or a candidate's")
    return letters.copy_for(letter, delivery.member, mailing)


def _after(trouble: Exception, to: str, attempts: int) -> dict[str, Any]:
    # The name only: what servers answer repeats addresses.
    changes = {"attempts": attempts, "last_error": type(trouble).__name__}
    if _is_for_good(trouble):
        # The next mail of the round takes another address of the member, if there is one.
        return changes | {"state": DeliveryState.BOUNCED, "to": to, "sent_at": timezone.now()}
    if attempts >= MOST_ATTEMPTS or isinstance(trouble, ValueError):
        return changes | {"state": DeliveryState.FAILED}
    later = timezone.now() + FIRST_GAP * 2 ** (attempts - 1)
    return changes | {"state": DeliveryState.QUEUED, "due_at": later}


def _is_for_good(trouble: Exception) -> bool:
    """Whether the server says that there is no such reader."""
    if isinstance(trouble, smtplib.SMTPRecipientsRefused):
        return all(code in REFUSED_FOR_GOOD for code, _ in trouble.recipients.values())
    return isinstance(trouble, AnymailRecipientsRefused)


def _connect() -> Any:
    """An open connection.

    Raises:
        _Away: the server cannot be reached; no copy is any the worse for it.
    """
    connection = mail.get_connection()
    try:
        connection.open()
    except TROUBLE as trouble:
        raise _Away from trouble
    return connection


def _again(connection: Any) -> Any:
    """After trouble the old connection may be in any state."""
    _close(connection)
    return _connect()


def _close(connection: Any) -> None:
    if connection is not None:
        with suppress(*TROUBLE):
            connection.close()
