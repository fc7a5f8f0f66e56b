"""Ending log-ins: one of them, or all, this one among them."""

from allauth.account.adapter import get_adapter
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from members import devices
from members.views.guards import user_of


@login_required
@require_POST
def log_out_one(request: HttpRequest, session_id: int) -> HttpResponse:
    session = get_object_or_404(UserSession, pk=session_id, user=user_of(request))
    devices.log_out([session])
    messages.success(request, "That device is logged out.")
    return redirect("mfa_index")


@login_required
@require_POST
def log_out_everywhere(request: HttpRequest) -> HttpResponse:
    devices.log_out_everywhere(user_of(request))
    # Also a log-in that is on no list, as this one may be.
    get_adapter().logout(request)
    messages.success(request, "You are logged out everywhere.")
    return redirect("account_login")
