"""Mails of a round to its candidates: who gets a copy, and where it goes."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from endorsements.mailings.readers import Fate, dead_addresses
from endorsements.models import (
    Candidate,
    Delivery,
    DeliveryState,
    Mailing,
    MailingState,
    Result,
    Round,
)


def standing_in(voting_round: Round) -> list[Candidate]:
    """Whoever has not withdrawn; nobody in a rehearsal, which no real person stands in."""
    if voting_round.rehearsal:
        return []
    people = Candidate.objects.filter(contest__round=voting_round, is_withdrawn=False)
    return list(people.select_related("contest", "invitation").order_by("contest", "pk"))


def address_of(candidate: Candidate) -> str:
    """Where a candidate is written to: their own, else the one that they were asked at; or ""."""
    invitation = getattr(candidate, "invitation", None)
    return candidate.email or (invitation.email if invitation else "")


@transaction.atomic
def queue(mailing_id: int, now: datetime) -> None:
    """Write the copies that are missing, of all candidates at once; run twice it does it once."""
    locked = Mailing.objects.select_for_update(no_key=True, of=("self",)).select_related("round")
    mailing = locked.get(pk=mailing_id)
    if mailing.state != MailingState.QUEUING:
        return
    Delivery.objects.bulk_create(
        [Delivery(mailing=mailing, candidate=one, due_at=now) for one in standing_in(mailing.round)]
    )
    mailing.state = MailingState.SENDING
    mailing.save(update_fields=["state"])


def fates_of(mailing: Mailing, deliveries: Sequence[Delivery]) -> dict[int, Fate]:
    """By delivery; read just before it is sent, like those of members."""
    addresses = {one.pk: address_of(one) for one in standing_in(mailing.round)}
    dead = dead_addresses(mailing, set(addresses.values()))
    alive = {pk: address for pk, address in addresses.items() if address and address not in dead}
    return {one.pk: _fate(alive.get(one.candidate_id or 0)) for one in deliveries}


def _fate(address: str | None) -> Fate:
    return Fate(to=address) if address else Fate(state=DeliveryState.UNREACHABLE)


def outcomes_of(mailing: Mailing) -> dict[int, str]:
    """By contest what was decided, in a sentence; nothing before everybody may know it."""
    if not (mailing.is_to_candidates and mailing.round.has_public_outcome):
        return {}
    results = Result.objects.filter(contest__round=mailing.round).select_related("contest")
    return {one.contest_id: f"{one.contest}: {one.numbers['sentence']}" for one in results}


def with_address(voting_round: Round, email: str) -> list[Candidate]:
    wanted = email.strip().lower()
    return [one for one in standing_in(voting_round) if address_of(one).lower() == wanted]
