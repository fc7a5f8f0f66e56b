"""Who reads a page for members: a member of the organisation, or staff."""

import functools
from collections.abc import Callable
from dataclasses import dataclass

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import never_cache

from endorsements.models import Contest, Round
from endorsements.views.voter import member_of, why_nobody
from members.models import Member, User


@dataclass(frozen=True)
class Reader:
    """A log-in with the member behind it; staff may have none."""

    user: User
    member: Member | None


def members_page(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """For members and staff alone, of a round that they may know of; never stored."""

    @never_cache
    @login_required
    @functools.wraps(view)
    def guarded(request: HttpRequest, slug: str, **kwargs: str) -> HttpResponse:
        voting_round = get_object_or_404(Round.objects.announced_to(request.user), slug=slug)
        if not isinstance(request.user, User):  # for the types: the log-in is required above
            raise PermissionDenied
        reader = Reader(request.user, member_of(request))
        if reader.member is None and not reader.user.is_staff:
            raise PermissionDenied(why_nobody(reader.user))
        return view(request, voting_round, reader, **kwargs)

    return guarded


def contest_in(voting_round: Round, key: str) -> Contest:
    contests = Contest.objects.select_related("round", "chapter")
    return get_object_or_404(contests, round=voting_round, key=key)
