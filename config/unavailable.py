"""The answer when something fails: one page for a fault of ours, one while the database is away.

Both need nothing of the database, of the session or of the request.
"""

import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

SECONDS_TO_WAIT = "30"


def server_error(request: HttpRequest) -> HttpResponse:
    """Django's `handler500`; it is called while the exception is being handled."""
    if isinstance(sys.exception(), OperationalError | InterfaceError):
        headers = {"Retry-After": SECONDS_TO_WAIT, "Cache-Control": "no-store"}
        return HttpResponse(render_to_string("503.html"), status=503, headers=headers)
    return HttpResponse(render_to_string("500.html"), status=500)
