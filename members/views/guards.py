"""Doors that ask once more who is there, before something of weight is changed or shown."""

from collections.abc import Callable

from allauth.account.decorators import reauthentication_required
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache

from members.models import User

View = Callable[..., HttpResponse]


def fresh_log_in(view: View) -> View:
    """A page for who has shown within the last minutes who they are; see `freshness.py`.

    A form that was sent too late is kept, and does its work once its sender has shown it.
    """
    return never_cache(login_required(reauthentication_required(app="allauth.account")(view)))


def user_of(request: HttpRequest) -> User:
    """Who is logged in; for pages that ask for a log-in anyway."""
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user
