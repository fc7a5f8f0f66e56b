"""“Say why”: after the ballot is cast, in a request of its own, and only for those who like."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_POST, require_safe

from endorsements.errors import BallotRefused, NoReasonTaken
from endorsements.forms.reviewing import ReasonForm
from endorsements.models import Channel, Contest, Round
from endorsements.reviewing import reasons
from endorsements.reviewing.places import entry_in, signed_as
from endorsements.views.reviewing.reader import contest_in
from endorsements.views.voter import Voter, find_voter, voters_page
from endorsements.views.voting import refused
from members.models import Member

MARK = "reason-{}-%s"


@require_safe
@sensitive_variables()
@voters_page
def show(request: HttpRequest, voting_round: Round) -> HttpResponse:
    try:
        voter = find_voter(request, voting_round)
    except BallotRefused as refusal:
        return refused(request, voting_round, refusal)
    return _page(request, voting_round, voter)


def _page(
    request: HttpRequest,
    voting_round: Round,
    voter: Voter,
    *,
    wrong: ReasonForm | None = None,
    key: str = "",
) -> HttpResponse:
    rows = [
        {"contest": contest, "form": wrong if contest.key == key else form, "written": written}
        for contest, form, written in _rows(voting_round, voter.member)
    ]
    context = {
        "round": voting_round,
        "rows": rows,
        "has_voted": voter.entry.channel == Channel.ONLINE,
        "refusal": reasons.ON_PAPER if voter.entry.channel == Channel.PAPER else "",
        "is_open": _is_open(voting_round),
    }
    return render(
        request, "endorsements/reviewing/reasons.html", context, status=400 if wrong else 200
    )


def _rows(voting_round: Round, member: Member) -> list[tuple[Contest, ReasonForm, str]]:
    found = []
    for contest in voting_round.contests.select_related("round"):
        if entry_in(contest, member) is not None:
            text, may_quote = reasons.reason_of(contest, member)
            form = ReasonForm(
                initial={"text": text, "may_quote": may_quote},
                signed=signed_as(member),
                auto_id=MARK.format(contest.pk),
            )
            found.append((contest, form, text))
    return found


def _is_open(voting_round: Round) -> bool:
    try:
        reasons.require_open(voting_round)
    except NoReasonTaken:
        return False
    return True


@require_POST
@sensitive_post_parameters("text")
@sensitive_variables()
@voters_page
def write(request: HttpRequest, voting_round: Round, *, key: str) -> HttpResponse:
    try:
        voter = find_voter(request, voting_round)
    except BallotRefused as refusal:
        return refused(request, voting_round, refusal)
    contest = contest_in(voting_round, key)
    form = ReasonForm(request.POST, signed=signed_as(voter.member), auto_id=MARK.format(contest.pk))
    if not form.is_valid():
        return _page(request, voting_round, voter, wrong=form, key=key)
    try:
        reasons.write(contest.pk, **form.cleaned_data, member=voter.member)
    except NoReasonTaken as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"{contest}: what you wrote is what is kept.")
    return redirect("endorsements:reasons", voting_round.slug)


@require_POST
@voters_page
def delete(request: HttpRequest, voting_round: Round, *, key: str) -> HttpResponse:
    try:
        voter = find_voter(request, voting_round)
    except BallotRefused as refusal:
        return refused(request, voting_round, refusal)
    contest = contest_in(voting_round, key)
    reasons.delete(contest.pk, member=voter.member)
    messages.success(request, f"{contest}: your reason is deleted.")
    return redirect("endorsements:reasons", voting_round.slug)
