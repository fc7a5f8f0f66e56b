"""A member's own page: what is open for them, whether they have voted, and if not, why not."""

from dataclasses import dataclass

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from endorsements import casting
from endorsements.definition import contests_of
from endorsements.models import Channel, RollEntry, Round, RoundStatus
from endorsements.timeline import time_left
from endorsements.views.voter import member_of, why_nobody, why_not_on_the_roll
from members.models import Member


@dataclass(frozen=True)
class BallotRow:
    """One round as it concerns this member; `added` is why staff added them to its roll, and
    `has_voted` is about this site: whether a sheet of paper came in nobody knows."""

    round: Round
    contests: tuple[str, ...]
    has_voted: bool
    is_on_paper: bool
    version: int
    left: str
    why_not: str
    slot: str
    added: str


@require_safe
@never_cache
@login_required
def my_ballots(request: HttpRequest) -> HttpResponse:
    member = member_of(request)
    rounds = Round.objects.announced_to(request.user).exclude(status=RoundStatus.ANNULLED)
    rows = [_row(voting_round, member) for voting_round in rounds]
    is_open = [row for row in rows if row.round.status == RoundStatus.OPEN]
    context = {
        "member": member,
        "why_nobody": "" if member else why_nobody(request.user),
        "open": is_open,
        "mine": [row for row in is_open if not row.why_not],
        "others": [row for row in rows if row.round.status != RoundStatus.OPEN],
    }
    return render(request, "endorsements/my_ballots.html", context)


def _row(voting_round: Round, member: Member | None) -> BallotRow:
    entry = _entry(voting_round, member) if member else None
    left = voting_round.closes_at - timezone.now() if voting_round.closes_at else None
    return BallotRow(
        round=voting_round,
        contests=_contests(voting_round, entry),
        has_voted=entry is not None and entry.channel == Channel.ONLINE,
        is_on_paper=entry is not None and entry.channel == Channel.PAPER,
        version=casting.recorded_version(entry) if entry and entry.slot is not None else 0,
        left=time_left(left) if left and left.total_seconds() > 0 else "",
        why_not=_why_not(voting_round, member, entry),
        slot=bytes(entry.slot).hex() if entry and entry.slot is not None else "",
        added=entry.reason if entry else "",
    )


def _entry(voting_round: Round, member: Member) -> RollEntry | None:
    return RollEntry.objects.filter(round=voting_round).of_member(member).first()


def _contests(voting_round: Round, entry: RollEntry | None) -> tuple[str, ...]:
    if entry is None:
        return ()
    contests = contests_of(voting_round.definition or {}, entry.style)
    return tuple(", ".join(filter(None, [one["office"], one["district"]])) for one in contests)


def _why_not(voting_round: Round, member: Member | None, entry: RollEntry | None) -> str:
    if entry is not None or member is None:
        return ""
    return why_not_on_the_roll(voting_round, member)
