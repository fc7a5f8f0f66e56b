"""Results in a real browser: what scrolls can be scrolled by keyboard, what is printed fits."""

import re

import pytest

from tests.endorsements.views.every_result import published_with_every_form

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
A4_WIDTH = 657  # pixels between the margins


@pytest.fixture
def result(new_page):
    voting_round = published_with_every_form()
    page = new_page()
    page.goto(f"/rounds/{voting_round.slug}/")
    return page


def test_the_rounds_scroll_under_names_that_stand_still(result):
    frame = result.locator("#stv .flow-frame")
    names = frame.locator(".flow-names")
    before = names.bounding_box()["x"]

    frame.focus()
    result.keyboard.press("ArrowRight")
    scrolled = 0
    for _ in range(50):
        if scrolled := frame.evaluate("frame => frame.scrollLeft"):
            break
        result.wait_for_timeout(50)

    assert scrolled
    assert names.bounding_box()["x"] == pytest.approx(before, abs=1)


def test_a_screen_reader_is_told_what_the_pictures_show(result):
    picture = result.locator("#irv").get_by_role("img", name=re.compile("Where the ballots went"))
    table = result.locator("#irv .rounds-table")

    assert picture.count() == 1
    assert table.locator("caption").inner_text().startswith("How many ballots each had")
    headers = table.locator("thead th").all()
    assert [one.get_attribute("scope") for one in headers] == ["col"] * len(headers)
    assert set(re.findall(r"[✓✕]", table.inner_text())) == {"✓", "✕"}


def test_a_printed_result_fits_the_page_and_hides_nothing(result):
    result.emulate_media(media="print")
    result.set_viewport_size({"width": A4_WIDTH, "height": 900})

    assert result.evaluate("document.documentElement.scrollWidth") <= A4_WIDTH
    for rule in result.locator("details .contest-rule").all():
        assert rule.bounding_box()["height"] > 10
    assert not result.locator(".site-nav").is_visible()
