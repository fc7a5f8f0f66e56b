"""A candidate withdraws while members vote: the log says so, and who has voted is told, and who
votes on paper."""

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet

from endorsements import rounds
from endorsements.definition import contests_of
from endorsements.models import Candidate, RollEntry
from endorsements.models.ballots import RollEntryQuerySet
from members import outbox
from members.models import MemberAddress, User

COUNTS = (
    "Whatever a ballot says of a candidate who has withdrawn counts as left blank; the rest of it "
    "counts as it is."
)
MAY_CHANGE = (
    f"You have cast a ballot in this round. {COUNTS} You may change your ballot until the close:"
    "\n\n{ballot}\n\n"
    "We write the same to everybody who has voted: nobody knows for whom.\n"
)
ON_PAPER = (
    f"You vote on paper in this round. {COUNTS} If you still have your sheet, mark it as you now "
    "wish, or ask us for a fresh one. A sheet that you have handed in cannot be given back, since "
    "nobody knows which is whose; it counts as said.\n\n{round}\n\n"
    "We write the same to everybody who votes on paper.\n"
)


@transaction.atomic
def note(candidate_id: int, *, by: User, proposed_by: User) -> Candidate:
    """Note a withdrawal and put a mail to everybody who has voted in the contest.

    The mails say the same to all of them: nobody knows who voted for whom. Who votes on paper is
    told as well, in other words: whether their sheet came in nobody knows either.

    Raises:
        IllegalMove: see `rounds.require_withdrawal`.
        NeedsTwo: one person alone notes it.
    """
    candidate = rounds.withdraw_candidate(candidate_id, by=by, proposed_by=proposed_by)
    concerned = _entries_concerned(candidate)
    _tell(candidate, concerned.who_voted(), MAY_CHANGE)
    _tell(candidate, concerned.on_paper(), ON_PAPER)
    return candidate


def _tell(candidate: Candidate, entries: QuerySet[RollEntry], what_now: str) -> None:
    found = MemberAddress.objects.leading_to(entries.values("member"))
    outbox.put_to_all(
        found.values_list("email", flat=True),
        subject=f"{candidate.name} has withdrawn",
        body=_letter(candidate, what_now),
        kind="withdrawal",
        forget=True,
    )


def _entries_concerned(candidate: Candidate) -> RollEntryQuerySet:
    """The places on the roll whose ballot has the contest, and is in the count."""
    contest = candidate.contest
    definition = contest.round.definition or {}
    styles = [
        style
        for style in definition["styles"]
        if any(one["key"] == contest.key for one in contests_of(definition, style))
    ]
    return RollEntry.objects.filter(round=contest.round, style__in=styles, is_voided=False)


def _letter(candidate: Candidate, what_now: str) -> str:
    page = f"{settings.BASE_URL}/{{}}/{candidate.contest.round.slug}/"
    return (
        f"{candidate.name} has withdrawn from the contest for {candidate.contest}.\n\n"
        + what_now.format(ballot=page.format("ballots"), round=page.format("rounds"))
    )
