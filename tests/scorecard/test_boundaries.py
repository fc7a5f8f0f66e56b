"""Loading boundaries, and taking them off."""

import pytest

from members.models import AuditEvent
from scorecard import atlas, boundaries
from scorecard.errors import NotNow, Unreadable
from scorecard.models import Boundary, Chamber
from scorecard.places.points import Where
from tests.scorecard.places.invented import MIDDLE, feature, geojson, house, square

pytestmark = pytest.mark.django_db
POINT = (-70.95, 40.55)


def test_a_file_is_loaded_with_a_word_in_the_trail(demoland):
    loaded = boundaries.load(geojson(house()), chamber=Chamber.HOUSE)
    assert (loaded.districts, loaded.changed) == (2, 2)
    assert AuditEvent.objects.filter(action="scorecard.boundaries_loaded").count() == 1
    assert atlas.maps().at(*POINT)[Chamber.HOUSE].districts == ("1st Demo",)


def test_the_same_file_changes_nothing(demoland):
    boundaries.load(geojson(house()), chamber=Chamber.HOUSE)
    before = list(Boundary.objects.values())
    assert boundaries.load(geojson(house()), chamber=Chamber.HOUSE).changed == 0
    assert list(Boundary.objects.values()) == before
    assert AuditEvent.objects.filter(action="scorecard.boundaries_loaded").count() == 1


def test_another_file_is_used_from_the_next_request_on_and_the_former_brings_all_back(demoland):
    first, second = house()
    other = [
        feature("First Demo", square(-70.92, MIDDLE)),
        feature("2nd Demo & Trial", square(-71.0, -70.92)),
    ]
    boundaries.load(geojson([first, second]), chamber=Chamber.HOUSE)
    assert atlas.maps().at(*POINT)[Chamber.HOUSE].districts == ("1st Demo",)
    assert boundaries.load(geojson(other), chamber=Chamber.HOUSE).changed == 2
    assert atlas.maps().at(*POINT)[Chamber.HOUSE].districts == ("2nd Demo & Trial",)
    boundaries.load(geojson([first, second]), chamber=Chamber.HOUSE)
    assert atlas.maps().at(*POINT)[Chamber.HOUSE].districts == ("1st Demo",)


def test_a_refused_file_leaves_what_is_there(demoland):
    boundaries.load(geojson(house()), chamber=Chamber.HOUSE)
    with pytest.raises(Unreadable):
        boundaries.load(geojson(house()[:1]), chamber=Chamber.HOUSE)
    assert Boundary.objects.count() == 2


def test_a_chamber_is_taken_off_and_the_other_stays(with_boundaries):
    assert boundaries.remove(chamber=Chamber.HOUSE) == 2
    assert set(atlas.maps().digests) == {Chamber.SENATE}
    assert not atlas.maps().can_place_points
    with pytest.raises(NotNow, match="No boundaries of the House"):
        boundaries.remove(chamber=Chamber.HOUSE)


def test_boundaries_that_went_away_meanwhile_are_none(with_boundaries):
    maps = atlas.maps()
    atlas._polygons.cache_clear()
    Boundary.objects.all().delete()
    assert maps.at(*POINT) == {}
    assert maps.drawing(Chamber.HOUSE) is None


def test_polygons_are_read_once_a_process(with_boundaries, django_assert_num_queries):
    maps = atlas.maps()
    assert maps.at(*POINT)[Chamber.SENATE].where == Where.INSIDE
    with django_assert_num_queries(1):
        assert atlas.maps().at(*POINT) == maps.at(*POINT)


def test_an_unknown_district_has_no_close_up(with_boundaries):
    assert atlas.maps().drawing(Chamber.HOUSE, "9th Demo") is None
