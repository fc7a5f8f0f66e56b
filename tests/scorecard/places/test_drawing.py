"""Districts as paths."""

import re

from scorecard.places.drawing import WIDTH, draw
from scorecard.places.points import Polygons
from scorecard.places.polygons import read_polygons
from tests.scorecard.places.invented import MIDDLE, TABLE, WEST, feature, geojson, house, square
from tests.scorecard.places.test_points import HOUSE, SECOND


def test_a_chamber_is_drawn_in_the_shape_that_it_has():
    drawing = draw(HOUSE)
    assert drawing.width == WIDTH
    # 0.2 degrees of longitude at 40.55 degrees of latitude, by 0.1 of latitude.
    assert drawing.height == round(WIDTH / (2 * 0.75983))
    half = WIDTH // 2
    assert drawing.paths["1st Demo"].startswith("M0 ")
    assert re.fullmatch(rf"M{half} .*z", drawing.paths[SECOND])


def test_a_path_comes_back_to_where_it_began_in_whole_steps():
    path = draw(HOUSE).paths["1st Demo"]
    start, _, steps = path.removeprefix("M").removesuffix("z").partition("l")
    numbers = [int(number) for number in steps.split()]
    assert len(start.split()) == 2
    assert len(numbers) == 6  # a square: three steps, the fourth is the z


def test_a_close_up_shows_one_district_and_what_is_beside_it():
    close = draw(HOUSE, SECOND)
    assert WEST < close.box.west < MIDDLE
    assert set(close.paths) == {"1st Demo", SECOND}
    assert close.width >= close.height


def test_specks_are_not_drawn():
    speck = feature("1st Demo", square(-70.99999, -70.99998, 40.61, 40.61001))
    shapes = read_polygons(geojson([*house(), speck]), chamber="house", table=TABLE)
    assert draw(Polygons(shapes)).paths["1st Demo"].count("M") == 1
