"""A legislator's page, and two of them side by side."""

from dataclasses import dataclass

from django.forms.models import model_to_dict
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from scorecard.forms.people import CompareForm, SessionForm
from scorecard.freshness import kept_while
from scorecard.models import FormerSlug, Legislator, Service
from scorecard.pages.comparison import Comparison
from scorecard.pages.everybody import Everybody, everybody
from scorecard.pages.legislator import LegislatorPage
from scorecard.panels import Panel, panels_of


@dataclass(frozen=True)
class Known:
    """What is known of a legislator besides sessions; its text tells whether it changed."""

    legislator: Legislator
    seats: list[Service]
    panels: list[Panel]

    def __str__(self) -> str:
        rows = [model_to_dict(row) for row in (self.legislator, *self.seats)]
        return f"{rows} {self.panels}"


def known(request: HttpRequest, slug: str) -> Known | None:
    one = Legislator.objects.filter(slug=slug).prefetch_related("services").first()
    return Known(one, list(one.services.all()), panels_of(one)) if one else None


@require_safe
@kept_while(known)
def legislator(request: HttpRequest, found: Known | None, slug: str) -> HttpResponse:
    """A legislator of today or a former one; `?session=` shows another session vote by vote."""
    if found is None:
        return _moved(slug)
    page = LegislatorPage(found.legislator, found.seats, SessionForm(request.GET).first_year)
    if not page.is_public:
        raise Http404
    context = {
        "legislator": found.legislator,
        "page": page,
        "session": page.session,
        "panels": found.panels,
    }
    return render(request, "scorecard/legislators/legislator.html", context)


def _moved(slug: str) -> HttpResponse:
    """A former address leads to the one of today."""
    former = FormerSlug.objects.filter(slug=slug).select_related("legislator").first()
    if former is None:
        raise Http404
    return redirect(former.legislator, permanent=True)


@require_safe
@kept_while(lambda _: everybody())
def compare(request: HttpRequest, people: Everybody) -> HttpResponse:
    """`?a=` and `?b=` name two legislators; `?session=` the session compared vote by vote."""
    form = CompareForm(request.GET, people)
    chosen = form.chosen
    page = Comparison(*chosen, SessionForm(request.GET).first_year) if chosen else None
    context: dict[str, object] = {
        "form": form,
        "page": page,
        "session": page.session if page else None,
        "seats": [people.seats.get(one.pk) for one in chosen or ()],
    }
    return render(request, "scorecard/legislators/compare.html", context)
