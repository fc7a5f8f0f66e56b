"""Seats from the lists of members: who is new, who moved, who left, who is called otherwise."""

import json
from datetime import date

import pytest

from scorecard import legislators
from scorecard.errors import Unreadable
from scorecard.models import Chamber, FormerSlug, Legislator, Service
from tests.scorecard import sheets
from tests.scorecard.conftest import HOUSE, SENATE, entry

pytestmark = pytest.mark.django_db

LATER = date(2003, 1, 1)


def seat(people, chamber=Chamber.HOUSE, as_of=LATER):
    return legislators.seat(people, chamber=chamber, as_of=as_of)


def seats():
    rows = Service.objects.order_by("pk").select_related("legislator")
    return [(row.legislator.name, str(row), row.began_on, row.ended_on) for row in rows]


def test_the_first_list_says_who_sits_and_not_since_when(seated):
    assert seats() == [
        ("Ada Adams", "House, 1st Demo", None, None),
        ("Ben Best", "House, 2nd Demo", None, None),
        ("Cara Cox", "Senate, First Demo", None, None),
    ]


def test_the_same_list_again_changes_nothing(seated):
    before = seats()

    seating = seat(HOUSE)

    assert (seating.new, seating.moved, seating.changed, seating.left) == ([], [], [], [])
    assert seating.unchanged == 2
    assert seats() == before


def test_who_is_missing_has_left_and_stays_known(seated):
    seating = seat(HOUSE[:1])

    assert seating.left == ["Ben Best, 2nd Demo"]
    assert ("Ben Best", "House, 2nd Demo", None, LATER) in seats()
    assert Legislator.objects.filter(family_name="Best").exists()


def test_a_seat_that_changes_hands_has_a_past_and_a_present(seated):
    new = entry("demo-person/dan", "Dan Day", "2nd Demo")

    seating = seat([HOUSE[0], new])

    assert (seating.new, seating.left) == (["Dan Day, 2nd Demo"], ["Ben Best, 2nd Demo"])
    assert seats()[-1] == ("Dan Day", "House, 2nd Demo", LATER, None)


def test_who_changes_chambers_keeps_both(seated):
    ada = entry(sheets.ADA, "Ada Adams", "Second Demo")

    seating = seat([*SENATE, ada], Chamber.SENATE)

    assert seating.moved == ["Ada Adams, Second Demo"]
    mine = [row for row in seats() if row[0] == "Ada Adams"]
    assert mine == [
        ("Ada Adams", "House, 1st Demo", None, LATER),
        ("Ada Adams", "Senate, Second Demo", LATER, None),
    ]


def test_a_new_district_in_the_same_chamber_is_a_move(seated):
    seating = seat([entry(sheets.ADA, "Ada Adams", "9th Demo"), HOUSE[1]])

    assert seating.moved == ["Ada Adams, 9th Demo"]


def test_another_party_is_taken_over(seated):
    seat([entry(sheets.ADA, "Ada Adams", "1st Demo", party="Independent"), HOUSE[1]])

    assert Service.objects.get(district="1st Demo").party == "Independent"


def test_another_name_brings_another_address_and_the_old_one_leads_there(seated):
    seating = seat([entry(sheets.ADA, "Ada Brown", "1st Demo"), HOUSE[1]])

    ada = Legislator.objects.get(numbers__number=sheets.ADA)
    assert (ada.name, ada.slug, seating.changed) == ("Ada Brown", "ada-brown", ["Ada Brown"])
    assert FormerSlug.objects.get(slug="ada-adams").legislator == ada

    seat([entry(sheets.ADA, "Ada Adams", "1st Demo"), HOUSE[1]])

    ada.refresh_from_db()
    assert ada.slug == "ada-adams"
    assert list(FormerSlug.objects.values_list("slug", flat=True)) == ["ada-brown"]


def test_two_of_one_name_have_addresses_of_their_own(seated):
    seat([*HOUSE, entry("demo-person/ada-2", "Ada Adams", "3rd Demo")])

    assert Legislator.objects.filter(slug="ada-adams-2").exists()


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "not a list of legislators in JSON"),
        (b"{}", "holds nobody"),
        (b"[]", "holds nobody"),
        (b"[1]", "Entry 1 lacks one of id, name, familyName, district"),
        (json.dumps([entry("a", "Ada Adams", " ")]).encode(), "Entry 1 lacks"),
        (json.dumps([HOUSE[0], HOUSE[0]]).encode(), "demo-person/ada-1 stands in the list twice"),
        (
            json.dumps([HOUSE[0], HOUSE[1] | {"district": "1st Demo"}]).encode(),
            "1st Demo stands in the list twice",
        ),
        (b"[" * 100_000, "not a list"),
        (b" " * (legislators.LARGEST_LIST + 1), "larger than 5 MB"),
    ],
    ids=["empty", "object", "nobody", "number", "blank", "person", "seat", "deep", "large"],
)
def test_what_is_no_list_is_refused(content, says):
    with pytest.raises(Unreadable, match=says):
        legislators.read_list(content)
