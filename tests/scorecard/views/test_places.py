"""Find my legislators, and the districts, as a visitor meets them."""

import pytest

from scorecard.models import Chamber
from tests.factories import scorecard as make

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demoland")]
FIND, HERE, DISTRICTS = "/scorecard/find/", "/scorecard/find/here/", "/scorecard/districts/"


def page(client, address, **data):
    answer = client.get(address, data)
    assert answer.status_code == 200
    return answer.content.decode()


def senator(name="Sena Torr"):
    return make.ServiceFactory(
        chamber=Chamber.SENATE,
        district="First Demo",
        legislator__name=name,
        legislator__slug="sena-torr",
        legislator__email="sena@example.org",
        legislator__phone="555-0100",
    )


def test_the_first_page_asks_for_a_town_and_lists_all(client):
    text = page(client, FIND)
    assert 'name="town"' in text
    assert 'href="?town=%C3%89lm"' in text
    assert "All 3 towns" in text
    assert "data-locate" not in text
    assert "Invented for the tests." in text


def test_a_town_in_one_district_leads_to_both_seats(client):
    senator()
    text = page(client, FIND, town="ashby")
    assert "Your legislators" in text
    assert "Sena Torr" in text
    assert "mailto:sena@example.org" in text
    assert "tel:555-0100" in text
    assert text.count("Vacant seat") == 1


def test_ward_and_precinct_are_asked_where_they_matter(client):
    senator()
    text = page(client, FIND, town="Birch St Mary")
    assert "which ward?" in text
    assert "Sena Torr" in text
    assert "town=Birch%20Saint%20Mary&amp;ward=2" in text
    text = page(client, FIND, town="Birch St Mary", ward="2")
    assert "which precinct?" in text
    assert "ward=2&amp;precinct=3A" in text
    text = page(client, FIND, town="Birch St Mary", ward="2", precinct="3A")
    assert "2nd Demo &amp; Trial" in text
    assert "ward 2, precinct 3A" in text


def test_a_ward_that_is_not_there_is_said(client):
    assert "There is no ward 9 here." in page(client, FIND, town="Birch Saint Mary", ward="9")


def test_a_partial_name_and_an_unknown_one_are_questions(client):
    assert "Which town do you mean?" in page(client, FIND, town="saint")
    assert "We know no town called “zzzz”" in page(client, FIND, town="zzzz")


def test_a_zip_code_is_a_first_guess(client):
    text = page(client, FIND, town="00001")
    assert "Which town do you live in?" in text
    assert "?town=Ashby" in text
    assert "We know no ZIP code 12345" in page(client, FIND, town="12345")


@pytest.mark.parametrize("typed", ["x" * 61, "\0", "<script>"])
def test_bad_answers_lead_back_to_the_question(client, typed):
    assert 'name="town"' in page(client, FIND, town=typed)


def test_a_point_without_boundaries_leads_to_the_question(client):
    assert client.post(HERE, {"longitude": "-70.95", "latitude": "40.55"}).url == FIND


@pytest.mark.parametrize(
    "point", [{}, {"longitude": "nan", "latitude": "1"}, {"longitude": "200", "latitude": "1"}]
)
def test_no_point_leads_to_the_question(client, with_boundaries, point):
    assert client.post(HERE, point).url == FIND
    assert client.get(HERE).url == FIND


def point_page(client, longitude, latitude):
    answer = client.post(HERE, {"longitude": longitude, "latitude": latitude})
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_point_has_both_seats(client, with_boundaries):
    senator()
    text = point_page(client, -70.95, 40.55)
    assert "1st Demo" in text
    assert "2nd Demo" not in text
    assert "Sena Torr" in text


def test_a_point_at_a_border_has_both_districts(client, with_boundaries):
    text = point_page(client, -70.9, 40.55)
    assert "within 20 metres of a border" in text
    assert "1st Demo" in text
    assert "2nd Demo &amp; Trial" in text


def test_a_point_in_the_water_and_one_far_away_say_so(client, with_boundaries):
    assert "metres away" in point_page(client, -70.95, 40.605)
    assert "Not in Demoland" in point_page(client, 2.35, 48.85)


def test_location_is_offered_once_both_chambers_are_loaded(client, with_boundaries):
    assert "data-locate" in page(client, FIND)


def test_all_districts_are_listed_without_boundaries(client):
    senator()
    text = page(client, DISTRICTS)
    assert "Sena Torr" in text
    assert text.count("<tr>") == 2 + 3
    assert "Vacant seats:" in text
    assert "district-map" not in text


def test_the_map_says_in_words_and_pattern_what_it_says_in_colour(client, with_boundaries):
    senator()
    text = page(client, DISTRICTS)
    assert 'fill="url(#house-vacant)"' in text
    assert "<title>First Demo: Sena Torr</title>" in text
    assert 'href="/scorecard/districts/house/2nd-demo-trial/"' in text


def test_a_district_has_its_towns_and_the_districts_across(client, with_boundaries):
    text = page(client, f"{DISTRICTS}house/2nd-demo-trial/")
    assert "ward 2, precincts 3A, 10" in text
    assert "the whole town" in text
    assert "First Demo" in text
    assert "data-west=" in text


@pytest.mark.parametrize("address", ["house/9th-demo/", "crown/1st-demo/", "house/First%20Demo/"])
def test_an_unknown_district_is_not_found(client, address):
    assert client.get(DISTRICTS + address).status_code == 404


# The session of the log-in is not read; maps, seats, session and positions are.
@pytest.mark.parametrize(
    ("address", "queries"),
    [
        (f"{FIND}?town=Ashby", 5),
        (DISTRICTS, 5),
        (f"{DISTRICTS}senate/first-demo/", 5),
    ],
)
@pytest.mark.parametrize("rows", [1, 3])
def test_queries_do_not_grow_with_the_seats(
    client, with_boundaries, django_assert_num_queries, address, queries, rows
):
    session = make.SessionFactory()
    places = [(Chamber.SENATE, "First Demo"), (Chamber.HOUSE, "1st Demo"),
              (Chamber.HOUSE, "2nd Demo & Trial")]  # fmt: skip
    for chamber, name in places[:rows]:
        service = make.ServiceFactory(chamber=chamber, district=name)
        row = make.VoteRowFactory(session=session, chamber=chamber, legislator=service.legislator)
        make.PositionFactory(row=row)
    page(client, address)  # polygons are read once a process
    with django_assert_num_queries(queries):
        page(client, address)
