"""Files that are workbooks, files that are not, and files that mean harm."""

import io
import zipfile
from datetime import date, datetime

import openpyxl
import pytest

from scorecard.errors import Unreadable
from scorecard.workbook import files, open_file
from tests.scorecard import sheets

WHOLE = sheets.GRIDS


def trimmed(grid):
    rows = [list(row) for row in grid]
    for row in rows:
        while row and not row[-1].strip():
            row.pop()
    return rows


def kinds(oddities):
    return [oddity.kind for oddity in oddities]


def test_a_workbook_is_read_as_text():
    grids, oddities = open_file("2001.xlsx", sheets.workbook())

    assert grids == {name: trimmed(grid) for name, grid in WHOLE.items()}
    assert oddities == []


def test_six_csv_files_in_an_archive_say_the_same():
    content = sheets.archive({f"2001/{name}": text for name, text in sheets.csvs().items()})

    assert open_file("2001.zip", content) == open_file("2001.xlsx", sheets.workbook())


def test_typed_cells_are_read_as_people_see_them():
    content = sheets.workbook(
        House_Bills__C2=5,
        House_Bills__F2=datetime(2001, 3, 1),
        House_Bills__I2=2.0,
        House_Bills__E2=True,
        House_Bills__J2=0.5,
    )

    row = open_file("2001.xlsx", content)[0]["House_Bills"][1]

    assert [row[index] for index in (2, 5, 8, 4, 9)] == ["5", "3/1/2001", "2", "TRUE", "0.5"]
    assert files.as_text(date(2001, 3, 1)) == "3/1/2001"


@pytest.mark.parametrize("title", ["house votes", "House-Votes", " HOUSE_VOTES "])
def test_titles_of_sheets_may_vary(title):
    assert files.sheet_called(title) == "House_Votes"
    assert files.sheet_called("Notes") is None


def test_missing_sheets_are_named():
    few = {name: grid for name, grid in WHOLE.items() if not name.startswith("Senate")}

    with pytest.raises(Unreadable, match=r"from x\.xlsx: Senate_Bills, Senate_Votes"):
        open_file("x.xlsx", sheets.workbook(few))


@pytest.mark.parametrize("title", ["house_votes ", "House Votes"])
def test_a_sheet_that_is_there_twice_is_refused(title):
    twice = {**WHOLE, title: WHOLE["House_Votes"]}

    with pytest.raises(Unreadable, match="House_Votes is there twice"):
        open_file("x.xlsx", sheets.workbook(twice))
    with pytest.raises(Unreadable, match="House_Votes is there twice"):
        open_file("x.zip", sheets.archive(sheets.csvs(twice)))


@pytest.mark.parametrize(
    "content",
    [b"sort,bill_number", b"%PDF-1.7", b"PK\x03\x04" + b"\0" * 50, sheets.workbook()[:-400]],
    ids=["csv", "pdf", "half a head", "cut off"],
)
def test_what_is_no_workbook_is_said_to_be_none(content):
    with pytest.raises(Unreadable, match="not a workbook"):
        open_file("x.xlsx", content)


@pytest.mark.parametrize("text", ["", "<a", "<workbook/>", "\0"])
def test_a_damaged_workbook_is_said_to_be_damaged(text):
    with pytest.raises(Unreadable, match="damaged"):
        open_file("x.xlsx", sheets.archive({"xl/workbook.xml": text}))


def test_entities_that_blow_up_are_not_followed():
    bomb = '<!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;&b;">]><workbook>&c;</workbook>'

    with pytest.raises(Unreadable, match="damaged"):
        open_file("x.xlsx", sheets.archive({"xl/workbook.xml": bomb}))


def test_an_archive_that_unpacks_to_too_much_is_not_unpacked():
    bomb = sheets.archive({"House_Votes.csv": b"+" * (files.LARGEST_UNPACKED + 1)})

    assert len(bomb) < files.LARGEST_FILE
    with pytest.raises(Unreadable, match="unpacks to more than 60 MB"):
        open_file("x.zip", bomb)


def test_an_archive_of_too_many_parts_is_not_unpacked():
    many = {f"{number}.txt": "" for number in range(files.MOST_PARTS + 1)}

    with pytest.raises(Unreadable, match="too many parts"):
        open_file("x.zip", sheets.archive(many))


def test_a_file_that_is_too_large_is_not_opened():
    with pytest.raises(Unreadable, match="larger than 10 MB"):
        open_file("x.xlsx", b"P" * (files.LARGEST_FILE + 1))


def test_a_sheet_of_too_many_rows_is_refused():
    rows = "name\n" * (files.MOST_ROWS + 1)

    with pytest.raises(Unreadable, match="Sponsorship is larger than 3,000 rows"):
        files.csv_grid("Sponsorship", rows.encode())


def test_a_sheet_of_too_many_columns_is_refused():
    with pytest.raises(Unreadable, match="of 1,500 cells"):
        files.csv_grid("Sponsorship", b"a," * files.MOST_COLUMNS + b"a")


def test_empty_rows_down_to_the_end_of_the_world_are_no_rows():
    content = b"a\n" + b",,,\n" * (2 * files.MOST_ROWS)

    assert files.csv_grid("Sponsorship", content) == [["a"]]
    with pytest.raises(Unreadable, match="larger"):
        files.csv_grid("Sponsorship", content + b"b\n")


def test_empty_rows_between_are_kept():
    assert files.csv_grid("Sponsorship", b"a\n\n ,\nb\n") == [["a"], [], [], ["b"]]


def test_too_long_a_text_is_refused_by_its_cell():
    content = b"a\nb," + b"x" * (files.LONGEST_CELL + 1)

    with pytest.raises(Unreadable, match="Sponsorship B2 holds too long a text"):
        files.csv_grid("Sponsorship", content)


@pytest.mark.parametrize("content", [b"", b'a,"b', b"\x81\x00\x00"])
def test_csv_that_is_none_is_refused_by_its_sheet(content):
    with pytest.raises(Unreadable, match=r"^Sponsorship: "):
        files.csv_grid("Sponsorship", content)


def test_formulas_macros_and_merged_cells_are_said():
    content = sheets.workbook(House_Bills__A4="=1+1")
    book = openpyxl.load_workbook(io.BytesIO(content))
    book["Sponsorship"].merge_cells("A1:B1")

    grids, oddities = open_file("x.xlsx", sheets.saved(book))

    assert kinds(oddities) == ["formulas", "merged cells"]
    assert oddities[1].cell == "A1:B1"
    # Nobody has computed this one yet: there is nothing to take.
    assert grids["House_Bills"][3][0] == ""


@pytest.mark.parametrize(
    ("content", "says"),
    [(b"", "The file is empty"), (b"\xd0\xcf\x11\xe0" + b"\0" * 99, "old workbook")],
    ids=["empty", "xls"],
)
def test_an_empty_file_and_an_old_workbook_are_called_so(content, says):
    with pytest.raises(Unreadable, match=says):
        open_file("x.xlsx", content)


def with_more(change):
    """The workbook with one sheet's bytes changed."""
    name, content = "xl/worksheets/sheet4.xml", sheets.workbook()
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {part: archive.read(part) for part in archive.namelist()}
    parts[name] = change(parts[name])
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, text in parts.items():
            archive.writestr(part, text)
    return written.getvalue()


@pytest.mark.parametrize(
    ("more", "number", "says"),
    [
        (b"<row/>", 200_001, "more than 200,000 rows"),
        (b'<row><c r="XFD9"/></row>', 501, "more than 500 cells far to the right"),
        (b"<c/>", 1_000_001, "more than 1,000,000 cells"),
        (b'<mergeCell ref="A1:B1"/>', 2_001, "more than 2,000 merged cells"),
    ],
    ids=["rows", "far", "cells", "merged"],
)
def test_what_would_take_minutes_to_read_is_counted_first(monkeypatch, more, number, says):
    def unread(*args, **options):
        raise AssertionError("opened")

    monkeypatch.setattr(openpyxl, "load_workbook", unread)
    content = with_more(lambda text: text.replace(b"</sheetData>", more * number + b"</sheetData>"))
    with pytest.raises(Unreadable, match=says):
        open_file("x.xlsx", content)


def test_columns_of_two_letters_are_not_far():
    assert not files.MOST_STORED["cells far to the right"][0].search(b'<c r="ZZ1"><c r="BEZ1">')


def test_formatting_that_would_take_minutes_is_not_read():
    styles = " " * (files.LARGEST_READ_WHOLE + 1)
    with pytest.raises(Unreadable, match="more formatting than text"):
        open_file("x.xlsx", sheets.archive({"xl/workbook.xml": "", "xl/styles.xml": styles}))


def test_semicolons_between_cells_are_named():
    with pytest.raises(Unreadable, match="House_Votes has semicolons between its cells"):
        files.csv_grid("House_Votes", b"Office;Name;Vote 1\nH1;Demo, Ann;+\n")
    assert files.csv_grid("House_Votes", b"a;b,c;d;e\n") == [["a;b", "c;d;e"]]
