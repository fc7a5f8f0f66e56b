"""“My code is not in the list”: the member's page, and the staff's list of what is open."""

from typing import Any

from allauth.core import ratelimit
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from endorsements.challenges import answering, filing, opening
from endorsements.errors import BallotRefused, ChallengeRefused, EndorsementError
from endorsements.forms.challenge import AnswerForm, FileForm, OpeningForm, PaperForm, ReadForm
from endorsements.models import Challenge, ChallengeState, Channel, RollEntry, Round
from endorsements.round_acts import challenged
from endorsements.turnout import sheets_counted
from endorsements.views.paper import person, staff_page
from endorsements.views.voter import find_voter, voters_page
from endorsements.views.voting import refused
from members.errors import MembersError

PROPOSED = "Proposed. Nothing happens until a second person confirms it, within 24 hours."


@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters()
@sensitive_variables()
@voters_page
def challenge(request: HttpRequest, voting_round: Round) -> HttpResponse:
    """What to look at first, a form to file, and what became of one's own challenges."""
    try:
        entry = find_voter(request, voting_round).entry
    except BallotRefused as refusal:
        return refused(request, voting_round, refusal)
    if request.method != "POST":
        return _page(request, voting_round, entry)
    if not ratelimit.consume(request, action="challenge", user=request.user):
        return ratelimit.respond_429(request)
    if "read" in request.POST:
        return _read(request, voting_round, entry)
    form = (PaperForm if _is_on_paper(entry) else FileForm)(request.POST)
    if not form.is_valid():
        return _page(request, voting_round, entry, form=form, status=400)
    try:
        filed = filing.file(voting_round.pk, entry, **form.cleaned_data)
    except ChallengeRefused as refusal:
        return _page(request, voting_round, entry, form=form, error=str(refusal), status=409)
    context = {"round": voting_round, "filed": filed}
    return render(request, "endorsements/challenges/filed.html", context)


def _is_on_paper(entry: RollEntry) -> bool:
    return entry.channel == Channel.PAPER


@sensitive_variables()
def _read(request: HttpRequest, voting_round: Round, entry: RollEntry) -> HttpResponse:
    own = voting_round.challenges.filter(slot=entry.slot)
    number = request.POST.get("read", "")
    one = get_object_or_404(own, pk=number if number.isdigit() and len(number) < 10 else 0)
    form = ReadForm(request.POST)
    try:
        if not form.is_valid():
            raise ChallengeRefused(" ".join(map(str, form.errors["key"])))
        lines = opening.read(one, form.cleaned_data["key"])
    except ChallengeRefused as refusal:
        return _page(request, voting_round, entry, error=str(refusal), status=400)
    context = {"round": voting_round, "challenge": one, "lines": lines}
    return render(request, "endorsements/challenges/opened.html", context)


def _page(
    request: HttpRequest,
    voting_round: Round,
    entry: RollEntry,
    *,
    form: FileForm | PaperForm | None = None,
    error: str = "",
    status: int = 200,
) -> HttpResponse:
    own = list(voting_round.challenges.filter(slot=entry.slot)) if entry.slot else []
    try:
        filing.require_window(voting_round)
        closed = ""
    except ChallengeRefused as refusal:
        closed = str(refusal)
    is_open = any(one.state != ChallengeState.ANSWERED for one in own)
    context: dict[str, Any] = {
        "round": voting_round,
        "own": own,
        "may_file": not closed and not is_open and len(own) < filing.MOST_OF_A_SLOT,
        "closed": closed,
        "form": form or FileForm(),
        "is_on_paper": _is_on_paper(entry),
        "error": error,
    }
    return render(request, "endorsements/challenges/challenge.html", context, status=status)


@require_safe
@staff_page
def challenges(request: HttpRequest, voting_round: Round) -> HttpResponse:
    """All challenges of a round, for the staff."""
    rows = list(voting_round.challenges.select_related("owner"))
    for one in rows:
        one.last = filing.last_version(one)  # type: ignore[attr-defined]
    context = {
        "round": voting_round,
        "rows": rows,
        "due": voting_round.certification_due_at,
        "sheets": sheets_counted(voting_round),
    }
    return render(request, "endorsements/challenges/list.html", context)


@require_POST
@staff_page
def act(request: HttpRequest, voting_round: Round) -> HttpResponse:
    """One step with one challenge: take it on, propose to open its ballot, propose an answer."""
    number = request.POST.get("challenge", "")
    own = Challenge.objects.select_related("round").filter(round=voting_round)
    one = get_object_or_404(own, pk=number if number.isdigit() and len(number) < 10 else 0)
    try:
        messages.success(request, _done(request, one))
    except (EndorsementError, MembersError) as refusal:
        messages.error(request, str(refusal))
    return redirect("endorsements:challenges", voting_round.slug)


def _done(request: HttpRequest, one: Challenge) -> str:
    by, step = person(request), request.POST.get("step")
    if step == "take":
        answering.take_on(one.pk, by=by)
        return "You look into it now."
    if step == "open":
        form = _valid(OpeningForm(request.POST))
        challenged.propose_opening(one, by=by, reason=form.cleaned_data["reason"])
        return PROPOSED
    answer = _valid(AnswerForm(request.POST)).cleaned_data
    challenged.propose_answer(one, by=by, finding=answer["finding"], words=answer["words"])
    return PROPOSED


def _valid(form: Any) -> Any:
    if not form.is_valid():
        raise ChallengeRefused(" ".join(str(one) for all_ in form.errors.values() for one in all_))
    return form
