"""The six sheets as facts, and every oddity by its cell."""

from datetime import date

import pytest

from scorecard.errors import Unreadable
from scorecard.grading import Mark, Side
from scorecard.workbook import SponsorCell, cells, disagreements, open_file, read
from scorecard.workbook.bills import text_of
from tests.scorecard import sheets


def workbook_of(**changed):
    return read(open_file("x.xlsx", sheets.workbook(sheets.grids(**changed)))[0])


def odd(workbook, kind):
    found = [*workbook.oddities, *disagreements(workbook)]
    return [(o.sheet, o.cell, o.found) for o in found if o.kind == kind]


def put(row, column, text):
    def change(grid):
        while len(grid) <= row:
            grid.append([])
        grid[row] += [""] * (column + 1 - len(grid[row]))
        grid[row][column] = text
        return grid

    return change


@pytest.fixture(scope="module")
def session():
    return workbook_of()


def test_items_are_read_by_header(session):
    parks, roads, prison = session.items["house"]

    assert (parks.number, parks.bill_number, parks.voted_on) == (5, "H10", date(2001, 3, 1))
    assert (parks.position, parks.typed_yes, parks.typed_no) == (Side.YES, 2, 0)
    assert (parks.description, parks.tags) == ("Vote was on parks.", "economy")
    assert (roads.amendment, roads.position, roads.voted_on) == ("3", Side.NO, date(2001, 3, 2))
    assert [item.is_roll_call for item in (parks, roads, prison)] == [True, True, False]
    assert parks.written["tags"] == "economy "


def test_votes_are_matched_by_roll_call_number(session):
    ada, ben = session.people["house"]

    assert (ada.row, ada.number, ada.name) == (5, sheets.ADA, "Adams, Ada")
    assert ada.marks == {7: Mark.PLUS, 5: Mark.PLUS, 1001: Mark.PLUS}
    assert ben.marks == {7: Mark.MINUS, 5: Mark.ABSENT, 1001: Mark.NOT_IN_OFFICE}


def test_labels_above_the_votes_are_nobody(session):
    assert [person.name for person in session.people["house"]] == ["Adams, Ada", "Best, Ben"]


def test_sponsors_are_read_by_column(session):
    ada, ben, cara = session.sponsors

    assert (cara.column, cara.number, cara.name) == (5, sheets.CARA, "Cox, Cara")
    assert ada.cells == {3: SponsorCell(True, True), 4: SponsorCell(False, True)}
    assert ben.cells[4] == SponsorCell(False, True)
    assert cara.cells[3] == SponsorCell(True, False)


def test_bill_keys_hold_one_number_or_two(session):
    assert [key.numbers for key in session.bill_keys] == [("S20", "H10"), ("HD30",)]
    assert [bill.number for bill in session.bills] == ["H10", "S20", "HD30"]


ODD_AS_IT_IS = {
    "header padded": [("House_Bills", "A1", "'pm_score\\n'")],
    "padded name": [("House_Votes", "B5", "'Adams, Ada\\xa0'")],
    "padded cosponsor cell": [("Sponsorship", "F3", "'y\\n'")],
    "unknown cosponsor cell": [("Sponsorship", "E4", "''")],
    "year of two digits": [("House_Bills", "F3", "3/02/01")],
    "no bill and no day": [("House_Bills", "D4", "Visited a prison")],
    "own tally differs": [
        ("House_Bills", "row 2", "typed in 2-0, counted 1-0"),
        ("House_Bills", "row 3", "typed in 0-2, counted 1-1"),
    ],
    "bill in one chamber only": [("Sponsorship", "row 4", "HD.30")],
    "docket number": [("Sponsorship", "row 4", "HD30")],
}


@pytest.mark.parametrize("kind", ODD_AS_IT_IS)
def test_what_is_odd_is_said_by_its_cell(session, kind):
    assert odd(session, kind) == ODD_AS_IT_IS[kind]


def test_nothing_else_is_odd(session):
    found = {oddity.kind for oddity in [*session.oddities, *disagreements(session)]}

    assert found == set(ODD_AS_IT_IS)


ODD_IF_CHANGED = {
    "header twice": ("House_Bills", put(0, 11, "Title"), "L1", "title stands twice"),
    "no roll call number": ("House_Bills", put(1, 2, "?"), "C2", "'?'"),
    "roll call number twice": ("House_Bills", put(2, 2, "5"), "C3", "5"),
    "no position": ("House_Bills", put(1, 7, "maybe"), "H2", "'maybe'"),
    "no title": ("House_Bills", put(1, 6, " "), "G2", ""),
    "no day": ("House_Bills", put(1, 5, "13/40/2001"), "F2", "'13/40/2001'"),
    "no bill number": ("House_Bills", put(1, 3, ""), "D2", "Parks"),
    "no number": ("House_Bills", put(1, 8, "two"), "I2", "'two'"),
    "label used twice": ("House_Bills", put(2, 0, "1h"), "A2, A3", "1h"),
    "unknown mark": ("House_Votes", put(4, 3, "?"), "D5", "'?'"),
    "row ends early": ("House_Votes", put(5, 4, ""), "E6", ""),
    "no name": ("House_Votes", put(6, 0, "demo-person/dan"), "B7", "demo-person/dan"),
    "positions differ": (
        "House_Votes",
        put(0, 3, "No"),
        "row 2",
        "yes here, No in House_Votes D1",
    ),
    "bill numbers differ": (
        "House_Votes",
        put(1, 3, "H12"),
        "row 2",
        "H10 here, H12 in House_Votes D2",
    ),
    "days differ": (
        "House_Votes",
        put(3, 3, "3/9/2001"),
        "row 2",
        "2001-03-01 here, 2001-03-09 in House_Votes D4",
    ),
    "no column of votes": ("House_Votes", put(2, 3, "6"), "row 2", "5"),
    "no row in the bills sheet": ("House_Votes", put(2, 3, "6"), "D3", "6"),
    "bill listed twice": ("Sponsored_Bills", put(2, 1, "H10"), "row 3", "H10 in rows 2 and 3"),
    "not in Sponsored_Bills": ("Sponsored_Bills", put(2, 1, "S21"), "row 3", "S20"),
    "no cosponsors": (
        "Sponsored_Bills",
        put(2, 1, "S21"),
        "row 3",
        "S21 is in no row of Sponsorship",
    ),
    "short titles differ": (
        "Sponsorship",
        put(2, 2, "Green parks"),
        "row 3",
        "'Green parks' here, 'Parks' in Sponsored_Bills",
    ),
}


@pytest.mark.parametrize("kind", ODD_IF_CHANGED)
def test_what_may_be_odd_is_said_by_its_cell(kind):
    sheet, change, cell, found = ODD_IF_CHANGED[kind]

    said = odd(workbook_of(**{sheet: change}), kind)

    assert (cell, found) in [(where, what) for _, where, what in said]


def test_columns_of_votes_without_a_number_or_with_one_twice_are_left_out():
    session = workbook_of(House_Votes=put(2, 2, "5"))
    unnumbered = workbook_of(House_Votes=put(2, 2, "-"))

    assert session.people["house"][0].marks == {5: Mark.PLUS, 1001: Mark.PLUS}
    assert odd(session, "roll call number twice") == [("House_Votes", "D3", "5")]
    assert odd(unnumbered, "no roll call number") == [("House_Votes", "C3", "'-'")]


def test_an_empty_cell_within_a_row_is_a_vote_and_one_after_its_end_is_none():
    session = workbook_of(House_Votes=lambda grid: [*grid[:4], [*grid[4][:2], "", "+", ""]])

    assert session.people["house"][0].marks == {7: Mark.OTHER, 5: Mark.PLUS}


def test_a_column_of_sponsors_without_a_name_is_nobodys():
    session = workbook_of(Sponsorship=put(2, 6, "Y"))

    assert odd(session, "no name") == [("Sponsorship", "G2", "")]
    assert len(session.sponsors) == 3


@pytest.mark.parametrize(
    ("sheet", "grid", "says"),
    [
        ("House_Bills", [["title"]], "House_Bills has no column roll_call_number, progressive"),
        ("House_Bills", [], "no column"),
        ("Sponsored_Bills", [["sort"]], "bill_number, shorthand_title"),
        ("House_Votes", [["a"]], "no four rows above the votes"),
        ("Sponsorship", [["a"]], "no two rows above the bills"),
    ],
)
def test_sheets_that_are_not_what_they_are_called_are_refused(sheet, grid, says):
    with pytest.raises(Unreadable, match=says):
        read(sheets.grids(**{sheet: grid}))


def test_a_tracked_bill_without_a_number_is_left_out():
    session = workbook_of(Sponsored_Bills=put(2, 1, " . "))

    assert odd(session, "no bill number") == [("Sponsored_Bills", "B3", "An Act for parks")]
    assert [bill.number for bill in session.bills] == ["H10", "HD30"]


NUMBERS = {
    "33": 33,
    "33.0": 33,
    "1,001": 1001,
    "": None,
    "3.5": None,
    "x": None,
    "-1": None,
    "\N{SUPERSCRIPT TWO}": None,
}
DAYS = {
    "1/25/2017": date(2017, 1, 25),
    "7/26/17": date(2017, 7, 26),
    "2017-07-26 00:00:00": date(2017, 7, 26),
    "2/30/2017": None,
    "soon": None,
    "": None,
}
COLUMNS = {0: "A", 25: "Z", 26: "AA", 701: "ZZ", 702: "AAA"}


@pytest.mark.parametrize("text", NUMBERS)
def test_whole_numbers(text):
    assert cells.whole_number(text) == NUMBERS[text]


@pytest.mark.parametrize("text", DAYS)
def test_days(text):
    assert cells.day(text) == DAYS[text]


@pytest.mark.parametrize(
    ("index", "name"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")]
)
def test_names_of_columns(index, name):
    assert cells.column_name(index) == name


@pytest.mark.parametrize(
    ("lines", "text"), [("", ""), ("One.", "One."), ("Label\n\n Two. \nThree.", "Two.")]
)
def test_of_several_lines_the_second_is_the_text(lines, text):
    assert text_of(lines) == text


def test_votes_of_the_other_chamber_are_refused():
    grids = sheets.grids()
    grids["House_Votes"], grids["Senate_Votes"] = grids["Senate_Votes"], grids["House_Votes"]

    with pytest.raises(Unreadable, match="House_Votes and Senate_Votes are swapped"):
        read(grids)
