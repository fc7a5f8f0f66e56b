"""Find my legislators through a real browser: by town, by location, by a click on a map."""

import re

import pytest

from scorecard import boundaries
from scorecard.models import Chamber
from tests.browser import people
from tests.factories.scorecard import ServiceFactory
from tests.scorecard.places import invented

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PHONE, DESK = {"width": 360, "height": 740}, {"width": 1280, "height": 900}
IN_FIRST = {"longitude": -70.95, "latitude": 40.55}
FIND = "/scorecard/find/"


@pytest.fixture(autouse=True)
def state(settings, tmp_path):
    """The invented state with its boundaries; one of its three seats is vacant."""
    path = tmp_path / "demoland.txt"
    path.write_text(invented.TEXT, encoding="utf-8")
    settings.PLACES_FILE = str(path)
    boundaries.load(invented.geojson(invented.house()), chamber=Chamber.HOUSE)
    boundaries.load(invented.geojson(invented.senate()), chamber=Chamber.SENATE)
    ServiceFactory(district="1st Demo", legislator__name="Reva Present")
    ServiceFactory(chamber=Chamber.SENATE, district="First Demo", legislator__name="Sena Torr")


def answer(page):
    page.get_by_role("heading", level=1, name=re.compile("^(Your|The) legislators")).wait_for()
    return [
        heading.inner_text()
        for heading in page.locator("main").get_by_role("heading", level=2).all()
    ]


def test_a_town_in_three_taps_without_javascript(new_page):
    phone = new_page(viewport=PHONE, java_script_enabled=False)
    phone.goto(FIND)
    phone.get_by_label("Your town").fill("birch st")
    phone.get_by_role("button", name="Find").click()
    phone.get_by_role("link", name="Ward 2").click()
    phone.get_by_role("link", name="Precinct 3A").click()
    assert answer(phone) == ["Vacant seat", "Sena Torr"]
    phone.goto(phone.url)
    assert answer(phone) == ["Vacant seat", "Sena Torr"]


def test_the_location_is_asked_for_by_a_click_alone(new_page):
    phone = new_page(viewport=PHONE, geolocation=IN_FIRST, permissions=["geolocation"])
    phone.goto(FIND)
    phone.get_by_role("button", name="Use my location").click()
    assert answer(phone) == ["Reva Present", "Sena Torr"]
    assert phone.url.endswith("/find/here/")


def test_a_browser_that_does_not_say_where_it_is_leads_back_to_the_town(new_page):
    phone = new_page(viewport=PHONE)
    phone.goto(FIND)
    phone.get_by_role("button", name="Use my location").click()
    phone.get_by_text("Type your town instead.").wait_for()


def test_a_click_on_a_districts_map_asks_for_that_very_point(new_page):
    page = new_page(viewport=DESK)
    page.goto("/scorecard/districts/house/2nd-demo-trial/")
    page.locator(".district-map > svg").click(position={"x": 5, "y": 150})
    assert answer(page) == ["Reva Present", "Sena Torr"]


def test_no_page_has_a_fault(page):
    queries = ["", "?town=saint", "?town=00001", "?town=zzzz", "?town=ashby"]
    queries.append("?town=birch+saint+mary&ward=2")
    addresses = [f"{FIND}{query}" for query in queries]
    for address in [*addresses, "/scorecard/districts/", "/scorecard/districts/house/1st-demo/"]:
        page.goto(address)
        assert people.faults_in_both_looks(page) == []
