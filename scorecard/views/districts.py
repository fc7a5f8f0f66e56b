"""All districts with who sits there, and each district on its own."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from scorecard import atlas
from scorecard.atlas import Maps
from scorecard.freshness import kept_while
from scorecard.models import Chamber
from scorecard.places.drawing import Drawing
from scorecard.places.table import District, Table
from scorecard.seats import NO_SCORE, VACANT, Seat, seats_of

# How maps are coloured and patterned, with what the key says.
KEY = {
    "a": "A",
    "b": "B",
    "c": "C",
    "d": "D",
    "f": "F",
    NO_SCORE: "no score",
    VACANT: "vacant seat",
}


def _maps(*_: object, **__: object) -> Maps:
    return atlas.maps()


@require_safe
@kept_while(_maps)
def districts(request: HttpRequest, maps: Maps) -> HttpResponse:
    """The table of both chambers, and their maps where boundaries are loaded."""
    table = atlas.table()
    found = seats_of((Chamber(one.chamber), one.name) for one in table.districts)
    chambers = [
        {
            "chamber": chamber,
            "rows": [{"seat": seat, "url": _address(seat)} for seat in found.of(chamber)],
            "map": map_of(maps.drawing(chamber), found.of(chamber)),
        }
        for chamber in Chamber
    ]
    context = {
        "table": table,
        "session": found.session,
        "chambers": chambers,
        "vacant": [seat for seat in found.seats if seat.service is None],
    }
    return render(request, "scorecard/places/districts.html", context)


@require_safe
@kept_while(_maps)
def district(request: HttpRequest, maps: Maps, chamber: str, slug: str) -> HttpResponse:
    """One district: who sits there, its towns, and the other chamber's districts that meet it."""
    table = atlas.table()
    own = _district(table, chamber, slug)
    side = Chamber(chamber)
    other = next(one for one in Chamber if one != side)
    drawing = maps.drawing(side, own.name)
    drawn = list(drawing.paths) if drawing else []
    met = _met(table, own, other)
    wanted = [(side, own.name), *((side, name) for name in drawn if name != own.name)]
    found = seats_of([*wanted, *((other, name) for name in met)])
    context = {
        "table": table,
        "district": own,
        "chamber": side,
        "other": other,
        "session": found.session,
        "seat": found.seats[0],
        "others": found.of(other),
        "towns": _towns(table, own),
        "map": map_of(drawing, found.of(side), own.name),
        "can_place": maps.can_place_points,
    }
    return render(request, "scorecard/places/district.html", context)


def _district(table: Table, chamber: str, slug: str) -> District:
    for one in table.districts:
        if one.chamber == chamber and slugify(one.name) == slug:
            return one
    raise Http404


def _met(table: Table, own: District, other: Chamber) -> list[str]:
    """The other chamber's districts that share a precinct with this one, in their own order."""
    shared = {
        one.districts.of(other)
        for precincts in table.towns_in(own.chamber, own.name).values()
        for one in precincts
    }
    return [one.name for one in table.districts if one.chamber == other and one.name in shared]


def _towns(table: Table, own: District) -> list[dict[str, object]]:
    """The towns of a district, with the precincts where it has not all of them."""
    rows = []
    for town, precincts in table.towns_in(own.chamber, own.name).items():
        is_part = len(precincts) < len(town.precincts)
        wards: dict[str, list[str]] = {}
        for one in precincts if is_part else ():
            wards.setdefault(one.ward, []).append(one.name)
        rows.append({"town": town, "wards": wards})
    return rows


@dataclass(frozen=True)
class Area:
    """A district on a map."""

    path: str
    seat: Seat
    url: str


def map_of(drawing: Drawing | None, seats: list[Seat], own: str = "") -> dict[str, object] | None:
    """A drawing with each district's seat and address; None without one.

    Args:
        own: a district that is drawn last, so that nothing lies over its outline.
    """
    if drawing is None:
        return None
    seats = sorted(seats, key=lambda seat: seat.district == own)
    paths = drawing.paths
    areas = [
        Area(paths[seat.district], seat, _address(seat)) for seat in seats if seat.district in paths
    ]
    groups = {area.seat.group for area in areas}
    key = [(group, word) for group, word in KEY.items() if group in groups]
    return {"drawing": drawing, "areas": areas, "key": key}


def _address(seat: Seat) -> str:
    place = [seat.chamber.value, slugify(seat.district)]
    return reverse("scorecard:district", args=place)
