"""Who is asking: the member behind a login, their place on a roll, a log-in that is fresh."""

import functools
import time
from collections.abc import Callable
from dataclasses import dataclass

from allauth.account.authentication import get_authentication_records
from django.contrib.auth.decorators import login_required
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache

from endorsements import casting, misses
from endorsements.errors import NotOnTheRoll
from endorsements.models import RollEntry, Round
from members.models import Member, User

FRESH_HOURS = 12
View = Callable[..., HttpResponse]


@dataclass(frozen=True)
class Voter:
    """A member with their place on a round's roll."""

    member: Member
    entry: RollEntry


def member_of(request: HttpRequest) -> Member | None:
    """The member whose verified address this login holds."""
    return Member.objects.joined_to(request.user) if request.user.is_authenticated else None


def find_voter(request: HttpRequest, voting_round: Round) -> Voter:
    """The voter who asks.

    Raises:
        NotOnTheRoll: with the reason in words, and what can be done.
    """
    member = member_of(request)
    if member is None:
        raise NotOnTheRoll(why_nobody(request.user))
    try:
        return Voter(member, casting.roll_entry(voting_round, member))
    except NotOnTheRoll:
        raise NotOnTheRoll(why_not_on_the_roll(voting_round, member)) from None


def why_nobody(user: User | AnonymousUser) -> str:
    """Why this log-in leads to no member on the rolls, and what to do."""
    owners = Member.objects.owners_of(user).count()
    if owners > 1:
        number = "Two" if owners == 2 else str(owners)
        return (
            f"{number} members have the address of this log-in, {user.get_username()}, or one "
            "that was added to it. An address that members share never says who is voting. Write "
            "to us, so that we note an address of your own for each of you."
        )
    return (
        f"No member on our rolls has the address {user.get_username()}. If you pay dues under "
        "another address, add it under “Logging in”."
    )


def why_not_on_the_roll(voting_round: Round, member: Member) -> str:
    """Why this member may not vote in this round, as of its record date."""
    found = misses.why_not(voting_round, member)
    if voting_round.record_date is None:
        return found.because
    day = f"{voting_round.record_date:%-d %B %Y}"
    said = f"You are not on the roll of this round, fixed for {day}. {found.because}"
    return f"{said} {found.helps}".rstrip()


def logged_in_lately(request: HttpRequest) -> bool:
    """Whether this session began at most `FRESH_HOURS` ago."""
    records = get_authentication_records(request, request.user)
    latest = max((record["at"] for record in records), default=0)
    return time.time() - latest < FRESH_HOURS * 3600


def voters_page(view: View) -> View:
    """A page of the voting path: logged in lately, never stored by a browser or a proxy."""

    @never_cache
    @login_required
    @functools.wraps(view)
    def guarded(request: HttpRequest, slug: str, **kwargs: str) -> HttpResponse:
        voting_round = get_object_or_404(Round.objects.announced_to(request.user), slug=slug)
        if not logged_in_lately(request):
            return _ask_to_log_in_again(request, voting_round)
        return view(request, voting_round, **kwargs)

    return guarded


def log_in_address(voting_round: Round) -> str:
    """The log-in page that leads back to the round's ballot."""
    ballot = reverse("endorsements:ballot", args=[voting_round.slug])
    return f"{reverse('account_login')}?{urlencode({'next': ballot})}"


def _ask_to_log_in_again(request: HttpRequest, voting_round: Round) -> HttpResponse:
    return render(
        request,
        "endorsements/log_in_again.html",
        {"round": voting_round, "next": log_in_address(voting_round), "hours": FRESH_HOURS},
    )
