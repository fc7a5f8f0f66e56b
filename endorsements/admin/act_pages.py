"""The page behind a button: asks before, calls the command, says what happened."""

from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.views.decorators.http import require_http_methods

from endorsements import tasks
from endorsements.admin.acts import BY_NAME
from endorsements.errors import EndorsementError
from endorsements.models import Round
from endorsements.round_acts.shape import PERMISSION
from members import proposals
from members.admin.proposal_page import NOBODY
from members.errors import MembersError

CHANGE_PAGE = "admin:endorsements_round_change"


def urls(round_admin):
    """One address per button; every one asks on GET and acts on POST alone."""
    page = require_http_methods(["GET", "HEAD", "POST"])(partial(act_page, round_admin))
    page = round_admin.admin_site.admin_view(page)
    return [path("<uuid:round_id>/do/<slug:name>/", page, name="endorsements_round_act")]


def act_page(round_admin, request, round_id, name):
    voting_round = get_object_or_404(Round, pk=round_id)
    if name not in BY_NAME:
        raise Http404
    if not round_admin.has_change_permission(request, voting_round):
        raise PermissionDenied
    act = BY_NAME[name]
    form = act.form(request.POST if request.method == "POST" else None, voting_round=voting_round)
    if form.is_valid():
        return _perform(act, voting_round, form.cleaned_data, request)
    return _ask(round_admin, request, act, voting_round, form)


def _perform(act, voting_round, answers, request):
    try:
        with transaction.atomic():
            act.command(voting_round, answers, request.user)
            tasks.nudge_on_commit(voting_round.pk, *act.then)
    except (EndorsementError, MembersError) as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, act.done)
    return redirect(CHANGE_PAGE, voting_round.pk)


def _ask(round_admin, request, act, voting_round, form):
    is_offered = act.is_offered(voting_round)
    context = {
        **round_admin.admin_site.each_context(request),
        "opts": Round._meta,
        "original": voting_round,
        "title": f"{act.label}: {voting_round}",
        "act": act,
        "voting_round": voting_round,
        "form": form,
        "is_offered": is_offered,
        "obstacles": act.obstacles(voting_round) if is_offered else [],
        "is_alone": act.takes_two and proposals.is_alone(request.user, PERMISSION),
        "nobody": NOBODY,
    }
    return TemplateResponse(request, "admin/endorsements/round/act.html", context)
