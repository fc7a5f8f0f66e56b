"""Which files of polygons are believed."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scorecard.errors import Unreadable
from scorecard.places import polygons
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


def read(content):
    return read_polygons(content, chamber="house", table=TABLE)


def test_short_and_long_names_are_known_in_any_property():
    shapes = read(
        geojson([{**one, "properties": {"id": 7, **one["properties"]}} for one in house()])
    )
    assert sorted(shapes) == ["1st Demo", "2nd Demo & Trial"]
    assert shapes["1st Demo"].area == pytest.approx(0.01)


def test_and_may_be_written_out():
    one, other = house()
    other["properties"]["DIST"] = "second demo AND trial"
    assert set(read(geojson([one, other]))) == {"1st Demo", "2nd Demo & Trial"}


def test_pieces_of_a_district_are_put_together():
    one, other = house()
    island = feature("1st Demo", square(-71.3, -71.2))
    assert read(geojson([one, other, island]))["1st Demo"].area == pytest.approx(0.02)


def test_heights_and_lines_that_cross_themselves_are_mended():
    one, other = house()
    bow = [[WEST, SOUTH, 9], [MIDDLE, NORTH, 9], [MIDDLE, SOUTH, 9], [WEST, NORTH, 9]]
    one["geometry"]["coordinates"] = [[*bow, bow[0]]]
    found = read(geojson([one, other]))["1st Demo"]
    assert found.is_valid
    assert not found.has_z
    assert found.area == pytest.approx(0.005)


def changed(change):
    features = house()
    change(features)
    return geojson(features)


def swap_axes(features):
    for one in features:
        ring = one["geometry"]["coordinates"][0]
        one["geometry"]["coordinates"] = [[[north, east] for east, north in ring]]


def in_metres(features):
    for one in features:
        ring = one["geometry"]["coordinates"][0]
        one["geometry"]["coordinates"] = [[[x * 1e4, y * 1e4] for x, y in ring]]


def cover(features):
    features[1]["geometry"] = square(MIDDLE - 0.01, EAST)


REFUSED = {
    "not GeoJSON": (b"PK\x03\x04", "not a file in GeoJSON"),
    "a number that is none": (b'{"a": NaN}', "not a file in GeoJSON"),
    "too deep": (b"[" * 100_000, "not a file in GeoJSON"),
    "a list": (b"[]", "not a collection"),
    "nothing in it": (geojson([]), "not a collection"),
    "no properties": (geojson([{"type": "Feature"}]), "Feature 1 .* no properties"),
    "no names": (geojson([feature(7, square(WEST, EAST))]), "No feature .* the House"),
    "unknown name": (
        changed(lambda all_of: all_of.append(feature("9th Demo", square(-72, -71.5)))),
        "Not a district of the House: 9th Demo",
    ),
    "no name": (
        changed(lambda all_of: all_of.append(feature(None, square(-72, -71.5)))),
        "Not a district of the House: None",
    ),
    "missing": (changed(lambda all_of: all_of.pop()), "1 of 2 districts are missing: 2nd Demo"),
    "a point": (
        changed(lambda all_of: all_of[0].update(geometry={"type": "Point", "coordinates": [0, 0]})),
        "Feature 1 .* not a polygon",
    ),
    "no geometry": (changed(lambda all_of: all_of[1].update(geometry=None)), "Feature 2"),
    "words": (
        changed(lambda all_of: all_of[0]["geometry"].update(coordinates="here")),
        "polygon of feature 1",
    ),
    "two corners": (
        changed(lambda all_of: all_of[0]["geometry"].update(coordinates=[[[0, 0], [1, 1]]])),
        "polygon of feature 1",
    ),
    "empty": (
        changed(lambda all_of: all_of[0]["geometry"].update(coordinates=[])),
        "polygon of feature 1 is empty",
    ),
    "no area": (
        changed(lambda all_of: all_of[0].update(geometry=square(WEST, WEST))),
        "no area: 1st Demo",
    ),
    "latitude first": (changed(swap_axes), "longitude first"),
    "state plane": (changed(in_metres), "do not lie in Demoland"),
    "over each other": (changed(cover), "over each other: 1st Demo and 2nd"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_file_that_is_wrong_is_refused_in_one_sentence(name):
    content, says = REFUSED[name]
    with pytest.raises(Unreadable, match=says) as refusal:
        read(content)
    assert len(str(refusal.value)) < 200


def test_a_huge_file_is_refused_before_it_is_read(monkeypatch):
    monkeypatch.setattr(polygons, "LARGEST_FILE", 1024**2)
    with pytest.raises(Unreadable, match="larger than 1 MB"):
        read(b" " * (1024**2 + 1))


def test_many_names_are_cut_short():
    with pytest.raises(Unreadable, match="11th, 12th, 13th, 14th, 15th and 2 more"):
        read(changed(lambda all_of: all_of.extend(
            feature(f"{n}th", square(-72, -71.5)) for n in range(11, 18))))  # fmt: skip


@given(st.recursive(st.none() | st.floats() | st.text(max_size=4),
                    lambda inner: st.lists(inner, max_size=4), max_leaves=12))  # fmt: skip
def test_no_coordinates_can_break_it(coordinates):
    one, other = house()
    one["geometry"]["coordinates"] = coordinates
    content = json.dumps({"type": "FeatureCollection", "features": [one, other]}).encode()
    with pytest.raises(Unreadable):
        read(content)
