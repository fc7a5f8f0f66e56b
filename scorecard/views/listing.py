"""All legislators."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from scorecard.endorsed import endorsed
from scorecard.forms.legislators import LegislatorsForm
from scorecard.freshness import kept_while
from scorecard.pages.choosing import EARLIER
from scorecard.pages.legislators import earlier, serving
from scorecard.pages.listing import Listing


def _endorsed(request: HttpRequest) -> tuple[int, ...]:
    return tuple(sorted(endorsed()))


@require_safe
@kept_while(_endorsed)
def legislators(request: HttpRequest, whom: tuple[int, ...]) -> HttpResponse:
    """Those who serve now, or those who served earlier; searched, filtered, sorted, grouped."""
    form = LegislatorsForm(request.GET)
    choice = form.choice
    of_them = earlier if choice.served == EARLIER else serving
    page = Listing(of_them(frozenset(whom)), choice)
    context = {"form": form, "choice": choice, "page": page}
    return render(request, "scorecard/legislators/list.html", context)
