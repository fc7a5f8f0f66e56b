"""The page on which staff try a rule with made-up ballots. It stores nothing."""

from functools import partial

from django.core.exceptions import PermissionDenied
from django.shortcuts import render
from django.urls import path, reverse
from django.views.decorators.http import require_http_methods

from endorsements.admin.try_form import TryForm, start_from
from endorsements.pictures.counts import count_of, in_one_piece
from endorsements.tally.presets import PRESETS
from endorsements.tally.results import contest_result

NAME = "endorsements_round_try"
# The draw of a real round is from its log; here is none.
SEED = bytes(32)
NO_MINIMUMS = {"counts_minimum": 0, "records_minimum": 0, "patterns": True}
TEMPLATE = "admin/endorsements/round/try.html"


def urls(round_admin):
    page = require_http_methods(["GET", "HEAD", "POST"])(partial(try_it, round_admin))
    return [path("try/", round_admin.admin_site.admin_view(page), name=NAME)]


def address_for(which):
    """The page with a preset's example, or a contest's rule and candidates, filled in."""
    return f"{reverse(f'admin:{NAME}')}?rule={which}"


def try_it(round_admin, request):
    if not round_admin.has_view_permission(request):
        raise PermissionDenied
    if request.method == "POST":
        form = TryForm(request.POST)
        trial = trial_of(form.cleaned_data) if form.is_valid() else None
    else:
        form, trial = TryForm(initial=filled_in(request.GET.get("rule", PRESETS[0].key))), None
    examples = [(preset.called(), address_for(preset.key)) for preset in PRESETS]
    return render(request, TEMPLATE, {"form": form, "trial": trial, "examples": examples})


def trial_of(answers):
    """The count of a form's ballots, ready to print."""
    contest, typed = answers["contest"], answers["typed"]
    eligible = answers["eligible"] or sum(typed.profile.values())
    numbers = contest_result(NO_MINIMUMS, contest, typed.profile, eligible=eligible, seed=SEED)
    return {
        "sentence": in_one_piece(numbers["sentence"]),
        "rule": numbers["rule"],
        "count": count_of(contest, numbers),
        "notes": typed.notes,
    }


def filled_in(which):
    """What the form begins with; empty for a rule that is not there."""
    start = start_from(which)
    if start is None:
        return {}
    return {"rule": which, "candidates": "\n".join(start.names.values()), "ballots": start.ballots}
