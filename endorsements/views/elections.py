"""An election with what members decided for it: contests, questions, and whom they endorsed."""

from dataclasses import dataclass

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from endorsements.models import Contest, Election, LaterState, Result, Round
from endorsements.models.later import Later
from endorsements.pictures.counts import in_one_piece
from endorsements.views import endorsed


@dataclass(frozen=True)
class Decision:
    """One contest for the election: what it says once its outcome is public.

    Args:
        otherwise: what ballots printed, where the election's row says something else today.
    """

    contest: Contest
    sentence: str
    otherwise: str


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The elections to come, then those that were."""
    today = timezone.localdate()
    rows = list(Election.objects.select_related("follows"))
    context = {
        "to_come": [row for row in reversed(rows) if row.day >= today],
        "past": [row for row in rows if row.day < today],
    }
    return render(request, "endorsements/elections/index.html", context)


@require_safe
def show(request: HttpRequest, slug: str) -> HttpResponse:
    """One election."""
    election = get_object_or_404(Election.objects.select_related("follows"), slug=slug)
    past = election.past_endorsements.select_related("legislator", "at_election")
    context = {
        "election": election,
        "then": Election.objects.filter(follows=election).first(),
        "is_over": election.day < timezone.localdate(),
        "decisions": _decisions(election),
        "endorsed": endorsed.here(Q(contest__at_election=election)) + endorsed.before(past),
        "carried": _carried(election),
    }
    return render(request, "endorsements/elections/show.html", context)


def _decisions(election: Election) -> list[Decision]:
    """Contests of rounds that the public may know of, the latest round first."""
    rounds = Round.objects.announced().filter(rehearsal=False)
    contests = Contest.objects.filter(at_election=election, round__in=rounds)
    contests = contests.select_related("round__chapter", "for_question")
    results = Result.objects.filter(contest__in=contests)
    said = {row.contest_id: in_one_piece(row.numbers["sentence"]) for row in results}
    return [
        Decision(
            one,
            said.get(one.pk, "") if one.round.has_public_outcome else "",
            one.election if one.election != str(election) else "",
        )
        for one in contests.order_by("-round__closes_at", "position", "pk")
    ]


def _carried(election: Election) -> list[endorsed.EndorsementRow]:
    """Who was endorsed for the primary before, and carried forward to this election."""
    if election.follows is None:
        return []
    marks = LaterState.objects.that_stand().filter(
        state=Later.CARRIED, contest__at_election=election.follows
    )
    carried = set(marks.values_list("contest_id", "winner"))
    rows = endorsed.here(Q(contest__at_election=election.follows))
    return [row for row in rows if (row.contest_id, row.key) in carried]
