"""The Content-Security-Policy header: strict in public, looser for the admin's own scripts."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

GetResponse = Callable[[HttpRequest], HttpResponse]


class ContentSecurityPolicyMiddleware:
    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        is_admin = request.path_info.startswith("/admin/")
        policy = settings.CSP_ADMIN if is_admin else settings.CSP_PUBLIC
        response.headers.setdefault("Content-Security-Policy", policy)
        return response
