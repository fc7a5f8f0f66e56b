"""One log line per request, and an id that joins it to everything logged meanwhile.

The line says what was asked for in general (the name of the view), never by whom, with what
query or body: who opened a ballot page, and when, is nobody's business.
"""

import secrets
import time
from collections.abc import Callable

import structlog
from django.http import HttpRequest, HttpResponse

GetResponse = Callable[[HttpRequest], HttpResponse]
log = structlog.get_logger("request")


class RequestLogMiddleware:
    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request_id = secrets.token_hex(8)
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(request_id=request_id)
        started = time.monotonic()
        response = self.get_response(request)
        log.info(
            "request",
            view=request.resolver_match.view_name if request.resolver_match else None,
            method=request.method,
            status=response.status_code,
            milliseconds=round((time.monotonic() - started) * 1000),
        )
        response.headers["X-Request-ID"] = request_id
        return response
