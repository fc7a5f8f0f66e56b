"""When a public page last changed: browsers and proxies ask, and are told in one query.

A page is kept as long as nothing shown changed, never for a length of time: who has it asks each
time, and is answered 304 until a session is published, withdrawn, imported, described or dated
anew. Each process keeps what it sent too, under the same tag (`kept_pages.py`). Who is logged in
gets a page of their own, which nobody else keeps.
"""

import hashlib
from collections.abc import Callable
from functools import cache, wraps
from typing import Any

from django.conf import settings
from django.contrib.messages import get_messages
from django.db.models import Count, Max
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response, patch_cache_control, patch_vary_headers
from django.utils.http import http_date, quote_etag

from scorecard import kept_pages
from scorecard.models import Legislator, Service, Session

_OWN = settings.BASE_DIR / "scorecard"
View = Callable[..., HttpResponseBase]


def kept_until_changed(view: View) -> View:
    """Of pages that show nothing but what sessions hold, their seats and their topics."""

    @wraps(view)
    def show(request: HttpRequest, _: None, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return view(request, *args, **kwargs)

    return _kept(show, lambda *_, **__: None)


def kept_while(besides: Callable[..., Any]) -> Callable[[View], View]:
    """Of pages that show other things besides, as long as their text is the same.

    Such pages have no date, and nobody needs to make them new: the text is asked for each time.

    Args:
        besides: from what the view gets to those things; the view gets them after the request.
    """
    return lambda view: _kept(view, besides)


def _kept(view: View, besides: Callable[..., Any]) -> View:
    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        found = besides(request, *args, **kwargs)
        if request.user.is_authenticated or len(get_messages(request)):
            return _private(view(request, found, *args, **kwargs))
        etag, changed = _validators("" if found is None else str(found))
        kept = get_conditional_response(request, etag=etag, last_modified=changed)
        response = kept or _page(request, etag, lambda: view(request, found, *args, **kwargs))
        if response.status_code in (200, 304):
            _may_be_kept(response, etag, changed)
        return response

    return answer


def _page(
    request: HttpRequest, etag: str, make: Callable[[], HttpResponseBase]
) -> HttpResponseBase:
    """As it was made before for the same validators, else made anew and kept for the next one."""
    return kept_pages.kept(request, etag) or kept_pages.keep(request, etag, make())


def _private(response: HttpResponseBase) -> HttpResponseBase:
    patch_cache_control(response, private=True, no_cache=True)
    return response


def _may_be_kept(response: HttpResponseBase, etag: str, changed: int | None) -> None:
    # The same page compressed is not the same bytes.
    response["ETag"] = f"W/{etag}" if response.has_header("Content-Encoding") else etag
    if changed is not None:
        response["Last-Modified"] = http_date(changed)
    patch_cache_control(response, public=True, no_cache=True)
    patch_vary_headers(response, ["Cookie"])


def _validators(besides: str) -> tuple[str, int | None]:
    """Drafts are counted too: a session that is withdrawn changes what is shown.

    Sessions bear the time of every change, of people's seats too. Before there is one, people are
    compared themselves.
    """
    found = Session.objects.aggregate(changed=Max("changed_at"), number=Count("pk"))
    changed = found["changed"]
    since = changed.isoformat() if changed else _people()
    exact = f"{_release()} {found['number']} {since} {besides}"
    etag = quote_etag(hashlib.sha256(exact.encode()).hexdigest()[:32])
    return etag, int(changed.timestamp()) if changed and not besides else None


def _people() -> str:
    """All that is known of everybody and of their seats."""
    return str(
        [list(model.objects.order_by("pk").values_list()) for model in (Legislator, Service)]
    )


@cache
def _release() -> str:
    """Changes with the templates and the code that fills them: a new release is a new page."""
    digest = hashlib.sha256(settings.ORGANISATION_NAME.encode())
    sources = [
        *settings.BASE_DIR.glob("templates/**/*.*"),
        *_OWN.glob("**/*.py"),
        *_OWN.glob("places/facts/*"),
        *settings.BASE_DIR.glob("static/**/*.*"),
    ]
    for path in sorted(sources):
        digest.update(path.read_bytes())
    return digest.hexdigest()
