"""Public pages as they were last sent, compressed, in the memory of this process.

A page is kept under what it rests on (`freshness.py`): once that changes nobody asks for it any
more, and newer pages push it out. So nothing has to be invalidated, and nothing grows old. Only
pages for strangers come here: they hold nobody's name and no secret.
"""

import gzip
import re
from collections import OrderedDict
from threading import Lock
from typing import TypeGuard

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import patch_vary_headers

# About 10 kB each.
MOST = 400
# Most of what can be won, at a fraction of the time that the highest level takes.
LEVEL = 5
HTML = "text/html; charset=utf-8"
FORM_SECRET = b"csrfmiddlewaretoken"
_GZIP = re.compile(r"\bgzip\b(?!\s*;\s*q=0(\.0*)?\s*(,|$))", re.IGNORECASE)


class KeptPages:
    """The pages asked for last, up to a number of them."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._bodies: OrderedDict[str, bytes] = OrderedDict()
        self._lock = Lock()

    def get(self, key: str) -> bytes | None:
        with self._lock:
            if key in self._bodies:
                self._bodies.move_to_end(key)
            return self._bodies.get(key)

    def put(self, key: str, body: bytes) -> None:
        with self._lock:
            self._bodies[key] = body
            while len(self._bodies) > self._most:
                self._bodies.popitem(last=False)


pages = KeptPages(MOST)


def key_of(request: HttpRequest, etag: str) -> str:
    """The whole address with what the page rests on: pages print their own address."""
    return f"{etag} {request.build_absolute_uri()}"


def kept(request: HttpRequest, etag: str) -> HttpResponse | None:
    body = pages.get(key_of(request, etag))
    return None if body is None else _sent(request, body)


def keep(request: HttpRequest, etag: str, response: HttpResponseBase) -> HttpResponseBase:
    """The response, compressed for who reads that; what is more than a page is left alone."""
    if not _is_a_plain_page(response):
        return response
    body = gzip.compress(response.content, LEVEL, mtime=0)
    pages.put(key_of(request, etag), body)
    return _sent(request, body)


def _is_a_plain_page(response: HttpResponseBase) -> TypeGuard[HttpResponse]:
    return (
        isinstance(response, HttpResponse)
        and response.status_code == 200
        and dict(response.items()) == {"Content-Type": HTML}
        and not response.cookies
        and not hasattr(response, "xframe_options_exempt")
        and FORM_SECRET not in response.content
    )


def _sent(request: HttpRequest, body: bytes) -> HttpResponse:
    if _GZIP.search(request.headers.get("Accept-Encoding", "")):
        response = HttpResponse(body, headers={"Content-Encoding": "gzip"})
    else:
        response = HttpResponse(gzip.decompress(body))
    patch_vary_headers(response, ["Accept-Encoding"])
    return response
