"""The file of places: ours, and what a file may not say."""

import pytest

from scorecard.errors import Unreadable
from scorecard.places import files
from tests.scorecard.places.invented import TABLE, TEXT


def test_our_own_file_has_the_whole_state():
    table = files.read()
    assert len(table.towns) == 351
    assert sum(len(town.precincts) for town in table.towns) == 2383
    assert [one.chamber for one in table.districts].count("house") == 160
    assert [one.chamber for one in table.districts].count("senate") == 40
    assert any("MassGIS" in line for line in table.credits)
    assert any("GeoNames" in line for line in table.credits)


def test_precincts_stand_in_the_order_people_expect():
    birch = TABLE.town_by_key["birch saint mary"]
    assert [one.name for one in birch.within(ward="2")] == ["3", "3A", "10"]


def test_a_district_knows_its_towns():
    found = TABLE.towns_in("house", "2nd Demo & Trial")
    named = {town.name: [one.name for one in precincts] for town, precincts in found.items()}
    assert named == {"Birch Saint Mary": ["3A", "10"], "Élm": ["A"]}


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("Demoland", "", r"nothing in \[place\]"),
        ("[zips]", "[postcodes]", "Line 28 .* no known section"),
        ("1st Demo|First Demo\n2nd", "1st Demo\n2nd", "Line 9 .* 2 parts"),
        (" |1 2|1st Demo|First Demo", " |1 2|1st Demo", "Line 17 .* 4 parts"),
        (" |1 2|1st Demo|First Demo\n", "", "Ashby has no precincts"),
        (" |1 2|1st", " |1 1|1st", "Ashby has a precinct twice"),
        (" |A|2nd Demo & Trial|", " |A|3rd Demo|", "Élm lies in 3rd Demo, .* no house district"),
        ("Élm|Trial", "ashby|Trial", "A town stands .* twice"),
        ("Upper Ash|Ashby", "Upper Ash|Oak", "Oak is named"),
        ("40.5|-70.9|Ashby", "north|-70.9|Ashby", "Line 29 .* no point"),
    ],
)
def test_a_file_that_contradicts_itself_is_refused(old, new, says):
    assert old in TEXT
    with pytest.raises(Unreadable, match=says):
        files.parse(TEXT.replace(old, new, 1))


def test_a_file_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(Unreadable, match=r"none\.txt cannot be read"):
        files.read(tmp_path / "none.txt")
