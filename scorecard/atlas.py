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
            chamber: _polygons(chamber, digest).at(longitude, latitude)
            for chamber, digest in self.digests.items()
        }

    def drawing(self, chamber: Chamber, around: str = "") -> Drawing | None:
        """The chamber's map, whole or around one district; None without boundaries."""
        digest = self.digests.get(chamber)
        return _drawing(chamber, digest, around) if digest else None


def maps() -> Maps:
    """One query; polygons are read when they are first asked for."""
    rows = Boundary.objects.order_by().values_list("chamber", "digest").distinct()
    return Maps({Chamber(chamber): digest for chamber, digest in rows})


@lru_cache(maxsize=len(Chamber))
def _polygons(chamber: Chamber, digest: str) -> Polygons:
    rows = Boundary.objects.filter(chamber=chamber, digest=digest)
    pairs = rows.values_list("district", "shape")
    return Polygons({name: shapely.from_wkb(bytes(shape)) for name, shape in pairs})


@lru_cache(maxsize=DRAWINGS_KEPT)
def _drawing(chamber: Chamber, digest: str, around: str) -> Drawing:
    return draw(_polygons(chamber, digest), around)
