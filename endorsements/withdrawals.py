"""A candidate withdraws while members vote: the log says so, and who has voted is told."""

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet

from endorsements import rounds
from endorsements.definition import contests_of
from endorsements.models import Candidate, RollEntry, Round
from members import outbox
from members.models import MemberAddress, User


@transaction.atomic
def note(candidate_id: int, *, by: User, proposed_by: User) -> Candidate:
    """Note a withdrawal and put a mail to everybody who has voted in the contest.

    The mails say the same to all of them: nobody knows who voted for whom.

    Raises:
        IllegalMove: see `rounds.require_withdrawal`.
        NeedsTwo: one person alone notes it.
    """
    candidate = rounds.withdraw_candidate(candidate_id, by=by, proposed_by=proposed_by)
    outbox.put_to_all(
        _addresses_of_voters(candidate),
        subject=f"{candidate.name} has withdrawn",
        body=_letter(candidate),
        kind="withdrawal",
        forget=True,
    )
    return candidate


def _addresses_of_voters(candidate: Candidate) -> QuerySet[MemberAddress, str]:
    contest = candidate.contest
    definition = contest.round.definition or {}
    styles = [
        style
        for style in definition["styles"]
        if any(one["key"] == contest.key for one in contests_of(definition, style))
    ]
    voted = RollEntry.objects.filter(round=contest.round, style__in=styles).who_voted()
    return MemberAddress.objects.leading_to(voted.values("member")).values_list("email", flat=True)


def _letter(candidate: Candidate) -> str:
    voting_round: Round = candidate.contest.round
    return (
        f"{candidate.name} has withdrawn from the contest for {candidate.contest}.\n\n"
        "You have cast a ballot in this round. Whatever a ballot says of a candidate who has "
        "withdrawn counts as left blank; the rest of it counts as it is. You may change your "
        f"ballot until the close:\n\n{settings.BASE_URL}/ballots/{voting_round.slug}/\n\n"
        "We write the same to everybody who has voted: nobody knows for whom.\n"
    )
