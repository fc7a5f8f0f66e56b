"""Find my legislators: by town, ward and precinct, or by a point."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from scorecard import atlas
from scorecard.atlas import Maps
from scorecard.forms.places import HomeForm, PointForm
from scorecard.freshness import kept_while
from scorecard.models import Chamber
from scorecard.places.asking import Step, step
from scorecard.places.finding import guess
from scorecard.places.points import Found
from scorecard.seats import seats_of


def _maps(_: HttpRequest) -> Maps:
    return atlas.maps()


@require_safe
@kept_while(_maps)
def find(request: HttpRequest, maps: Maps) -> HttpResponse:
    """Town, then ward and precinct where they matter, then both legislators."""
    form = HomeForm(request.GET)
    typed = form.cleaned_data["town"] if form.is_valid() else ""
    table = atlas.table()
    context = {"table": table, "typed": typed, "maps": maps, "form": form}
    if not typed:
        return render(request, "scorecard/places/find.html", context)
    found = guess(table, typed)
    if not found.is_sure:
        return render(request, "scorecard/places/find.html", context | {"guess": found})
    town = found.towns[0]
    ward, precinct = form.cleaned_data["ward"], form.cleaned_data["precinct"]
    reached = step(town, ward, precinct)
    context |= {"town": town, "ward": ward, "precinct": precinct, "step": reached}
    return render(request, "scorecard/places/found.html", context | _answer(reached))


def _answer(reached: Step) -> dict[str, object]:
    """What is known already, even if more has to be asked."""
    names = {Chamber.HOUSE: reached.house, Chamber.SENATE: reached.senate}
    found = seats_of((chamber, name) for chamber, name in names.items() if name)
    return {"seats": found.seats, "session": found.session}


# Asks and changes nothing. The place travels in the body, so that no log or history keeps it.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters()
def here(request: HttpRequest) -> HttpResponse:
    """Both legislators of a point: of the browser's location, or of a click on a map."""
    form, maps = PointForm(request.POST), atlas.maps()
    if request.method != "POST" or not form.is_valid() or not maps.digests:
        return redirect("scorecard:find")
    found = maps.at(form.cleaned_data["longitude"], form.cleaned_data["latitude"])
    context = {"table": atlas.table(), "chambers": _by_chamber(found)}
    context["is_outside"] = not any(one.districts for one in found.values())
    return render(request, "scorecard/places/here.html", context)


def _by_chamber(found: dict[Chamber, Found]) -> list[dict[str, object]]:
    places = [(chamber, name) for chamber, one in found.items() for name in one.districts]
    seats = seats_of(places)
    return [
        {"chamber": chamber, "found": one, "seats": seats.of(chamber), "session": seats.session}
        for chamber, one in found.items()
        if one.districts
    ]
