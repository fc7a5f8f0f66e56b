"""Writing in the discussion of a contest: posts, reactions, reports, taking back."""

from collections.abc import Callable

from allauth.core import ratelimit
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from endorsements import alerts
from endorsements.errors import NoPostTaken
from endorsements.forms.reviewing import PostForm, ReactionForm, ReportForm
from endorsements.models import Post, Round
from endorsements.reviewing import discussing
from endorsements.views.reviewing.contest import contest_page
from endorsements.views.reviewing.reader import Reader, contest_in, members_page

TOO_MANY = "You have written a lot just now. Wait some minutes, then go on."


@require_POST
@sensitive_post_parameters("text")
@members_page
def write(request: HttpRequest, voting_round: Round, reader: Reader, *, key: str) -> HttpResponse:
    contest = contest_in(voting_round, key)
    form = PostForm(request.POST, auto_id="post-%s")
    if not form.is_valid():
        return contest_page(request, contest, reader, form=form, status=400)
    if not _may_go_on(request, reader):
        form.add_error("text", TOO_MANY)
        return contest_page(request, contest, reader, form=form, status=429)
    said = form.cleaned_data
    try:
        discussing.post(
            contest.pk, said["text"], answers=said["answers"], by=reader.user, member=reader.member
        )
    except NoPostTaken as refusal:
        form.add_error("text", str(refusal))
        return contest_page(request, contest, reader, form=form, status=409)
    messages.success(request, "Your words stand in the discussion.")
    return _back(contest.round, key)


@require_POST
@members_page
def react(request: HttpRequest, voting_round: Round, reader: Reader, *, post: int) -> HttpResponse:
    one = _post_of(voting_round, post)
    form = ReactionForm(request.POST)
    if form.is_valid():
        said = form.cleaned_data
        _or_say_why(
            request,
            lambda: discussing.react(
                one.pk, said["kind"], wanted=said["wanted"], member=reader.member
            ),
        )
    return _back(voting_round, one.contest.key)


@require_http_methods(["GET", "HEAD", "POST"])
@members_page
def report(request: HttpRequest, voting_round: Round, reader: Reader, *, post: int) -> HttpResponse:
    """Say what is wrong with a post; staff are told by mail that there is something to read."""
    one = _post_of(voting_round, post)
    form = ReportForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        context = {"round": voting_round, "post": one, "form": form}
        return render(request, "endorsements/reviewing/report.html", context)
    if not _may_go_on(request, reader):
        messages.error(request, TOO_MANY)
    elif _or_say_why(request, lambda: _report(one, form.cleaned_data["because"], reader)):
        messages.success(request, "Thank you. Staff will look at it.")
    return _back(voting_round, one.contest.key)


@transaction.atomic
def _report(post: Post, because: str, reader: Reader) -> None:
    if discussing.report(post.pk, because, member=reader.member):
        alerts.tell_staff(post.contest.round, "A post in the discussion was reported.")


@require_POST
@members_page
def take_back(
    request: HttpRequest, voting_round: Round, reader: Reader, *, post: int
) -> HttpResponse:
    one = _post_of(voting_round, post)
    _or_say_why(request, lambda: discussing.take_back(one.pk, by=reader.user, member=reader.member))
    return _back(voting_round, one.contest.key)


def _post_of(voting_round: Round, number: int) -> Post:
    posts = Post.objects.select_related("contest__round", "member")
    return get_object_or_404(posts, pk=number, contest__round=voting_round)


def _may_go_on(request: HttpRequest, reader: Reader) -> bool:
    return bool(ratelimit.consume(request, action="discussion", user=reader.user))


def _or_say_why(request: HttpRequest, act: Callable[[], None]) -> bool:
    """Whether it was done."""
    try:
        act()
    except NoPostTaken as refusal:
        messages.error(request, str(refusal))
        return False
    return True


def _back(voting_round: Round, key: str) -> HttpResponse:
    return redirect("endorsements:contest", voting_round.slug, key)
