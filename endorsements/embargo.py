"""The hours between the count and its publication: the candidates are told, nobody else.

How many hours is frozen with the definition, so before the vote; none is the rule. What is told is
checked against the log first, exactly as it is before it is published.
"""

from uuid import UUID

from django.conf import settings
from django.db import transaction

from endorsements import log, publication
from endorsements.clock import database_now
from endorsements.mailings.candidates import address_of, standing_in
from endorsements.models import Candidate, Result, Round, RoundStatus
from endorsements.pictures.counts import in_one_piece
from members import audit, outbox
from members.moments import with_weekday


def is_due(voting_round: Round) -> bool:
    """Whether candidates wait to be told."""
    is_counted = voting_round.status == RoundStatus.COUNTED and not voting_round.rehearsal
    return is_counted and voting_round.embargo_hours > 0 and voting_round.candidates_told_at is None


@transaction.atomic
def tell_candidates(round_id: UUID) -> bool:
    """Put a mail to every candidate with an address, once, about their own contest alone.

    Returns:
        Whether they are told now; False when it is not the time for it.

    Raises:
        DoesNotAddUp: what was counted is not what the log names; nobody is told.
    """
    voting_round = log.lock(round_id)
    if voting_round.candidates_told_at is not None:
        return True
    if not is_due(voting_round):
        return False
    publication.checked_results(voting_round)
    told = without_address = 0
    for candidate in standing_in(voting_round):
        address = address_of(candidate)
        if address:
            _put(voting_round, candidate, address)
            told += 1
        else:
            without_address += 1
    voting_round.candidates_told_at = database_now()
    voting_round.save(update_fields=["candidates_told_at"])
    audit.record(
        "round.candidates_told", by=None, of=voting_round, told=told, no_address=without_address
    )
    return True


def unreachable(voting_round: Round) -> list[str]:
    """Names of those whom nobody could tell, for staff to look for an address."""
    return [one.name for one in standing_in(voting_round) if not address_of(one)]


def _put(voting_round: Round, candidate: Candidate, address: str) -> None:
    sentence = in_one_piece(Result.objects.get(contest=candidate.contest).numbers["sentence"])
    due = voting_round.publication_due_at
    if due is None:
        raise LookupError("a counted round has the time of its publication")
    public_from = with_weekday(due)
    outbox.put(
        to=address,
        subject=f"{candidate.contest}: what our members decided",
        body=(
            f"{candidate.name},\n\nour members have voted, and the ballots are counted. "
            f"{candidate.contest}:\n\n{sentence}\n\n"
            f"Please keep this to yourself until {public_from}: from then on it stands, with the "
            f"whole count, at\n\n{settings.BASE_URL}/rounds/{voting_round.slug}/\n"
        ),
        kind="embargo",
        key=f"embargo:{voting_round.id}:{candidate.pk}",
        # What nobody may know yet is not kept where staff could read it later on.
        forget=True,
    )
