"""To another site and back. The way there leads over a page of ours, for the sake of the CSP.

`form-action 'self'` would stop a form that answers with a redirect to another host, and naming
the hosts would also have to name all that they redirect to. So the form gets a page, and that
page goes on by itself, or by a link: the policy stays as strict as everywhere.
"""

import functools
from collections.abc import Callable

import structlog
from allauth.account.internal.flows.reauthentication import raise_if_reauthentication_required
from allauth.account.utils import get_next_redirect_url
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.helpers import render_authentication_error
from allauth.socialaccount.models import SocialAccount
from allauth.socialaccount.providers.base import AuthProcess
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from members import other_sites
from members.errors import MembersError
from members.forms.other_sites import DepartureForm

log = structlog.get_logger(__name__)


@never_cache
@require_POST
def depart(request: HttpRequest, site: str) -> HttpResponse:
    """Send somebody to the site, with a state and a challenge that only their session knows."""
    provider = get_adapter().get_provider(request, site)
    form = DepartureForm(request.POST)
    if not form.is_valid():
        return HttpResponseBadRequest("This is no way of logging in.")
    process = form.cleaned_data["process"]
    if process == AuthProcess.CONNECT:
        raise_if_reauthentication_required(request, app="allauth.socialaccount")
    answer = provider.redirect(request, process, next_url=get_next_redirect_url(request))
    if "Location" not in answer:
        return answer
    return render(
        request, "members/departure.html", {"site": provider.name, "url": answer["Location"]}
    )


def arrival(callback: Callable[[HttpRequest], HttpResponse], site: str) -> Callable:
    """The library's page for coming back; what it cannot read of an answer is no fault of ours."""

    @require_GET
    @never_cache
    @functools.wraps(callback)
    def arrive(request: HttpRequest) -> HttpResponse:
        provider = get_adapter().get_provider(request, site)
        try:
            return callback(request)
        # A site that answers in another shape than it documents: an id missing, a number for it.
        except (KeyError, TypeError, ValueError) as trouble:
            log.warning("odd answer of another site", site=site, trouble=type(trouble).__name__)
            return render_authentication_error(request, provider)

    return arrive


@login_required
@require_POST
def part(request: HttpRequest, account_id: int) -> HttpResponse:
    account = get_object_or_404(SocialAccount, pk=account_id, user=request.user)
    try:
        other_sites.part_with(request, account)
    except MembersError as refusal:
        messages.error(request, str(refusal))
    return redirect("mfa_index")
