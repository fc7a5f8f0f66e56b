"""Which district a point lies in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scorecard.places.points import METRES_PER_DEGREE, Found, Polygons, Where
from scorecard.places.polygons import read_polygons
from tests.scorecard.places.invented import (
    EAST,
    MIDDLE,
    NORTH,
    SOUTH,
    TABLE,
    WEST,
    feature,
    geojson,
    house,
    square,
)

HOUSE = Polygons(read_polygons(geojson(house()), chamber="house", table=TABLE))
FIRST, SECOND = "1st Demo", "2nd Demo & Trial"
NORTHWARD = 1 / METRES_PER_DEGREE
EASTWARD = NORTHWARD / 0.76  # the cosine at 40.55 degrees


def test_the_polygon_that_holds_it():
    assert HOUSE.at(-70.95, 40.55) == Found(Where.INSIDE, (FIRST,))
    assert HOUSE.at(-70.85, 40.55) == Found(Where.INSIDE, (SECOND,))


@pytest.mark.parametrize(
    ("metres", "where", "names"),
    [
        (-25, Where.INSIDE, (FIRST,)),
        (-15, Where.BORDER, (FIRST, SECOND)),
        (15, Where.BORDER, (SECOND, FIRST)),
        (25, Where.INSIDE, (SECOND,)),
    ],
)
def test_near_a_border_both_are_named_the_likelier_first(metres, where, names):
    assert HOUSE.at(MIDDLE + metres * EASTWARD, 40.55) == Found(where, names)


def test_in_the_water_the_nearest_is_named_with_its_distance():
    found = HOUSE.at(-70.95, NORTH + 700 * NORTHWARD)
    assert (found.where, found.districts) == (Where.NEAR, (FIRST,))
    assert found.metres == pytest.approx(700, abs=2)


def test_a_few_metres_off_is_inside():
    assert HOUSE.at(-70.95, SOUTH - 10 * NORTHWARD) == Found(Where.INSIDE, (FIRST,))


def test_in_a_gap_of_a_few_metres_both_sides_are_named():
    features = [
        feature(FIRST, square(WEST, MIDDLE - 5 * EASTWARD)),
        feature(SECOND, square(MIDDLE + 5 * EASTWARD, EAST)),
    ]
    gap = Polygons(read_polygons(geojson(features), chamber="house", table=TABLE))
    assert gap.at(MIDDLE, 40.55).where == Where.BORDER


@pytest.mark.parametrize("point", [(-70.95, NORTH + 0.02), (0, 0), (180, -90), (-180, 90)])
def test_outside_is_outside(point):
    assert HOUSE.at(*point) == Found(Where.OUTSIDE)


@given(st.floats(WEST, EAST), st.floats(SOUTH, NORTH))
def test_every_point_within_lies_somewhere(longitude, latitude):
    found = HOUSE.at(longitude, latitude)
    assert found.where in (Where.INSIDE, Where.BORDER)
    assert found.districts[0] == (FIRST if longitude < MIDDLE else SECOND) or (
        longitude == pytest.approx(MIDDLE, abs=1e-9)
    )
