"""The API's description for programs, and the same for people."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from scorecard.api.edges import open_to_all, refusal
from scorecard.api.operations import description


@require_safe
@open_to_all
def openapi(request: HttpRequest) -> JsonResponse:
    return JsonResponse(description())


@require_safe
def operations(request: HttpRequest) -> HttpResponse:
    """Every operation with its parameters, without a script."""
    found = description()
    listed = [{"address": address, **methods["get"]} for address, methods in found["paths"].items()]
    context = {"about": found["info"], "operations": listed}
    return render(request, "scorecard/data/api.html", context)


def nothing(request: HttpRequest, rest: str) -> HttpResponseBase:
    return refusal("There is nothing at this address.", 404)
