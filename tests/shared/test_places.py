"""Our table of places and the state's polygons say the same as the sources, and as each other."""

import csv
import json
import random

import pytest
import shapely
from shapely.geometry import shape

from scorecard.places import files
from scorecard.places.asking import step
from scorecard.places.drawing import draw
from scorecard.places.finding import guess
from scorecard.places.names import key_of
from scorecard.places.points import METRES_PER_DEGREE, Polygons, Where
from scorecard.places.polygons import read_polygons
from tests.__main__ import SHARED_DATA

pytestmark = pytest.mark.shared
FOLDER = SHARED_DATA / "districts"
TABLE = files.read()
POINTS = 2000


def rows(name):
    return list(csv.DictReader((FOLDER / name).read_text(encoding="utf-8").splitlines()))


@pytest.fixture(scope="module")
def chambers():
    found = {}
    for chamber in ("house", "senate"):
        content = (FOLDER / f"{chamber}.geojson").read_bytes()
        found[chamber] = Polygons(read_polygons(content, chamber=chamber, table=TABLE))
    return found


def test_every_precinct_of_every_town_leads_to_its_districts():
    found = rows("precincts.csv")
    assert len(found) == 2383
    for row in found:
        guessed = guess(TABLE, row["town"])
        assert guessed.is_sure
        reached = step(guessed.towns[0], row["ward"], row["precinct"])
        assert (reached.house, reached.senate) == (row["house_district"], row["senate_district"])


def test_every_town_has_the_districts_of_the_list():
    found = rows("towns.csv")
    assert len(found) == len(TABLE.towns) == 351
    for row, town in zip(found, sorted(TABLE.towns, key=lambda town: town.name), strict=True):
        assert (row["town"], row["county"]) == (town.name, town.county)
        assert int(row["precincts"]) == len(town.precincts)
        for chamber in ("house", "senate"):
            listed = set(row[f"{chamber}_districts"].split("; "))
            assert listed == {one.districts.of(chamber) for one in town.precincts}


def test_every_district_has_its_names_its_towns_and_its_point(chambers):
    found = rows("districts.csv")
    assert len(found) == 200
    for row in found:
        chamber = row["chamber"].lower()
        assert TABLE.names[chamber][key_of(row["long_name"])] == row["district"]
        towns = {town.name for town in TABLE.towns_in(chamber, row["district"])}
        assert towns == set(row["towns"].split("; "))
        at = chambers[chamber].at(float(row["inside_lon"]), float(row["inside_lat"]))
        assert at.districts[0] == row["district"]


def test_every_zip_code_leads_to_the_town_at_its_point_first():
    found = rows("zip_points.csv")
    assert len(found) == 488
    for row in found:
        assert guess(TABLE, row["zip"]).towns[0].name == row["town_at_point"]


def random_points(count):
    """Points in the towns, as many in each square kilometre, the same every time."""
    dice = random.Random(5)
    features = json.loads((FOLDER / "towns_light.geojson").read_text())["features"]
    names = [one["properties"]["town"] for one in features]
    areas = [shapely.make_valid(shape(one["geometry"])) for one in features]
    tree = shapely.STRtree(areas)
    west, south, east, north = shapely.total_bounds(areas)
    found = []
    while len(found) < count:
        point = shapely.Point(dice.uniform(west, east), dice.uniform(south, north))
        inside = tree.query(point, predicate="within")
        if len(inside) == 1:
            found.append((point, names[inside[0]], areas[inside[0]]))
    return found


def metres_to_border(area, point):
    return area.boundary.distance(point) * METRES_PER_DEGREE * 0.73


def test_random_points_lie_in_a_district_of_their_town(chambers):
    by_name = {town.name: town for town in TABLE.towns}
    astray, outside = [], []
    for point, name, area in random_points(POINTS):
        for chamber, polygons in chambers.items():
            at = polygons.at(point.x, point.y)
            if at.where == Where.OUTSIDE:
                outside.append((name, point.wkt))
                continue
            own = {one.districts.of(chamber) for one in by_name[name].precincts}
            # The towns' borders are simplified to 120 m: nearer to them nothing is known.
            if not own & set(at.districts) and metres_to_border(area, point) > 150:
                astray.append((name, chamber, at, point.wkt))
    assert astray == []
    assert outside == []


def test_the_maps_are_small_enough_for_a_page(chambers):
    for polygons in chambers.values():
        drawing = draw(polygons)
        assert len(drawing.paths) == len(polygons.names)
        assert sum(map(len, drawing.paths.values())) < 40_000
