"""Loading the polygons of a chamber's districts, and taking them off again."""

from dataclasses import dataclass
from hashlib import sha256

import shapely
from django.db import connection, transaction
from django.db.models import QuerySet

from members import audit
from members.models import User
from scorecard import atlas
from scorecard.errors import NotNow
from scorecard.models import Boundary, Chamber
from scorecard.places.polygons import read_polygons

# Any number, as long as nobody else takes it: two imports at once wait for each other.
LOCK = 5_160_040


@dataclass(frozen=True)
class Loaded:
    """How many districts an import brought, and how many of them lie otherwise than before."""

    districts: int
    changed: int


def load(content: bytes, *, chamber: Chamber, by: User | None = None) -> Loaded:
    """Let a chamber's districts lie where a GeoJSON file says; the same file changes nothing.

    Raises:
        Unreadable: it is no such file, or not of all districts of the chamber.
    """
    shapes = read_polygons(content, chamber=chamber.value, table=atlas.table())
    written = {name: shapely.to_wkb(shapes[name]) for name in sorted(shapes)}
    digest = sha256(b"".join(written.values())).hexdigest()
    with transaction.atomic():
        _one_at_a_time()
        before = dict(_of(chamber).values_list("district", "shape"))
        changed = sum(bytes(before.get(name, b"")) != shape for name, shape in written.items())
        if changed or len(before) != len(written):
            _of(chamber).delete()
            rows = [
                Boundary(chamber=chamber, district=name, shape=shape, digest=digest)
                for name, shape in written.items()
            ]
            Boundary.objects.bulk_create(rows)
            audit.record("scorecard.boundaries_loaded", by=by, of=rows[0], digest=digest)
    return Loaded(len(written), changed)


@transaction.atomic
def remove(*, chamber: Chamber, by: User | None = None) -> int:
    """Take a chamber's boundaries off; all pages but the map go on without them.

    Raises:
        NotNow: there are none.
    """
    _one_at_a_time()
    first = _of(chamber).first()
    if first is None:
        raise NotNow(f"No boundaries of the {chamber.label} are loaded.")
    audit.record("scorecard.boundaries_removed", by=by, of=first, digest=first.digest)
    return _of(chamber).delete()[0]


def _of(chamber: Chamber) -> QuerySet[Boundary]:
    return Boundary.objects.filter(chamber=chamber)


def _one_at_a_time() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
