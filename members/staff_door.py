"""The door to the staff desk: nobody passes who has not shown a second factor in this session.

It stands before every view of the admin, so that Django's own log-in page, which asks for a
password alone, cannot be reached either.
"""

from collections.abc import Callable
from typing import Any

from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import urlencode

from members import second_factors

GetResponse = Callable[[HttpRequest], HttpResponse]
SET_ONE_UP = "Staff need an app or a passkey. Set one up here; then the staff desk opens."


class StaffDoorMiddleware:
    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, kwargs: Any
    ) -> HttpResponse | None:
        match = request.resolver_match
        if match is None or "admin" not in match.app_names:
            return None
        return turned_away(request)


def turned_away(request: HttpRequest) -> HttpResponse | None:
    """Where somebody has to go before they may act as staff; None when they may.

    Raises:
        PermissionDenied: this log-in is nobody's of the staff.
    """
    user = request.user
    if not user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    if not (user.is_staff and user.is_active):
        raise PermissionDenied
    if not second_factors.has_one(user):
        messages.info(request, SET_ONE_UP)
        return redirect("mfa_index")
    if not second_factors.was_shown(request):
        way = get_adapter().get_reauthentication_methods(user)[0]["url"]
        return redirect(f"{way}?{urlencode({'next': request.get_full_path()})}")
    return None
