"""Which district a point lies in: the polygons of a chamber, prepared once."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from math import cos, radians
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry

from scorecard.places.polygons import Box

METRES_PER_DEGREE = 111_195
# As near as this to a border the polygons, and the visitor's own device, cannot tell.
UNCERTAIN_M = 20
# As far out the point lies on the shore, in a harbour, or in a gap between two polygons.
FARTHEST_M = 1_500


class Where(StrEnum):
    INSIDE = "inside"
    BORDER = "border"
    NEAR = "near"
    OUTSIDE = "outside"


@dataclass(frozen=True)
class Found:
    """The districts of a point, nearest first: one, or several at a border, or none outside.

    `metres` is how far outside all polygons the point lies.
    """

    where: Where
    districts: tuple[str, ...] = ()
    metres: int = 0


class Polygons:
    """The districts of one chamber in metres, each with its name, and a tree over them."""

    def __init__(self, shapes: Mapping[str, BaseGeometry]) -> None:
        self.names = sorted(shapes)
        self.degrees = [shapes[name] for name in self.names]
        self.box = Box(*(float(edge) for edge in shapely.total_bounds(self.degrees)))
        self._east = METRES_PER_DEGREE * cos(radians((self.box.south + self.box.north) / 2))
        metres = [shapely.transform(one, self._in_metres) for one in self.degrees]
        shapely.prepare(metres)
        self._tree = shapely.STRtree(metres)

    def _in_metres(self, degrees: Any) -> Any:
        return degrees * (self._east, METRES_PER_DEGREE)

    def at(self, longitude: float, latitude: float) -> Found:
        """Where a point lies."""
        point = shapely.Point(longitude * self._east, latitude * METRES_PER_DEGREE)
        near = [
            (point.distance(self._tree.geometries[place]), self.names[place])
            for place in self._tree.query(point, predicate="dwithin", distance=FARTHEST_M)
        ]
        if not near:
            return Found(Where.OUTSIDE)
        near.sort()
        distance = near[0][0]
        within = tuple(name for metres, name in near if metres <= distance + UNCERTAIN_M)
        if distance > UNCERTAIN_M:
            return Found(Where.NEAR, within, round(distance))
        return Found(Where.BORDER if len(within) > 1 else Where.INSIDE, within)
