"""Where somebody is logged in: the list, the ending of it, and word of a device never seen before.

A device that has logged in keeps a mark in a cookie. Nothing is stored of it here, so that there is
no list of who uses which device; who deletes their cookies is told of a new device once more.
"""

import hmac
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import HASH_SESSION_KEY
from django.contrib.sessions.models import Session
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.crypto import salted_hmac

from members.models import User

COOKIE = "__Host-device" if settings.HTTPS else "device"
SECONDS_REMEMBERED = 365 * 24 * 3600
# A shared computer: who logged in on it last.
MOST_MARKS = 8
# The first that fits: most browsers claim to be several others.
BROWSERS = {"Edg": "Edge", "OPR": "Opera", "Firefox": "Firefox", "Chrom": "Chrome"}
BROWSERS |= {"Safari": "Safari"}
SYSTEMS = {"iPhone": "iPhone", "iPad": "iPad", "Android": "Android", "Windows": "Windows"}
SYSTEMS |= {"Mac OS": "Mac", "CrOS": "ChromeOS", "Linux": "Linux"}


@dataclass(frozen=True)
class Device:
    """A log-in that still holds."""

    pk: int
    name: str
    ip: str
    since: datetime
    is_this_one: bool


def devices_of(user: User, session_key: str | None) -> list[Device]:
    """Where the user is logged in, the latest first; `session_key` is of the one who asks."""
    rows = list(UserSession.objects.filter(user=user).order_by("-created_at"))
    alive = _alive(user, [row.session_key for row in rows])
    return [
        Device(
            pk=row.pk,
            name=name_of(row.user_agent),
            ip=row.ip,
            since=row.created_at,
            is_this_one=row.session_key == session_key,
        )
        for row in rows
        if row.session_key in alive
    ]


def log_out(sessions: Iterable[UserSession]) -> None:
    """End these log-ins, wherever they are."""
    for session in sessions:
        session.end()


def log_out_everywhere(user: User) -> None:
    log_out(UserSession.objects.filter(user=user))


def name_of(user_agent: str) -> str:
    """ "Firefox on Windows", from what a browser says of itself."""
    browser = next((name for sign, name in BROWSERS.items() if sign in user_agent), "A browser")
    system = next((name for sign, name in SYSTEMS.items() if sign in user_agent), "")
    return f"{browser} on {system}" if system else browser


def is_known(request: HttpRequest, user: User) -> bool:
    """Whether this user has logged in on this device before, as far as its cookie tells."""
    return any(hmac.compare_digest(mark, _mark_of(user)) for mark in _marks(request))


def remember(request: HttpRequest, response: HttpResponse, user: User) -> None:
    ours = _mark_of(user)
    marks = [ours, *(mark for mark in _marks(request) if mark != ours)][:MOST_MARKS]
    response.set_cookie(
        COOKIE,
        ".".join(marks),
        max_age=SECONDS_REMEMBERED,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _alive(user: User, keys: list[str]) -> set[str]:
    """Those sessions that have neither run out nor been ended by a new password."""
    hashes = {user.get_session_auth_hash(), *user.get_session_auth_fallback_hash()}
    stored = Session.objects.filter(session_key__in=keys, expire_date__gt=timezone.now())
    return {
        session.session_key
        for session in stored
        if session.get_decoded().get(HASH_SESSION_KEY) in hashes
    }


def _marks(request: HttpRequest) -> list[str]:
    return [mark for mark in request.COOKIES.get(COOKIE, "").split(".") if mark.isascii()]


def _mark_of(user: User) -> str:
    """Nobody can make one without our secret key."""
    return salted_hmac("device", str(user.pk), algorithm="sha256").hexdigest()
