"""The ballot as voters will see it, for staff to read before anybody votes."""

from functools import partial

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, render
from django.urls import path
from django.views.decorators.http import require_safe

from endorsements import definition
from endorsements.forms import BallotForm
from endorsements.models import Candidate, Round


def urls(round_admin):
    page = round_admin.admin_site.admin_view(require_safe(partial(preview, round_admin)))
    return [path("<uuid:round_id>/preview/", page, name="endorsements_round_preview")]


def preview(round_admin, request, round_id):
    voting_round = get_object_or_404(Round, pk=round_id)
    if not round_admin.has_view_permission(request, voting_round):
        raise PermissionDenied
    as_built = voting_round.definition or definition.build(voting_round, styles={})
    candidates = Candidate.objects.filter(contest__round=voting_round).select_related("contest")
    form = BallotForm(
        contests=as_built["contests"],
        notes={(one.contest.key, one.key): one.description for one in candidates},
        withdrawn={(one.contest.key, one.key) for one in candidates if one.is_withdrawn},
    )
    context = {
        "round": voting_round,
        "rows": form.rows(),
        "is_drawn": bool(voting_round.definition),
    }
    return render(request, "admin/endorsements/round/preview.html", context)
