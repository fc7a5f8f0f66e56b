"""How we score."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from scorecard.freshness import kept_until_changed
from scorecard.models import GradingRules, Session
from scorecard.pages import method


@require_safe
@kept_until_changed
def methodology(request: HttpRequest) -> HttpResponse:
    """The rules in words, their history, and examples counted as everybody is."""
    sessions = Session.objects.published().latest_first().select_related("rules")
    context = {
        "sessions": sessions,
        "rules": GradingRules.objects.order_by("pk"),
        "example": method.worked(method.EXAMPLE),
        "away": method.worked(method.AWAY),
        "letters": method.letters(),
        "median": method.median_example(),
    }
    return render(request, "scorecard/items/method.html", context)
