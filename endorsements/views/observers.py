"""The observers' pages: log, checkpoints and turnout; nothing can be done here."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from endorsements.models import Checkpoint, LogEntry, Observer, Round
from endorsements.protocol import chain
from endorsements.turnout import turnout_of
from endorsements.views.rows import steps_of

CHECKPOINTS_SHOWN = 50
NOT_ONE = (
    "This page is for observers whom the organisation has named. Everything on it is public as "
    "well: see the public record."
)


def _observed(request: HttpRequest) -> QuerySet[Round]:
    """The rounds that an observer sees; staff may look at what they see."""
    user = request.user
    if not (user.is_active and user.is_staff) and not Observer.objects.of_user(user).exists():
        raise PermissionDenied(NOT_ONE)
    return Round.objects.announced().filter(rehearsal=False)


@require_safe
@never_cache
@login_required
def observe(request: HttpRequest) -> HttpResponse:
    """Every round that there is to observe."""
    return render(request, "endorsements/observers/rounds.html", {"rounds": _observed(request)})


@require_safe
@never_cache
@login_required
def observe_round(request: HttpRequest, slug: str) -> HttpResponse:
    """One round: all that its log says but the single ballots, which the record has."""
    voting_round = get_object_or_404(_observed(request), slug=slug)
    entries = LogEntry.objects.filter(round=voting_round).in_order()
    signed = Checkpoint.objects.filter(round=voting_round).order_by("-seq")
    context = {
        "round": voting_round,
        "steps": steps_of(voting_round),
        "turnout": turnout_of(voting_round),
        "lines": [_line(one) for one in entries.exclude(kind=chain.CAST)],
        "ballots": entries.filter(kind=chain.CAST).count(),
        "checkpoints": [_row(one) for one in signed[:CHECKPOINTS_SHOWN]],
        "number_of_checkpoints": signed.count(),
    }
    return render(request, "endorsements/observers/round.html", context)


def _line(entry: LogEntry) -> dict[str, Any]:
    said = [f"{key}: {value}" for key, value in entry.payload.items()]
    return {"seq": entry.seq, "kind": entry.kind, "says": said}


def _row(checkpoint: Checkpoint) -> dict[str, Any]:
    return {
        "seq": checkpoint.seq,
        "at": checkpoint.at,
        "slots": checkpoint.slots,
        "head": bytes(checkpoint.head).hex(),
    }
