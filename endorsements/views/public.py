"""What everybody sees: home, endorsements, and the list of public records."""

from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from endorsements.models import Announcement, PastEndorsement, Round
from endorsements.turnout import turnout_of
from endorsements.views import endorsed, rows
from endorsements.views.results import decided
from endorsements.views.voter import member_of

LATEST, DECIDED_LATELY, ANNOUNCED_LATELY = 6, 3, 3


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What is open, who is endorsed, how it works."""
    open_rounds = [
        {
            "round": one,
            "left": rows.left_of(one),
            "turnout": turnout_of(one),
            "contests": (one.definition or {})["contests"],
        }
        for one in Round.objects.open_now().filter(rehearsal=False).order_by("closes_at")
    ]
    context = {
        "today": timezone.localdate(),
        "open_rounds": open_rounds,
        "counting": Round.objects.being_counted().filter(rehearsal=False),
        "decided": decided(Round.objects.published().filter(rehearsal=False)[:DECIDED_LATELY]),
        "news": Announcement.objects.published().select_related("round")[:ANNOUNCED_LATELY],
        "latest": (endorsed.here() + endorsed.before(_past()))[:LATEST],
        "member": member_of(request),
    }
    return render(request, "endorsements/home.html", context)


@require_safe
def endorsements(request: HttpRequest) -> HttpResponse:
    """Whom the members endorsed, by year and election."""
    everyone = endorsed.with_records(endorsed.here() + endorsed.before(_past()))
    everyone.sort(key=lambda row: (-row.year, not row.election, row.election))
    years = [
        (year, [(election, list(rows)) for election, rows in groupby(of_year, _election)])
        for year, of_year in groupby(everyone, lambda row: row.year)
    ]
    return render(request, "endorsements/endorsements.html", {"years": years})


def _election(row: endorsed.EndorsementRow) -> tuple[str, str]:
    """As the ballot or the source named it, and its page where it has one."""
    return row.election, row.at.get_absolute_url() if row.at else ""


@require_safe
def record_index(request: HttpRequest) -> HttpResponse:
    """Every round with what can be downloaded of it."""
    rounds = Round.objects.announced().filter(rehearsal=False)
    return render(request, "endorsements/record_index.html", {"rounds": rounds})


def _past() -> list[PastEndorsement]:
    return list(PastEndorsement.objects.select_related("legislator", "at_election"))
