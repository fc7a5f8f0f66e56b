"""Staff pages for ballots on paper: the pile, sheets to print, and one sheet after the other."""

import functools
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_safe

from endorsements import additions
from endorsements.chapter_staff import rounds_of
from endorsements.definition import contests_of
from endorsements.errors import EndorsementError, UnknownSheet
from endorsements.forms.paper import UNREADABLE_PREFIX, CodeForm, PaperForm, PrintForm, notes_of
from endorsements.models import Round, RoundStatus
from endorsements.paper import entering, finishing, marking, sheets
from endorsements.paper.sheets import Sheet
from endorsements.round_acts.shape import PERMISSION
from members import staff_door
from members.models import User

View = Callable[..., HttpResponse]
AGREED = "Two people have read this sheet alike."
FIRST = "Noted. Another person has to read this sheet too."


def staff_page(view: View) -> View:
    """For those of the staff who may change rounds, with their second factor shown."""

    @never_cache
    @functools.wraps(view)
    def guarded(request: HttpRequest, slug: str) -> HttpResponse:
        if away := staff_door.turned_away(request):
            return away
        if not request.user.has_perm(PERMISSION):
            raise PermissionDenied
        # A draft has no ballot yet that could be printed.
        found = rounds_of(request.user).exclude(status=RoundStatus.DRAFT)
        return view(request, get_object_or_404(found, slug=slug))

    return guarded


def person(request: HttpRequest) -> User:
    """Whoever asks, on a page that `staff_page` guards."""
    return User.objects.get(email=request.user.get_username())


@require_safe
@staff_page
def pile(request: HttpRequest, voting_round: Round) -> HttpResponse:
    """Where the ballots on paper of a round stand, and what comes next."""
    numbers = entering.pile_of(voting_round)
    context = {
        "round": voting_round,
        "pile": numbers,
        "few": marking.how_few(voting_round, numbers.marked),
        "may_mark": voting_round.status in marking.WHILE,
        "may_enter": _may_enter(voting_round),
        "is_finished": entering.is_finished(voting_round),
        "obstacles": finishing.obstacles(voting_round),
    }
    return render(request, "endorsements/paper/pile.html", context)


def _may_enter(voting_round: Round) -> bool:
    try:
        entering.require_entering(voting_round)
    except EndorsementError:
        return False
    return True


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page
def print_sheets(request: HttpRequest, voting_round: Round) -> HttpResponse:
    """Fresh sheets, each with a slip. They are stored nowhere: printed again they are others."""
    data = request.POST if request.method == "POST" else None
    form = PrintForm(data, ballots=additions.ballots(voting_round))
    context: dict[str, Any] = {"round": voting_round, "form": form}
    if not form.is_valid():
        status = 400 if form.is_bound else 200
        return render(request, "endorsements/paper/print.html", context, status=status)
    style, number = form.cleaned_data["style"], form.cleaned_data["number"]
    contests = contests_of(voting_round.definition or {}, style)
    ballot = PaperForm(contests=contests, notes=notes_of(voting_round))
    offices = [(one["key"], one["office"], one["district"]) for one in contests]
    context["rows"] = ballot.rows()
    context["sheets"] = [
        (sheet, [(office, district, sheet.codes[key]) for key, office, district in offices])
        for sheet in sheets.new_sheets(voting_round, style, number)
    ]
    return render(request, "endorsements/paper/sheets.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters()
@sensitive_variables()
@staff_page
def enter(request: HttpRequest, voting_round: Round) -> HttpResponse:
    """Ask for a sheet's code, then for what is marked on it; nothing is stored in between."""
    try:
        entering.require_entering(voting_round)
        sheet = _sheet_of(request, voting_round)
    except UnknownSheet as refusal:
        return _ask(request, voting_round, str(refusal))
    except EndorsementError as refusal:
        messages.error(request, str(refusal))
        return redirect("endorsements:paper", voting_round.slug)
    if sheet is None:
        return _ask(request, voting_round, "")
    if "forget" in request.POST:
        return _take_back(request, voting_round, sheet)
    return _read(request, voting_round, sheet)


def _sheet_of(request: HttpRequest, voting_round: Round) -> Sheet | None:
    if request.method != "POST":
        return None
    form = CodeForm(request.POST)
    if not form.is_valid():
        raise UnknownSheet(" ".join(map(str, form.errors["sheet"])))
    return sheets.read_sheet(voting_round, form.cleaned_data["sheet"])


def _ask(request: HttpRequest, voting_round: Round, error: str) -> HttpResponse:
    numbers = entering.pile_of(voting_round)
    few = marking.how_few(voting_round, numbers.marked)
    context = {"round": voting_round, "pile": numbers, "few": few, "error": error}
    status = 400 if error else 200
    return render(request, "endorsements/paper/code.html", context, status=status)


@sensitive_variables()
def _read(request: HttpRequest, voting_round: Round, sheet: Sheet) -> HttpResponse:
    contests = contests_of(voting_round.definition or {}, sheet.style)
    is_sent = "read" in request.POST
    form = PaperForm(
        request.POST if is_sent else None, contests=contests, notes=notes_of(voting_round)
    )
    if not (is_sent and form.is_valid()):
        status = 400 if is_sent else 200
        return _form_page(request, voting_round, sheet, form, "", status)
    try:
        reading = entering.enter(voting_round.pk, sheet, form.selections(), by=person(request))
    except EndorsementError as refusal:
        return _form_page(request, voting_round, sheet, form, str(refusal), 409)
    if reading.differing:
        offices = {one["key"]: one["office"] for one in contests}
        names = ", ".join(offices[key] for key in reading.differing)
        says = (
            f"Somebody else has read this sheet otherwise: {names}. Look at the sheet together. "
            "Whoever misread it enters it again; what they noted before is replaced."
        )
        return _form_page(request, voting_round, sheet, form, says, 409)
    messages.success(request, AGREED if reading.is_agreed else FIRST)
    return redirect("endorsements:paper_enter", voting_round.slug)


@sensitive_variables()
def _form_page(
    request: HttpRequest, voting_round: Round, sheet: Sheet, form: PaperForm, says: str, status: int
) -> HttpResponse:
    rows = [(row, UNREADABLE_PREFIX + row.key, form.is_unreadable(row.key)) for row in form.rows()]
    context = {"round": voting_round, "sheet": sheet, "form": form, "rows": rows, "says": says}
    return render(request, "endorsements/paper/read.html", context, status=status)


def _take_back(request: HttpRequest, voting_round: Round, sheet: Sheet) -> HttpResponse:
    number = entering.take_back(voting_round.pk, sheet, by=person(request))
    said = "This sheet is not entered any more." if number else "This sheet was not entered."
    messages.success(request, said)
    return redirect("endorsements:paper_enter", voting_round.slug)
