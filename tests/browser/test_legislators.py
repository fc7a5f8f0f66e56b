"""The list of all legislators through a real browser: search as one types, and without scripts."""

import pytest
from playwright.sync_api import expect

from scorecard.models import Chamber, Mark
from tests.browser import people
from tests.factories import scorecard as make
from tests.scorecard.places import invented

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LIST = "/scorecard/"
NARROW = {"width": 320, "height": 640}


@pytest.fixture(autouse=True)
def state(settings, tmp_path):
    """Three seats, one of them vacant; Reva has a score and had another, Sena has none."""
    path = tmp_path / "demoland.txt"
    path.write_text(invented.TEXT, encoding="utf-8")
    settings.PLACES_FILE = str(path)
    reva = make.LegislatorFactory(name="Reva Présent", slug="reva-present")
    make.ServiceFactory(district="1st Demo", legislator=reva)
    make.ServiceFactory(chamber=Chamber.SENATE, district="First Demo", legislator__name="Sena Torr")
    for year, mark in ((2001, Mark.MINUS), (2003, Mark.PLUS)):
        session = make.SessionFactory(first_year=year)
        make.PositionFactory(row__session=session, row__legislator=reva, mark=mark)


def seen(page):
    names = page.locator("main [data-find] a:first-child")
    return [name.inner_text() for name in names.all() if name.is_visible()]


def test_typing_leaves_whoever_fits_and_keeps_the_address(new_page):
    page = new_page(viewport=NARROW)
    page.goto(LIST)
    everybody = ["Reva Présent", "1st Demo", "Sena Torr", "First Demo", "2nd Demo & Trial"]
    assert seen(page) == everybody
    field = page.get_by_role("searchbox")
    field.press_sequentially("PRES")
    assert seen(page) == ["Reva Présent", "1st Demo"]
    assert page.get_by_role("status").inner_text() == "1 of 2 legislators"
    assert page.url.endswith("/scorecard/?q=PRES")
    field.fill("st mary elm")
    assert seen(page) == ["Sena Torr", "First Demo", "2nd Demo & Trial"]
    field.fill("zzz")
    assert page.get_by_text("Nobody fits.").is_visible()
    page.goto(f"{LIST}?q=pres&sort=score")
    assert seen(page) == ["Reva Présent", "1st Demo"]
    page.get_by_role("searchbox").fill("torr")
    page.get_by_text("1 of 2 legislators").wait_for()
    page.locator("tr", has_text="Sena Torr").wait_for()
    assert seen(page) == ["Sena Torr", "First Demo"]
    assert page.url.endswith("/scorecard/?sort=score&q=torr")


def test_without_scripts_the_form_and_the_links_do_it(new_page):
    page = new_page(viewport=NARROW, java_script_enabled=False)
    page.goto(LIST)
    page.get_by_role("link", name="Score", exact=True).last.click()
    page.get_by_role("searchbox").fill("élm")
    page.get_by_label("Chamber").select_option("Senate")
    page.get_by_role("button", name="Search").click()
    page.get_by_role("link", name="show all").wait_for()
    assert seen(page) == ["Sena Torr", "First Demo"]
    assert "sort=score" in page.url
    page.get_by_role("link", name="show all").click()
    expect(page.locator("tbody tr[data-find]")).to_have_count(2)


def test_the_navigation_leads_there_on_one_line_and_by_keyboard(new_page):
    page = new_page(viewport=NARROW, color_scheme="dark")
    page.goto("/")
    nav = page.get_by_role("navigation", name="Main")
    assert nav.bounding_box()["height"] < 60
    nav.get_by_role("link", name="Scorecard").press("Enter")
    page.wait_for_url(f"**{LIST}")
    own = page.get_by_role("navigation", name="Scorecard")
    assert own.bounding_box()["height"] < 60
    assert own.get_by_role("link", name="Legislators").get_attribute("aria-current") == "page"
    assert people.faults(page) == []
    assert not people.is_wider_than_its_screen(page)
