"""Pages that explain: how a round works, how we count, and what staff can and cannot see."""

from functools import cache

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from endorsements.rulebook.contents import STANDFIRST, TITLE, contents
from endorsements.timeline import AHEAD, Step

STEPS_OF_A_ROUND = [
    Step(name, AHEAD, None, note)
    for name, note in (
        ("Announced", "Candidates, rules and dates are fixed, and the list of who may vote."),
        ("Voting", "Members vote. You may change your ballot until the close."),
        ("Counting", "Envelopes are mixed, opened and counted by the machine."),
        ("Published", "Numbers, outcome and the whole record, for anyone to recount."),
        ("Certified", "After days in which anyone may object, the last keys are destroyed."),
    )
]


@require_safe
def how_it_works(request: HttpRequest) -> HttpResponse:
    return render(request, "pages/how_it_works.html", {"steps": STEPS_OF_A_ROUND})


# The rulebook is the same as long as the program is: its examples are counted once.
_sections = cache(contents)


@require_safe
def how_we_count(request: HttpRequest) -> HttpResponse:
    context = {"title": TITLE, "standfirst": STANDFIRST, "sections": _sections()}
    return render(request, "pages/how_we_count.html", context)


@require_safe
def trust(request: HttpRequest) -> HttpResponse:
    return render(request, "pages/trust.html")
