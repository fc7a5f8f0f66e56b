"""Sending a mail again to one member or candidate, because they asked for it.

Not reminders: whether somebody is reminded says whether they have voted.
"""

from typing import Any

from django.db import transaction
from django.utils import timezone

from endorsements.errors import CannotBeMailed
from endorsements.mailings import candidates
from endorsements.models import (
    Delivery,
    DeliveryState,
    Mailing,
    MailingState,
    RollEntry,
    Round,
    RoundStatus,
)
from members import audit
from members.models import MemberAddress, User

NOT_YET = "This mail was not sent yet: wait until it is, or send it to yourself as a test."
REMINDER = "A reminder is not sent again: send “Voting is open”, which everybody gets."
OVER = "The vote is over: send the result."
NOBODY = "Nobody on the roll of this round has this address."
NO_CANDIDATE = "No candidate of this round has this address."


@transaction.atomic
def send_again(mailing_id: int, *, email: str, by: User) -> int:
    """Queue one more copy for whoever on the roll has this address; says for how many.

    Raises:
        CannotBeMailed: nobody has it, or the mail is none to be sent again.
    """
    locked = Mailing.objects.select_for_update(of=("self",)).select_related("round")
    mailing = locked.get(pk=mailing_id)
    if refusal := refusal_of(mailing, mailing.round):
        raise CannotBeMailed(refusal)
    readers = _readers_with(email, mailing)
    if not readers:
        raise CannotBeMailed(NO_CANDIDATE if mailing.is_to_candidates else NOBODY)
    for reader in readers:
        Delivery.objects.update_or_create(
            mailing=mailing,
            **reader,
            defaults={
                "state": DeliveryState.QUEUED,
                "due_at": timezone.now(),
                "attempts": 0,
                "last_error": "",
            },
        )
    mailing.state = MailingState.SENDING
    mailing.save(update_fields=["state"])
    audit.record("mailing.sent_again", by=by, of=mailing, to=email, readers=readers)
    return len(readers)


def refusal_of(mailing: Mailing, voting_round: Round) -> str:
    """Why the mail is sent again to nobody; empty where it may be."""
    if mailing.is_reminding:
        return REMINDER
    if mailing.is_of_the_vote and voting_round.status != RoundStatus.OPEN:
        return OVER
    # Once the numbers are fixed its copies are gone.
    if mailing.state not in (MailingState.SENDING, MailingState.SENT) or mailing.numbers:
        return NOT_YET
    return ""


def _readers_with(email: str, mailing: Mailing) -> list[dict[str, Any]]:
    """What tells each one's copy from the others'."""
    if mailing.is_to_candidates:
        found = candidates.with_address(mailing.round, email)
        return [{"candidate_id": one.pk} for one in found]
    return [{"member_id": pk} for pk in sorted(_members_with(email, mailing))]


def _members_with(email: str, mailing: Mailing) -> set[int]:
    rows = MemberAddress.objects.filter(email=email.strip().lower()).select_related("member")
    people = {row.member.person_id for row in rows}
    roll = RollEntry.objects.filter(round=mailing.round_id, is_voided=False, member__in=people)
    return set(roll.values_list("member_id", flat=True))
