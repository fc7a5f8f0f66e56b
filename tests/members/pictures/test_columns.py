"""Columns and lines over months."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from members.pictures.columns import Block, Gridline, Mark, columns, line

TWO = [date(2025, 12, 1), date(2026, 1, 1)]
NUMBERS = st.lists(st.tuples(*[st.integers(0, 10**9)] * 3), min_size=1, max_size=40)


def test_columns_stack_from_zero_both_ways():
    drawn = columns(TWO, [("a", [1, 0]), ("b", [1, 3])], [("c", [0, 1])])

    assert drawn.gridlines == (
        Gridline("100", "\u22121"),
        Gridline("75", "0", is_zero=True),
        Gridline("50", "1"),
        Gridline("25", "2"),
        Gridline("0", "3"),
    )
    assert drawn.blocks == (
        Block("6.25", "37.5", "50", "25", "a"),
        Block("6.25", "37.5", "25", "25", "b"),
        Block("56.25", "37.5", "0", "75", "b"),
        Block("56.25", "37.5", "75", "25", "c"),
    )


def test_years_are_named_where_they_begin():
    assert columns(TWO, [("a", [1, 1])]).marks == (Mark("0", "2025"), Mark("50", "2026"))


def test_the_first_year_is_not_named_over_the_second():
    months = [date(2025, 12, 1), *(date(2026, month, 1) for month in range(1, 10))]

    assert columns(months, [("a", [1] * 10)]).marks == (Mark("10", "2026"),)


@pytest.mark.parametrize(
    ("most", "labels"),
    [
        (0, ["$0", "$1"]),
        (99, ["$0", "$1"]),
        (100, ["$0", "$1"]),
        (1_000_00, ["$0", "$500", "$1,000"]),
        (1_234_00, ["$0", "$500", "$1,000", "$1,500"]),
    ],
)
def test_gridlines_are_round_and_few(most, labels):
    drawn = columns(TWO[:1], [("a", [most])], unit=100, sign="$")

    assert [grid.label for grid in drawn.gridlines] == labels


def test_a_line_goes_from_middle_to_middle_of_months():
    drawn = line(TWO, [2, 4])

    assert drawn.path == "M250.0 200.0 L750.0 0.0"
    assert (drawn.end_x, drawn.end_y, drawn.blocks) == ("75", "0", ())


def test_nothing_is_an_empty_picture():
    assert (line([], []).path, columns([], []).blocks) == ("", ())


@given(NUMBERS)
def test_every_column_stays_in_the_picture_and_is_as_high_as_its_number(rows):
    months = [date(2000 + n // 12, n % 12 + 1, 1) for n in range(len(rows))]
    first, second, below = (list(values) for values in zip(*rows, strict=True))

    drawn = columns(months, [("a", first), ("b", second)], [("c", below)])

    for block in drawn.blocks:
        assert -0.01 <= float(block.y) <= float(block.y) + float(block.height) <= 100.02
        assert 0 <= float(block.x) <= float(block.x) + float(block.width) <= 100
    assert len(drawn.blocks) == sum(number > 0 for row in rows for number in row)
    assert 2 <= len(drawn.gridlines) <= 7
    assert sum(grid.is_zero for grid in drawn.gridlines) == 1
