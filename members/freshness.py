"""Whether somebody has shown lately who they are, and how they can do so again."""

import time

from allauth.account import app_settings
from allauth.account.authentication import get_authentication_records
from django.http import HttpRequest

from members import second_factors


def is_fresh(request: HttpRequest) -> bool:
    """Whether this log-in is young enough for changing the ways in.

    Where there is a second factor only showing that one counts: a password alone must not be
    enough to take it away.
    """
    records = get_authentication_records(request, request.user)
    if second_factors.has_one(request.user):
        records = [record for record in records if record["method"] == "mfa"]
    latest = max((record["at"] for record in records), default=0)
    return time.time() - latest < app_settings.REAUTHENTICATION_TIMEOUT
