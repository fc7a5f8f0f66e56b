"""Files as programs save them, and as accidents leave them."""

import pytest

from members.errors import Unreadable
from members.feeds.rows import Refusal
from members.feeds.tables import NOT_CLOSED, Table, plain

KNOWN = {"id", "name", "note"}


def read(content: bytes) -> list[tuple[int, str, str]]:
    return [
        line if isinstance(line, Refusal) else (line.number, line.get("id"), line.get("name"))
        for line in Table(content, KNOWN).lines()
    ]


TEXT = "Id,Name\n1,Zoë\n"


@pytest.mark.parametrize(
    "content",
    [
        TEXT.encode(),
        TEXT.encode("utf-8-sig"),
        TEXT.encode("cp1252"),
        TEXT.encode("utf-16"),
        b"\xfe\xff" + TEXT.encode("utf-16-be"),
        TEXT.encode("utf-16-le"),
        TEXT.encode("utf-16-be"),
        TEXT.replace("\n", "\r\n").encode(),
        TEXT.replace("\n", "\r").encode(),
        TEXT.replace(",", ";").encode(),
        TEXT.replace(",", "\t").encode(),
    ],
    ids=["utf-8", "bom", "cp1252", "utf-16", "be", "le-bare", "be-bare", "crlf", "cr", "; ", "tab"],
)
def test_a_file_is_read_however_it_was_saved(content):
    assert read(content) == [(2, "1", "Zoë")]


def test_a_line_that_names_the_separator_is_no_header():
    assert read(b"sep=;\n\nid;name\n1;Ada\n") == [(4, "1", "Ada")]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "is empty"),
        (b" \n\n", "is empty"),
        (b"sep=;\n", "is empty"),
        (b"PK\x03\x04rest", "Save the sheet as CSV"),
        (b"id,name\x00\n" + b"x" * 90, "not a text file"),
        (b"%PDF-1.7 id,name", "is a PDF"),
        (b"\x1f\x8bid,name", "Unpack it first"),
        (b"\xd0\xcf\x11\xe0id,name", "old workbook"),
        (b"\xff\xfe\x00", "cut off"),
        (b"id,na\x81me\n\xff", "neither UTF-8"),
        (b"<html>\n<body>", "None of the columns"),
        (b'"id,name\n1,Ada\n', "None of the columns"),
        (b"id,name, ID \n", "The column id is there twice"),
    ],
)
def test_what_is_no_such_file_is_unreadable(content, words):
    with pytest.raises(Unreadable, match=words):
        Table(content, KNOWN)


def test_missing_columns_are_named():
    with pytest.raises(Unreadable, match=r"missing: name, note\."):
        Table(b"id\n", KNOWN).require("id", "name", "note")


def test_headers_vary_and_unknown_ones_repeat():
    wide = ",".join(["Reserved"] * 198)
    content = f" iD ,{wide},  NAME\u00a0\n1,{',' * 197},Ada\n".encode()

    assert read(content) == [(2, "1", "Ada")]
    assert plain("\ufeff Recurring  Type ") == "recurring type"


def test_get_takes_the_first_column_that_holds_something():
    [line] = Table(b"id,name,note\n1, ,x\n", KNOWN).lines()

    assert (line.get("name", "note"), line.get("name"), line.get("town")) == ("x", "", "")


def test_a_cell_may_hold_line_breaks():
    content = b'id,name\n1,"Ada\nL"\n2,Bo\n'

    assert read(content) == [(2, "1", "Ada\nL"), (4, "2", "Bo")]


def test_a_quotation_mark_inside_a_word_is_only_that():
    assert read(b'id,name\n1,6" Ada\n') == [(2, "1", '6" Ada')]


@pytest.mark.parametrize("after", [1, 5, 40])
def test_an_unclosed_quotation_mark_takes_no_other_line_along(after):
    lines = "".join(f"{number},Bo\n" for number in range(2, 2 + after))

    assert read(f'id,name\n1,"Ada\n{lines}'.encode()) == [
        Refusal(2, NOT_CLOSED),
        *((number + 1, str(number), "Bo") for number in range(2, 2 + after)),
    ]


def test_a_quotation_mark_closed_by_another_line_takes_none_along():
    assert read(b'id,name\n1,"Ada\n2,"Bo"\n') == [Refusal(2, NOT_CLOSED), (3, "2", "Bo")]


def test_a_byte_of_zero_costs_its_own_line_alone():
    assert read(b"id,name\n1,Ad\x00a\n2,Bo\n") == [
        Refusal(2, "The line holds a byte of zero, which no text does."),
        (3, "2", "Bo"),
    ]


def test_broken_lines_are_refused_by_number():
    content = b'id,name\n1\n2,Ada,Bo\n\n3,"Ad"a\n4,Cy,,\n5,Di\n'

    assert read(content) == [
        Refusal(2, "The line ends after 1 of 2 cells: it was cut off."),
        Refusal(3, "3 cells stand under 2 headers."),
        Refusal(5, "',' expected after '\"'."),
        (6, "4", "Cy"),
        (7, "5", "Di"),
    ]
