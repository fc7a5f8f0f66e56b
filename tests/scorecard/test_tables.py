"""Our numbers beside those of the present site, where the two differ."""

import pytest

from scorecard import imports, legislators
from scorecard.models import Chamber, Session
from scorecard.records import SessionRecord
from scorecard.tables import TABLES
from tests.scorecard import sheets
from tests.scorecard.conftest import HOUSE, SENATE, entry

pytestmark = pytest.mark.django_db


@pytest.fixture
def table(seated, received):
    """Rows of a table over these sheets, ours or as the site."""

    def print_table(name, *, as_site=False, grids=None):
        if not Session.objects.filter(imports__status="applied").exists():
            imports.apply(received(grids).pk, by=None)
        record = SessionRecord(Session.objects.get())
        return list(TABLES[name][1](record, as_site))

    return print_table


def listed_twice():
    grids = sheets.grids()
    grids["House_Votes"].append(list(grids["House_Votes"][4]))
    return grids


def column(rows, *names):
    return [tuple(row[name] for name in names) for row in rows]


def test_scores_are_those_of_the_rules(table):
    assert column(table("scores"), "name", "score", "recorded_vote_percentage", "shown") == [
        ("Adams, Ada", 100, 100, "A+ (100%)"),
        ("Best, Ben", 0, 33, "N/A: missed at least 10% of scored votes"),
        ("Cox, Cara", 0, 100, "F (0%)"),
    ]


def test_who_is_listed_twice_counts_once_with_us_and_twice_on_the_site(table):
    ours = table("rollcalls", grids=listed_twice())[0]
    sites = table("rollcalls", as_site=True)[0]

    assert (ours["yes"], sites["yes"], sites["yes_one_row_per_person"]) == (1, 2, 1)
    assert len(table("scores")) == 3
    assert len(table("scores", as_site=True)) == 4


def test_a_made_up_item_has_no_link_with_us(table):
    ours = table("rollcalls")[2]
    sites = table("rollcalls", as_site=True)[2]

    assert (ours["url"], ours["roll_call_url"]) == ("", "")
    assert sites["url"] == "https://malegislature.gov/Bills/182/"
    assert sites["roll_call_url"].endswith("/houseRollCall1001.pdf")


def test_links_of_the_sheet_go_before_those_that_are_made(table):
    grids = sheets.grids()
    grids["House_Bills"][0] += ["url", "roll_call_url"]
    grids["House_Bills"][1] += ["https://legislature.example/H10", "https://legislature.example/5"]

    parks, roads, _, _ = table("rollcalls", grids=grids)

    assert (parks["url"], parks["roll_call_url"]) == (
        "https://legislature.example/H10",
        "https://legislature.example/5",
    )
    assert roads["url"] == "https://malegislature.gov/Bills/182/H11"


def test_a_cosponsor_with_a_blank_beside_the_letter_counts_with_us_alone(table):
    ours = table("cosponsored_bills")[0]
    sites = table("cosponsored_bills", as_site=True)[0]

    assert (ours["cosponsors"], sites["cosponsors"], sites["cosponsors_corrected"]) == (2, 1, 2)
    assert column(table("sponsorship"), "sponsorship_score") == [(1,), (0,), (2,)]
    assert column(table("sponsorship", as_site=True), "sponsorship_score") == [(1,), (0,), (1,)]


def test_topics_that_nobody_knows_are_said_to_be_unknown(table):
    grids = sheets.grids()
    grids["House_Bills"][1][10] = "All Meals All, economy"

    assert column(table("rollcalls", grids=grids), "tags")[:2] == [
        ("(unknown); economy",),
        ("government",),
    ]


def test_medians_take_in_who_voted_enough_and_sits_there_today(table):
    assert column(table("medians"), "measure", "chamber", "group", "median") == [
        ("vote score", "house", "Democratic", 100),
        ("vote score", "house", "all others", ""),
        ("vote score", "senate", "Democratic", 0),
        ("vote score", "senate", "all others", ""),
        ("cosponsored bills", "both", "Democratic", 2),
        ("cosponsored bills", "both", "all others", 0),
    ]


def test_who_moved_to_the_other_chamber_keeps_their_votes_with_us_alone(table):
    table("scores")
    legislators.seat(HOUSE[1:], chamber=Chamber.HOUSE, as_of=None)
    ada = entry(sheets.ADA, "Ada Adams", "Second Demo")
    legislators.seat([*SENATE, ada], chamber=Chamber.SENATE, as_of=None)

    ours = {row["name"]: row for row in table("member_pages")}
    sites = {row["name"]: row for row in table("member_pages", as_site=True)}

    assert (ours["Ada Adams"]["votes_listed"], ours["Ada Adams"]["score"]) == (3, 100)
    assert sites["Ada Adams"]["shown"] == "N/A: no voting data"


def test_who_stands_in_no_column_has_no_bills(table):
    legislators.seat(
        [*HOUSE, entry("demo-person/dan", "Dan Day", "3rd Demo")], chamber=Chamber.HOUSE, as_of=None
    )

    dan = table("member_pages")[2]

    assert (dan["name"], dan["bills_listed"], dan["votes_listed"]) == ("Dan Day", 0, 0)
    assert table("member_pages", as_site=True)[2]["bills_listed"] == 0
    assert len(table("medians")) == 6


def test_reading_a_session_takes_the_same_queries_whatever_its_size(
    table, django_assert_max_num_queries
):
    table("scores")

    for name in TABLES:
        record = SessionRecord(Session.objects.select_related("rules").get())
        with django_assert_max_num_queries(8):
            list(TABLES[name][1](record, True))
