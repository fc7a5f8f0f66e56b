"""The voting path: mark, review, cast, receipt. Choices travel in the form; nothing is stored."""

from dataclasses import replace
from typing import Any

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST

from endorsements import casting
from endorsements.casting import Receipt
from endorsements.definition import contests_of
from endorsements.errors import (
    AlreadyRecorded,
    BallotRefused,
    ForeignForm,
    OtherBallotRecorded,
    StaleBallot,
    TryAgain,
)
from endorsements.forms import BallotForm
from endorsements.forms.rows import ContestRow
from endorsements.incumbents import cards_of
from endorsements.models import Candidate, Round
from endorsements.reviewing.recommending import recommendations_in
from endorsements.roll import voters_per_style
from endorsements.tally.publicity_words import publicity_before_voting
from endorsements.tally.results import styles_with
from endorsements.views.receipt_page import receipt_response
from endorsements.views.rows import left_of
from endorsements.views.same_size import same_size
from endorsements.views.voter import Voter, find_voter, logged_in_lately, voters_page

CONFLICT, UNAVAILABLE = 409, 503


@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters()
@voters_page
def ballot(request: HttpRequest, voting_round: Round) -> HttpResponse:
    """The ballot to mark; a POST comes back from the review with its marks to change."""
    try:
        voter = find_voter(request, voting_round)
        casting.require_open(voting_round)
    except BallotRefused as refusal:
        return refused(request, voting_round, refusal)
    form = ballot_form(voting_round, voter, request.POST if request.method == "POST" else None)
    paper = _paper(voting_round, voter, form, new_token(voter))
    return same_size(request, "endorsements/ballot.html", paper)


# No CSRF token here: it stores nothing, and after a log-in in another tab the old one would be
# refused and the marks lost. The form's own token must be this member's, so that no other site
# can make up a form.
@csrf_exempt
@require_POST
@sensitive_post_parameters()
def review(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the marks once more before they are cast."""
    if not logged_in_lately(request):
        return marks_kept(request, slug)
    return _review(request, slug=slug)


@voters_page
def _review(request: HttpRequest, voting_round: Round) -> HttpResponse:
    try:
        voter = find_voter(request, voting_round)
        casting.require_open(voting_round)
        token, notice = _token_to_go_on_with(request, voter)
    except BallotRefused as refusal:
        return refused(request, voting_round, refusal)
    form = ballot_form(voting_round, voter, request.POST)
    if not form.is_valid():
        paper = _paper(voting_round, voter, form, new_token(voter))
        return same_size(request, "endorsements/ballot.html", paper, status=400)
    return review_page(request, voting_round, voter, form, token=token, notice=notice)


def _token_to_go_on_with(request: HttpRequest, voter: Voter) -> tuple[str, str]:
    token = request.POST.get("token", "")
    try:
        casting.read_token(token, voter.entry)
    except StaleBallot as stale:
        return new_token(voter), str(stale)
    return token, ""


@require_POST
@sensitive_post_parameters()
@sensitive_variables()
def cast(request: HttpRequest, slug: str) -> HttpResponse:
    """Record the ballot and answer with its receipt, the only time it is shown."""
    try:
        if not logged_in_lately(request):
            return marks_kept(request, slug)
        return _cast(request, slug=slug)
    except (OperationalError, InterfaceError):
        return _not_reached(request, slug)


@voters_page
@sensitive_variables()
def _cast(request: HttpRequest, voting_round: Round) -> HttpResponse:
    try:
        voter = find_voter(request, voting_round)
        form = ballot_form(voting_round, voter, request.POST)
        casting.require_open(voting_round)
    except BallotRefused as refusal:
        return refused(request, voting_round, refusal)
    if not form.is_valid():
        paper = _paper(voting_round, voter, form, new_token(voter))
        return same_size(request, "endorsements/ballot.html", paper, status=400)
    try:
        receipt = casting.cast(
            voting_round=voting_round,
            entry=voter.entry,
            token=form.cleaned_data["token"],
            selections=form.selections(),
            mail_to=request.user.get_username(),
        )
    except (StaleBallot, OtherBallotRecorded, TryAgain) as refusal:
        return review_page(
            request, voting_round, voter, form, token=new_token(voter), notice=str(refusal)
        )
    except (ForeignForm, AlreadyRecorded, BallotRefused) as refusal:
        return refused(request, voting_round, refusal)
    return _receipt(request, voting_round, voter, receipt)


def _receipt(
    request: HttpRequest, voting_round: Round, voter: Voter, receipt: Receipt
) -> HttpResponse:
    contests = contests_of(voting_round.definition or {}, voter.entry.style)
    less = _small_contests(voting_round, voter)
    return receipt_response(request, voting_round, contests, receipt, less=less)


def ballot_form(voting_round: Round, voter: Voter, data: QueryDict | None) -> BallotForm:
    """The form for this voter's ballot style."""
    contests = contests_of(voting_round.definition or {}, voter.entry.style)
    candidates = Candidate.objects.filter(contest__round=voting_round).select_related("contest")
    pairs = {(one.contest.key, one.key): one for one in candidates}
    return BallotForm(
        data,
        contests=contests,
        notes={pair: one.description for pair, one in pairs.items()},
        withdrawn={pair for pair, one in pairs.items() if one.is_withdrawn},
    )


def new_token(voter: Voter) -> str:
    return casting.issue_token(voter.entry, replaces=casting.recorded_version(voter.entry))


def _paper(voting_round: Round, voter: Voter, form: BallotForm, token: str) -> dict[str, Any]:
    return {
        "round": voting_round,
        "form": form,
        "rows": _with_cards(voting_round, form),
        "is_wrong": form.is_bound and not form.is_valid(),
        "token": token,
        "version": casting.recorded_version(voter.entry),
        "left": left_of(voting_round),
        "small": _small_contests(voting_round, voter),
    }


@sensitive_variables()
def _with_cards(voting_round: Round, form: BallotForm) -> list[ContestRow]:
    """The contests with what is said of them and their candidates, whatever is marked."""
    linked = Candidate.objects.filter(contest__round=voting_round, legislator__isnull=False)
    cards = cards_of(linked.select_related("contest", "legislator"))
    advice = recommendations_in(voting_round)
    named = voting_round.contests.exclude(for_question=None).select_related("for_question")
    asks = {contest.key: contest.for_question for contest in named}
    return [
        replace(
            row,
            cards=tuple(cards.get(row.key, ())),
            recommendation=advice.get(row.key),
            asks=asks.get(row.key),
        )
        for row in form.rows()
    ]


def _small_contests(voting_round: Round, voter: Voter) -> list[str]:
    """What voters must know before they vote in contests so small that less is published."""
    definition = voting_round.definition or {}
    voters = voters_per_style(voting_round)
    sentences = []
    for contest in contests_of(definition, voter.entry.style):
        may_vote = sum(voters.get(style, 0) for style in styles_with(definition, contest["key"]))
        if less := publicity_before_voting(definition, contest, may_vote):
            sentences.append(f"{contest['office']}: {less}")
    return sentences


def review_page(
    request: HttpRequest,
    voting_round: Round,
    voter: Voter,
    form: BallotForm,
    *,
    token: str,
    notice: str = "",
) -> HttpResponse:
    """The marks in words, with the one button that casts them; of one size whatever they are."""
    context = {
        "round": voting_round,
        "rows": form.review_rows(),
        "token": token,
        "notice": notice,
        "version": casting.recorded_version(voter.entry),
    }
    status = CONFLICT if notice else 200
    return same_size(request, "endorsements/review.html", context, status=status)


def refused(request: HttpRequest, voting_round: Round, refusal: BallotRefused) -> HttpResponse:
    """Say why no ballot was taken, and what can be done."""
    context = {
        "round": voting_round,
        "refusal": refusal,
        "is_recorded": isinstance(refusal, AlreadyRecorded),
    }
    return render(request, "endorsements/refused.html", context, status=CONFLICT)


@never_cache
def marks_kept(request: HttpRequest, slug: str) -> HttpResponse:
    """The log-in ended meanwhile: the marks stay in this page's form while the voter logs in."""
    voting_round = get_object_or_404(Round.objects.announced(), slug=slug)
    context = {
        "round": voting_round,
        "marks": _marks(request),
    }
    return render(request, "endorsements/marks_kept.html", context, status=401)


def _not_reached(request: HttpRequest, slug: str) -> HttpResponse:
    """The database is away: a page that needs nothing of it, with the marks to send again."""
    page = render_to_string(
        "endorsements/not_reached.html",
        {"marks": _marks(request), "csrf": request.POST.get("csrfmiddlewaretoken", "")},
    )
    response = HttpResponse(page, status=UNAVAILABLE, headers={"Retry-After": "30"})
    response["Cache-Control"] = "no-store"
    return response


def _marks(request: HttpRequest) -> list[tuple[str, str]]:
    """What was sent, to be sent again: fields of the ballot and nothing else."""
    return [
        (name, value)
        for name, values in request.POST.lists()
        for value in values
        if name == "token" or name.startswith("contest-")
    ]
