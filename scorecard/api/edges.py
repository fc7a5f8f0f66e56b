"""What all answers of the API have in common: who may read them, how long they are kept."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, JsonResponse
from django.http.response import HttpResponseBase

from scorecard import atlas
from scorecard.dataset import state
from scorecard.freshness import kept_while

View = Callable[..., HttpResponseBase]


def _state(request: HttpRequest, *_: Any, **__: Any) -> str:
    return f"{state.digest()} {atlas.maps().digests}"


def open_to_all(view: View) -> View:
    """Pages of any site may read it, without the reader's cookies; kept until something changes.

    Whoever asks about a point may be at home there: that answer is kept by nobody.
    """

    @kept_while(_state)
    def kept(request: HttpRequest, _: str, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return view(request, *args, **kwargs)

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        says_where = "longitude" in request.GET or "latitude" in request.GET
        response = (view if says_where else kept)(request, *args, **kwargs)
        if says_where:
            response["Cache-Control"] = "no-store"
        response["Access-Control-Allow-Origin"] = "*"
        return response

    return answer


def refusal(sentence: str, status: int) -> JsonResponse:
    response = JsonResponse({"error": sentence}, status=status)
    response["Access-Control-Allow-Origin"] = "*"
    return response
