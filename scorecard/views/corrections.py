"""Reporting a mistake, and the public log of those corrected."""

from allauth.core import ratelimit
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from scorecard import reporting
from scorecard.forms.corrections import LONGEST_PAGE, ReportForm
from scorecard.models import Correction


@require_safe
def corrections(request: HttpRequest) -> HttpResponse:
    """What was corrected, the latest first. Who reported stays with staff."""
    made = Correction.objects.made().order_by("-settled_at", "-pk")
    return render(request, "scorecard/items/corrections.html", {"corrections": made})


@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters("reply_to")
def report(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        page = request.GET.get("page", "")[:LONGEST_PAGE]
        form = ReportForm(initial={"page": page} if page else None)
        return render(request, "scorecard/items/report.html", {"form": form})
    form = ReportForm(request.POST)
    if not form.is_valid():
        return render(request, "scorecard/items/report.html", {"form": form})
    if not ratelimit.consume(request, action="correction"):
        return ratelimit.respond_429(request)
    # A program learns nothing from the answer: it is the same.
    if not form.is_from_a_program:
        said = form.cleaned_data
        reporting.report(page=said["page"], said=said["said"], reply_to=said["reply_to"])
    return redirect("scorecard:reported")


@require_safe
def reported(request: HttpRequest) -> HttpResponse:
    return render(request, "scorecard/items/reported.html")
