"""Places in memory, once a process: the table that ships with the project, and the boundaries
that were loaded, renewed when others are."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

import shapely
from django.conf import settings

from scorecard.models import Boundary, Chamber
from scorecard.places import files
from scorecard.places.drawing import Drawing, draw
from scorecard.places.points import Found, Polygons
from scorecard.places.table import Table

# Close-ups that are kept; the maps of whole chambers are asked for most, and so stay.
DRAWINGS_KEPT = 64


@cache
def table_of(path: str) -> Table:
    return files.read(Path(path)) if path else files.read()


def table() -> Table:
    """Towns, wards, precincts, ZIP codes of this place."""
    return table_of(settings.PLACES_FILE)


@dataclass(frozen=True)
class Maps:
    """What is loaded of the chambers' boundaries, by the digest of each."""

    digests: Mapping[Chamber, str]

    @property
    def can_place_points(self) -> bool:
        return all(chamber in self.digests for chamber in Chamber)

    def at(self, longitude: float, latitude: float) -> dict[Chamber, Found]:
        """The districts of a point, for each chamber whose boundaries are loaded."""
        return {
            chamber: polygons.at(longitude, latitude)
            for chamber in self.digests
            if (polygons := self._polygons(chamber))
        }

    def drawing(self, chamber: Chamber, around: str = "") -> Drawing | None:
        """The chamber's map, whole or around one district; None without boundaries."""
        polygons = self._polygons(chamber)
        if polygons is None or (around and around not in polygons.names):
            return None
        return _drawing(polygons, around)

    def _polygons(self, chamber: Chamber) -> Polygons | None:
        try:
            return _polygons(chamber, self.digests[chamber])
        except (KeyError, Boundary.DoesNotExist):
            return None


def maps() -> Maps:
    """One query; polygons are read when they are first asked for."""
    rows = dict(Boundary.objects.order_by().values_list("chamber", "digest").distinct())
    return Maps({chamber: rows[chamber] for chamber in Chamber if chamber in rows})


@lru_cache(maxsize=len(Chamber))
def _polygons(chamber: Chamber, digest: str) -> Polygons:
    rows = Boundary.objects.filter(chamber=chamber, digest=digest)
    if not (pairs := dict(rows.values_list("district", "shape"))):
        raise Boundary.DoesNotExist  # Replaced since the digest was read; and so not kept.
    return Polygons({name: shapely.from_wkb(bytes(shape)) for name, shape in pairs.items()})


@lru_cache(maxsize=DRAWINGS_KEPT)
def _drawing(polygons: Polygons, around: str) -> Drawing:
    return draw(polygons, around)
