"""Reading the polygons of a chamber's districts from GeoJSON, and what is wrong with them."""

import json
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import shapely
from shapely.errors import ShapelyError
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from scorecard.errors import Unreadable
from scorecard.places.names import key_of
from scorecard.places.table import Table

LARGEST_FILE = 60 * 1024**2
# Neighbours that were simplified one by one run into each other by a strip.
MOST_SHARED = 0.01
NAMED = 5
AREAL = ("Polygon", "MultiPolygon")
# Beyond any plane's coordinates; what is no number is not below it either.
FARTHEST = 1e9
NOT_A_SHAPE = (ValueError, TypeError, LookupError, AttributeError, ShapelyError)


@dataclass(frozen=True)
class Box:
    """Longitudes and latitudes between which a place lies."""

    west: float
    south: float
    east: float
    north: float

    def meets(self, other: "Box") -> bool:
        across = self.west <= other.east and other.west <= self.east
        return across and self.south <= other.north and other.south <= self.north

    @property
    def with_axes_swapped(self) -> "Box":
        return Box(self.south, self.west, self.north, self.east)


def read_polygons(content: bytes, *, chamber: str, table: Table) -> dict[str, BaseGeometry]:
    """The polygon of each district of a chamber, by its name.

    Raises:
        Unreadable: it is no GeoJSON of all of the chamber's districts, in WGS 84 with longitude
            first; says what is wrong.
    """
    features = _features(content)
    names = _names_of(features, table.names[chamber], chamber)
    parts: dict[str, list[BaseGeometry]] = defaultdict(list)
    for number, (feature, name) in enumerate(zip(features, names, strict=True), start=1):
        parts[name].append(_polygon(feature.get("geometry"), number))
    shapes = {name: _whole(pieces) for name, pieces in parts.items()}
    _check_place(shapes, table)
    _check_all_there(shapes, chamber, table)
    _check_overlaps(shapes)
    return shapes


def _features(content: bytes) -> list[dict[str, Any]]:
    if len(content) > LARGEST_FILE:
        raise Unreadable(f"The file is larger than {LARGEST_FILE // 1024**2} MB.")
    try:
        data = json.loads(content, parse_constant=_no_number)
    except (ValueError, RecursionError) as fault:
        raise Unreadable("This is not a file in GeoJSON.") from fault
    features = data.get("features") if isinstance(data, dict) else None
    if not isinstance(features, list) or not features:
        raise Unreadable("This is not a collection of districts in GeoJSON.")
    for number, feature in enumerate(features, start=1):
        if not isinstance(feature, dict) or not isinstance(feature.get("properties"), dict):
            raise Unreadable(f"Feature {number} of the file has no properties.")
    return features


def _no_number(word: str) -> float:
    raise ValueError(word)


def _names_of(features: list[dict[str, Any]], known: Mapping[str, str], chamber: str) -> list[str]:
    """Each feature's district, from whichever property has the names: publishers differ."""
    hits: Counter[str] = Counter()
    for feature in features:
        hits.update(name for name, value in feature["properties"].items() if _key(value) in known)
    if not hits:
        raise Unreadable(f"No feature of the file names a district of the {chamber.capitalize()}.")
    column = hits.most_common(1)[0][0]
    written = [feature["properties"].get(column) for feature in features]
    if unknown := [str(value) for value in written if _key(value) not in known]:
        raise Unreadable(f"Not a district of the {chamber.capitalize()}: {_some(unknown)}.")
    return [known[_key(value)] for value in written]


def _key(value: object) -> str:
    return key_of(value) if isinstance(value, str) else ""


def _some(names: list[str]) -> str:
    more = len(names) - NAMED
    return ", ".join(names[:NAMED]) + (f" and {more} more" if more > 0 else "")


def _polygon(geometry: object, number: int) -> BaseGeometry:
    if not isinstance(geometry, dict) or geometry.get("type") not in AREAL:
        raise Unreadable(f"Feature {number} of the file is not a polygon.")
    try:
        found = shapely.force_2d(shape(geometry))
    except NOT_A_SHAPE as fault:
        raise Unreadable(f"The polygon of feature {number} cannot be read.") from fault
    if found.is_empty or not all(abs(edge) <= FARTHEST for edge in found.bounds):
        raise Unreadable(f"The polygon of feature {number} is empty.")
    return found


def _whole(pieces: list[BaseGeometry]) -> BaseGeometry:
    """One area of all pieces; lines that cross themselves are taken apart, threads left out."""
    whole = shapely.union_all([shapely.make_valid(piece) for piece in pieces])
    areas = [part for part in shapely.get_parts(whole) if part.geom_type in AREAL]
    return areas[0] if len(areas) == 1 else shapely.union_all(areas)


def _check_place(shapes: Mapping[str, BaseGeometry], table: Table) -> None:
    """Whether they lie where the ZIP codes of the place do, as far as any are known."""
    points = table.zips.values()
    found = Box(*shapely.total_bounds(list(shapes.values())))
    if not points or found.meets(here := _box_of(table)):
        return
    if found.with_axes_swapped.meets(here):
        raise Unreadable("The coordinates have latitude first; GeoJSON has longitude first.")
    raise Unreadable(
        f"The polygons do not lie in {table.place}: they must be in degrees (WGS 84), "
        "not in a state plane."
    )


def _box_of(table: Table) -> Box:
    east = [point.longitude for point in table.zips.values()]
    north = [point.latitude for point in table.zips.values()]
    return Box(min(east), min(north), max(east), max(north))


def _check_all_there(shapes: Mapping[str, BaseGeometry], chamber: str, table: Table) -> None:
    wanted = [one.name for one in table.districts if one.chamber == chamber]
    if missing := [name for name in wanted if name not in shapes]:
        raise Unreadable(
            f"{len(missing)} of {len(wanted)} districts are missing: {_some(missing)}."
        )
    if void := [name for name, one in shapes.items() if one.is_empty or not one.area]:
        raise Unreadable(f"These districts have no area: {_some(void)}.")


def _check_overlaps(shapes: Mapping[str, BaseGeometry]) -> None:
    names, areas = list(shapes), list(shapes.values())
    tree = shapely.STRtree(areas)
    pairs = tree.query(areas, predicate="intersects").T.tolist()
    twice = [
        f"{names[one]} and {names[other]}"
        for one, other in pairs
        if one < other and _shared(areas[one], areas[other]) > MOST_SHARED
    ]
    if twice:
        raise Unreadable(f"These districts lie over each other: {_some(twice)}.")


def _shared(one: BaseGeometry, other: BaseGeometry) -> float:
    """What part of the smaller one lies in the other too."""
    return float(one.intersection(other).area / min(one.area, other.area))
