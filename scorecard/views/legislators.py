"""A legislator's page."""

from django.forms.models import model_to_dict
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from scorecard.freshness import kept_until_changed_with
from scorecard.models import FormerSlug, Legislator
from scorecard.panels import panels_of


def _said(request: HttpRequest, slug: str) -> str:
    """What the page shows besides sessions: the person, their seats and the panels."""
    one = Legislator.objects.filter(slug=slug).prefetch_related("services").first()
    if one is None:
        return "nobody"
    seats = [model_to_dict(seat) for seat in one.services.all()]
    return f"{model_to_dict(one)} {seats} {panels_of(one)}"


@require_safe
@kept_until_changed_with(_said)
def legislator(request: HttpRequest, slug: str) -> HttpResponse:
    """A legislator of today or a former one; a former address leads to the one of today."""
    one = Legislator.objects.filter(slug=slug).first()
    if one is None:
        former = FormerSlug.objects.filter(slug=slug).select_related("legislator").first()
        if former is None:
            raise Http404
        return redirect(former.legislator, permanent=True)
    seats = list(one.services.all())
    context = {"legislator": one, "seats": seats, "panels": panels_of(one)}
    return render(request, "scorecard/legislators/legislator.html", context)
