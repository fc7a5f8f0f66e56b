"""Showing once more who one is, by a code that is mailed: the way without password or factor."""

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import record_authentication
from allauth.account.internal.flows.reauthentication import resume_request
from allauth.account.utils import get_login_redirect_url, get_next_redirect_url
from allauth.core import ratelimit
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from members import mailed_codes
from members.errors import MembersError
from members.forms.mailed_codes import MailedCodeForm


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def send_code(request: HttpRequest) -> HttpResponse:
    """Asks before it mails: a page that is only looked at sends nothing."""
    address = _address_for(request)
    if address is None:
        return redirect(_first_way(request))
    if request.method == "POST":
        too_many = ratelimit.consume_or_429(request, action="request_login_code", key=address)
        if too_many:
            return too_many
        mailed_codes.send(request, address)
        return redirect(_with_next(request, reverse("account_reauthenticate_by_code")))
    return render(request, "account/send_code_again.html", _words(request, address))


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def type_code(request: HttpRequest) -> HttpResponse:
    address = _address_for(request)
    if address is None:
        return redirect(_first_way(request))
    if not mailed_codes.is_waiting(request.session):
        return redirect(_with_next(request, reverse("account_send_code_again")))
    form = MailedCodeForm(request.POST or None)
    if form.is_valid():
        if too_many := ratelimit.consume_or_429(request, action="reauthenticate"):
            return too_many
        try:
            mailed_codes.use(request.session, form.cleaned_data["code"])
        except MembersError as refusal:
            form.add_error("code", str(refusal))
        else:
            record_authentication(
                request, request.user, "code", email=address, reauthenticated=True
            )
            return resume_request(request) or redirect(get_login_redirect_url(request))
    return render(request, "account/type_code_again.html", _words(request, address, form))


def _address_for(request: HttpRequest) -> str | None:
    """None for whom this is no way: they have a second factor, or no address of their own."""
    ways = get_adapter().get_reauthentication_methods(request.user)
    is_a_way = any(way["id"] == "mailed_code" for way in ways)
    return mailed_codes.address_of(request.user) if is_a_way else None


def _first_way(request: HttpRequest) -> str:
    ways = get_adapter().get_reauthentication_methods(request.user)
    return _with_next(request, ways[0]["url"]) if ways else reverse("account_email")


def _with_next(request: HttpRequest, url: str) -> str:
    following = get_next_redirect_url(request)
    return f"{url}?{urlencode({'next': following})}" if following else url


def _words(
    request: HttpRequest, address: str, form: MailedCodeForm | None = None
) -> dict[str, object]:
    ways = get_adapter().get_reauthentication_methods(request.user)
    others = [way | {"url": _with_next(request, way["url"])} for way in ways]
    return {
        "form": form,
        "address": address,
        "next": get_next_redirect_url(request),
        "reauthentication_alternatives": [way for way in others if way["id"] != "mailed_code"],
    }
