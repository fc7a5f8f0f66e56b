"""CSV that no spreadsheet program runs, and the way back."""

import csv
import io
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from members.sheets import as_it_was, dollars, harmless, lines


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+1",
        "-1",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "\n=1",
        '=HYPERLINK("http://example.org")',
        "-2+3+cmd|' /C calc'!A0",
        "\uff1d1",
        "'=1",
        "''=1",
    ],
)
def test_what_begins_like_a_formula_becomes_a_text_and_comes_back(text):
    assert harmless(text) == f"'{text}"
    assert as_it_was(harmless(text)) == text


@pytest.mark.parametrize("text", ["", "Ada", "a=b", "'t Hooft", "O'Brien", "''", " =1", "1-1"])
def test_other_texts_stay_as_they_are(text):
    assert harmless(text) == as_it_was(text) == text


@given(st.text())
def test_every_text_comes_back_and_none_begins_like_a_formula(text):
    assert as_it_was(harmless(text)) == text
    assert harmless(text)[:1] not in tuple("=+-@\t\r\n\uff1d\uff0b\uff0d\uff20")


def test_a_file_begins_with_its_mark_and_keeps_numbers_numbers():
    sheet = list(lines(["a", "b"], [["=1", Decimal("-5.5")], ['x,"y"', None], [7, "é"]]))

    assert sheet == ["\ufeffa,b\r\n", "'=1,-5.50\r\n", '"x,""y""",\r\n', "7,é\r\n"]


@given(st.lists(st.text(alphabet=st.characters(exclude_characters="\0"), min_size=1), min_size=2))
def test_a_file_is_read_back_cell_by_cell(cells):
    sheet = "".join(lines(["x"] * len(cells), [cells])).removeprefix("\ufeff")

    _, row = csv.reader(io.StringIO(sheet, newline=""), strict=True)

    assert [as_it_was(cell) for cell in row] == cells


def test_dollars_are_exact():
    assert [dollars(-12_345), dollars(1)] == [Decimal("-123.45"), Decimal("0.01")]
