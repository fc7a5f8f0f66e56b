"""What the authenticator apps of the demo's staff show, for who has no such app. Demo only."""

import time
from dataclasses import dataclass

from allauth.mfa import app_settings
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from endorsements.demo.logins import STAFF_LOGINS


@dataclass(frozen=True)
class Shown:
    email: str
    code: str
    app_secret: str


@require_safe
@never_cache
def codes(request: HttpRequest) -> HttpResponse:
    """The codes of now; the secrets behind them are printed by `make demo` anyway."""
    if not settings.DEMO:
        raise Http404
    shown = [Shown(who.email, code_of(who.app_secret), who.app_secret) for who in STAFF_LOGINS]
    seconds_left = app_settings.TOTP_PERIOD - int(time.time()) % app_settings.TOTP_PERIOD
    return render(request, "demo/codes.html", {"shown": shown, "seconds_left": seconds_left})


def code_of(secret: str) -> str:
    """What an app with this secret shows just now."""
    step = int(time.time()) // app_settings.TOTP_PERIOD
    return format_hotp_value(hotp_value(secret, step))
