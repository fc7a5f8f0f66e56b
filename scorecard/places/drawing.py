"""Districts as paths of an SVG picture."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from math import cos, radians

import shapely
from shapely.geometry.base import BaseGeometry

from scorecard.places.points import Polygons
from scorecard.places.polygons import Box

WIDTH = 1500
# Of the picture's units: corners that are nearer to the line than this are left out, and islands
# and holes that are smaller are not drawn.
DETAIL, SMALLEST = 1.6, 4.0
MARGIN = 0.15
# A close-up is at least this wide for its height, so that it fits on a screen.
SHAPE = 1.25


@dataclass(frozen=True)
class Drawing:
    """Paths by district, and how the picture's units become degrees: for clicks on it."""

    width: int
    height: int
    box: Box
    paths: dict[str, str]


def draw(polygons: Polygons, around: str = "") -> Drawing:
    """All districts, or one with what lies around it."""
    box = _around(polygons, around) if around else polygons.box
    across = box.east - box.west
    tall = (box.north - box.south) / cos(radians((box.south + box.north) / 2))
    height = round(WIDTH * tall / across)
    paths = {}
    for name, area in zip(polygons.names, polygons.degrees, strict=True):
        inside = shapely.clip_by_rect(area, box.west, box.south, box.east, box.north)
        if not inside.is_empty:
            paths[name] = _path(inside, box, height)
    return Drawing(WIDTH, height, box, {name: path for name, path in paths.items() if path})


def _around(polygons: Polygons, name: str) -> Box:
    west, south, east, north = polygons.degrees[polygons.names.index(name)].bounds
    tall = (north - south) * (1 + 2 * MARGIN)
    square = tall / cos(radians((south + north) / 2))
    wide = max((east - west) * (1 + 2 * MARGIN), square * SHAPE)
    across, up = (west + east) / 2, (south + north) / 2
    return Box(across - wide / 2, up - tall / 2, across + wide / 2, up + tall / 2)


def _path(area: BaseGeometry, box: Box, height: int) -> str:
    scale = (WIDTH / (box.east - box.west), -height / (box.north - box.south))
    drawn = shapely.transform(area, lambda points: (points - (box.west, box.north)) * scale)
    simple = shapely.simplify(drawn, DETAIL)
    rings = shapely.get_rings(shapely.get_parts(simple))
    return "".join(_ring(ring) for ring in rings if _is_seen(ring))


def _is_seen(ring: BaseGeometry) -> bool:
    return float(shapely.area(shapely.polygons(ring))) >= SMALLEST


def _ring(ring: BaseGeometry) -> str:
    """In whole units, each corner as a step from the one before: short."""
    corners = [(round(x), round(y)) for x, y in shapely.get_coordinates(ring)[:-1]]
    steps = list(_steps(corners))
    return f"M{corners[0][0]} {corners[0][1]}l{' '.join(steps)}z" if steps else ""


def _steps(corners: list[tuple[int, int]]) -> Iterable[str]:
    for (x, y), (to_x, to_y) in pairwise(corners):
        if (x, y) != (to_x, to_y):
            yield f"{to_x - x} {to_y - y}"
