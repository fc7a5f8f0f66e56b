"""Why members voted as they say: written in a request of its own, after the ballot's.

Nothing joins a reason to a ballot: it hangs on contest and member, never on slot, envelope or log,
and has neither a time nor a running number. Its text is sealed (`sealing`), so that the database
alone shows no words that lean to a side while the vote runs. Staff read those that may be quoted
after the close, and choose; a reason may be deleted by its writer at any time.
"""

import secrets
from collections import defaultdict
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction

from endorsements.clock import database_now
from endorsements.errors import NoReasonTaken
from endorsements.models import Channel, Contest, Reason, Round, RoundStatus
from endorsements.reviewing import sealing
from endorsements.reviewing.places import entry_in, signed_as
from members import audit
from members.models import Member, User

PURPOSE = "reason"
LONGEST_REASON = 1000
# Of a sheet nobody knows whether it came in before reasons end; and where few vote on paper, words
# with a name beside them would tell whose a sheet is to the two who enter it.
ON_PAPER = (
    "You vote on paper, so that no reason is taken here: nobody knows before the close whether "
    "your sheet came in, and your words might tell those who enter the sheets which is yours."
)
BEFORE_CLOSE = (RoundStatus.DRAFT, RoundStatus.SCHEDULED, RoundStatus.OPEN)


@dataclass(frozen=True)
class Quote:
    """A member's words as they may be printed, with first name and town."""

    id: UUID
    contest: Contest
    text: str
    by: str
    is_quoted: bool


@transaction.atomic
def write(contest_id: int, text: str, *, may_quote: bool, member: Member) -> None:
    """Keep a reason in the place of an earlier one; an empty text deletes it.

    Raises:
        NoReasonTaken: voting has ended, or no ballot of the member is recorded in the contest.
    """
    contest = Contest.objects.select_related("round").get(pk=contest_id)
    entry = entry_in(contest, member)
    if entry is None or entry.channel == Channel.NONE:
        raise NoReasonTaken("A reason is taken once your ballot is recorded, and not before.")
    if entry.channel == Channel.PAPER:
        raise NoReasonTaken(ON_PAPER)
    require_open(contest.round)
    if not text.strip():
        delete(contest_id, member=member)
        return
    sealed = sealing.seal(text.strip(), purpose=PURPOSE)
    # Deleted and made anew, with a new key: nothing tells a first version from a second.
    Reason.objects.of_member(member).filter(contest=contest).delete()
    Reason.objects.create(contest=contest, member=member, sealed=sealed, may_quote=may_quote)


def require_open(voting_round: Round) -> None:
    is_over = voting_round.closes_at is None or voting_round.closes_at <= database_now()
    if voting_round.status != RoundStatus.OPEN or is_over:
        raise NoReasonTaken("Reasons are written and changed while the round is open.")


def delete(contest_id: int, *, member: Member) -> None:
    """Take a reason back, a quote included; nobody needs to be asked, at any time."""
    Reason.objects.of_member(member).filter(contest_id=contest_id).delete()


def reason_of(contest: Contest, member: Member) -> tuple[str, bool]:
    """What the member wrote, and whether it may be quoted; empty where nothing is kept."""
    row = Reason.objects.of_member(member).filter(contest=contest).first()
    return (sealing.unseal(row.sealed, purpose=PURPOSE), row.may_quote) if row else ("", False)


def to_choose_from(voting_round: Round) -> list[Quote]:
    """What staff may quote; nothing before the close, whoever asks."""
    if voting_round.effective_status in BEFORE_CLOSE:
        return []
    found = Reason.objects.filter(contest__round=voting_round).to_quote()
    # By the random key: neither by name nor by time.
    return [
        _quote(row)
        for row in found.select_related("contest", "member").order_by("contest__position", "id")
    ]


def quotes_of(voting_round: Round) -> dict[str, list[Quote]]:
    """Contest key to the quotes that staff chose, for the announcement; empty before the close."""
    chosen: dict[str, list[Quote]] = defaultdict(list)
    for quote in to_choose_from(voting_round):
        if quote.is_quoted:
            chosen[quote.contest.key].append(quote)
    return dict(chosen)


@transaction.atomic
def choose(round_id: UUID, wanted: set[UUID], *, by: User) -> int:
    """Quote these and no others.

    Returns:
        How many are quoted; ids of other rounds, or without consent, are passed over.

    Raises:
        NoReasonTaken: the round has not closed.
    """
    voting_round = Round.objects.select_for_update(no_key=True).get(pk=round_id)
    if voting_round.effective_status in BEFORE_CLOSE:
        raise NoReasonTaken("Quotes are chosen after the close.")
    found = Reason.objects.filter(contest__round=voting_round).to_quote()
    found.exclude(id__in=wanted).filter(is_quoted=True).update(is_quoted=False)
    found.filter(id__in=wanted, is_quoted=False).update(is_quoted=True)
    number = found.quoted().count()
    audit.record("quotes.chosen", by=by, of=voting_round, number=number)
    return number


def settle(voting_round: Round) -> None:
    """At the certification: forget what may not be quoted, and write the rest anew.

    All rows then have one transaction and lie in the order of new random keys: nothing is left of
    the order in which members wrote, which is nearly the order in which they voted.
    """
    rows = list(Reason.objects.filter(contest__round=voting_round).to_quote())
    forget(voting_round)
    for row in rows:
        row.id, row.is_kept = UUID(bytes=secrets.token_bytes(16)), True
    Reason.objects.bulk_create(sorted(rows, key=lambda row: row.id))


def forget(voting_round: Round) -> None:
    """Delete all reasons of a round, as when it is annulled."""
    Reason.objects.filter(contest__round=voting_round).delete()


def forget_member(member: Member) -> None:
    """An account is closed: its reasons go, quotes included."""
    Reason.objects.of_member(member).delete()


def as_tables(member: Member) -> dict[str, list[dict[str, Any]]]:
    found = Reason.objects.of_member(member).select_related("contest__round")
    return {
        "reasons_given": [
            {
                "round": row.contest.round.title,
                "contest": str(row.contest),
                "reason": sealing.unseal(row.sealed, purpose=PURPOSE),
                "may_be_quoted": row.may_quote,
                "is_quoted": row.is_quoted,
            }
            for row in found
        ]
    }


def _quote(row: Reason) -> Quote:
    text = sealing.unseal(row.sealed, purpose=PURPOSE)
    return Quote(row.id, row.contest, text, signed_as(row.member), row.is_quoted)
