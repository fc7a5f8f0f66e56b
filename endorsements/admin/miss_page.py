"""The list of those who are just outside a round's roll, for staff, with the reason of each."""

from functools import partial

from django import forms
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from endorsements import misses
from endorsements.misses import MOST_LATE, ROWS_ON_A_PAGE
from endorsements.models import Round
from members import looks
from members.dues.reasons import NAMES, in_words
from members.models import LookPage, Member


class MissForm(forms.Form):
    """What of the list is asked for; odd values ask for all of it."""

    cause = forms.ChoiceField(required=False, choices=[("", "all"), *NAMES.items()])
    terms = forms.CharField(required=False, max_length=100, strip=True)
    page = forms.IntegerField(required=False, min_value=1, max_value=100_000)


def urls(round_admin):
    page = round_admin.admin_site.admin_view(require_safe(partial(miss_page, round_admin)))
    return [path("<uuid:round_id>/outside/", page, name="endorsements_round_misses")]


def miss_page(round_admin, request, round_id):
    voting_round = get_object_or_404(Round, pk=round_id)
    may_look = round_admin.has_view_permission(request, voting_round)
    if not may_look or not request.user.has_perm("members.view_member"):
        raise PermissionDenied
    form = MissForm(request.GET)
    form.is_valid()
    asked = {name: form.cleaned_data.get(name) or "" for name in ("cause", "terms")}
    page = form.cleaned_data.get("page") or 1
    found = misses.misses_of(voting_round, first=(page - 1) * ROWS_ON_A_PAGE, **asked)
    looks.record(LookPage.SEARCH, by=request.user, term=f"outside the roll: {asked['terms']}")
    context = {
        **round_admin.admin_site.each_context(request),
        "opts": Round._meta,
        "original": voting_round,
        "title": f"Just outside the roll: {voting_round}",
        "voting_round": voting_round,
        "found": found,
        "asked": asked,
        "causes": _causes(found, asked),
        "page": page,
        "earlier": _address(asked, page - 1) if page > 1 else "",
        "later": _address(asked, page + 1) if found.total > page * ROWS_ON_A_PAGE else "",
        "late": _late(voting_round),
    }
    return TemplateResponse(request, "admin/endorsements/round/misses.html", context)


def _causes(found, asked):
    """One line for each cause: its name, its number, and the address of its list."""
    return [
        {
            "name": NAMES[cause],
            "number": number,
            "address": _address(asked | {"cause": cause}, 1),
            "is_chosen": cause == asked["cause"],
        }
        for cause, number in found.per_cause.items()
    ]


def _address(asked, page):
    values = asked | {"page": page}
    return "?" + urlencode({name: value for name, value in values.items() if value})


def _late(voting_round):
    """Those whose payment came onto the ledger after the freeze, by name."""
    answers = misses.recorded_late(voting_round)
    members = Member.objects.in_bulk([one.member_id for one in answers[:MOST_LATE]])
    return {
        "number": len(answers),
        "rows": [
            {"member": members[one.member_id], "why": in_words(one.grounds)}
            for one in answers[:MOST_LATE]
        ],
    }
