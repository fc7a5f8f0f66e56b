"""Pages for strangers are sent compressed, those of somebody who is logged in are not.

Who can make a browser ask again and again, and see how long the answers are, may guess a secret in
a compressed page letter by letter (BREACH). So a page travels compressed only where it holds none:
the request came without a session and the page has no form with a token.
"""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware

FORM_SECRET = b"csrfmiddlewaretoken"


class CompressionMiddleware(GZipMiddleware):
    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        if _holds_no_secret(request, response):
            return super().process_response(request, response)
        return response


def _holds_no_secret(request: HttpRequest, response: HttpResponseBase) -> bool:
    return (
        isinstance(response, HttpResponse)
        and response.headers.get("Content-Type", "").startswith("text/html")
        and settings.SESSION_COOKIE_NAME not in request.COOKIES
        and not response.cookies
        and FORM_SECRET not in response.content
    )
