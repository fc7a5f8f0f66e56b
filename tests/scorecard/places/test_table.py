"""What districts take in, and how they are found by what people type."""

import pytest

from scorecard.places.names import is_named
from scorecard.places.table import Reach
from tests.scorecard.places.invented import TABLE


def test_a_district_reaches_towns_and_counties_of_which_it_has_a_part():
    assert TABLE.counties == ("Demo", "Trial")
    assert list(TABLE.reach) == [
        ("house", "1st Demo"),
        ("house", "2nd Demo & Trial"),
        ("senate", "First Demo"),
    ]
    assert TABLE.reach["house", "2nd Demo & Trial"] == Reach(
        1,
        ("Birch Saint Mary", "Élm"),
        ("Demo", "Trial"),
        "2nd demo and trial second birch saint mary elm",
    )


def test_a_district_has_one_name_however_it_is_spelled():
    assert TABLE.name_of("house", "Second Demo and Trial") == "2nd Demo & Trial"
    assert TABLE.name_of("house", "9th Demo") == "9th Demo"


@pytest.mark.parametrize("typed", ["", "birch", "ST", "st mary", "Mary b", "Élm", "& 2nd", "sain"])
def test_each_typed_word_begins_a_word_of_the_key(typed):
    assert is_named(typed, TABLE.reach["house", "2nd Demo & Trial"].key)


@pytest.mark.parametrize("typed", ["irch", "birch ashby", "1st"])
def test_others_are_not_meant(typed):
    assert not is_named(typed, TABLE.reach["house", "2nd Demo & Trial"].key)
