"""The rounds of a ranked count as a table."""

from dataclasses import replace

from endorsements.pictures.bars import Cell
from endorsements.pictures.rounds_table import RoundCell, RoundRow, RoundsTable, rounds_table
from tests.endorsements.pictures.ranked_counts import RUN_OFF, SEATS, run_off, seats


def test_a_run_off_as_a_table_says_who_had_what_and_how_it_changed():
    assert rounds_table(run_off()) == RoundsTable(
        caption="How many ballots each had in each round, and how that changed",
        numbers=(1, 2, 3),
        rows=(
            RoundRow(
                "Ash Alder",
                (RoundCell(Cell("40")), RoundCell(Cell("40")), RoundCell(Cell("40"))),
            ),
            RoundRow(
                "Birch Beech",
                (
                    RoundCell(Cell("31")),
                    RoundCell(Cell("34"), "+3"),
                    RoundCell(Cell("56"), "+22", "elected", "elected"),
                ),
                is_winner=True,
            ),
            RoundRow(
                "Cedar",
                (
                    RoundCell(Cell("26")),
                    RoundCell(Cell("26"), "", "excluded", "excluded"),
                    RoundCell(None, "\u221226"),
                ),
            ),
            RoundRow(
                "No endorsement",
                (
                    RoundCell(Cell("3"), "", "excluded", "excluded"),
                    RoundCell(None, "\u22123"),
                    RoundCell(None),
                ),
            ),
        ),
        foot=(
            RoundRow(
                "Exhausted",
                (RoundCell(Cell("0")), RoundCell(Cell("0")), RoundCell(Cell("4"), "+4")),
            ),
            RoundRow("Together", tuple(RoundCell(Cell("100")) for _ in range(3))),
        ),
        note="",
    )


def test_fractions_are_cut_with_the_exact_value_beside_and_the_quota_above():
    table = rounds_table(seats())

    assert table.caption == (
        "How many votes each had in each round, and how that changed; the quota is 4"
    )
    assert table.note == "Cut after 2 decimals; the record has the exact values."
    assert table.rows[0].cells == (
        RoundCell(Cell("7.00"), "", "elected", "elected"),
        RoundCell(Cell("4.00"), "\u22123.00"),
    )
    assert table.rows[1].cells == (
        RoundCell(Cell("2.00")),
        RoundCell(Cell("4.14", "29/7"), "+2.14", "elected", "elected"),
    )
    assert table.rows[2].cells == (
        RoundCell(Cell("2.00")),
        RoundCell(Cell("2.85", "20/7"), "+0.85"),
    )
    assert [row.is_winner for row in table.rows] == [True, True, False]


def test_no_endorsement_is_not_elected_it_won():
    stored = run_off({"no-endorsement": 5, "ash": 2}, replace(RUN_OFF, candidates=("ash",)))
    [_, nobody] = rounds_table(stored).rows

    assert nobody.cells == (RoundCell(Cell("5"), "", "elected", "won"),)


def test_every_column_adds_up_to_all_that_take_part():
    for stored in (run_off(), seats(), seats({"ash>birch>cedar": 30, "birch": 7}, SEATS)):
        for one in stored.rounds:
            held = stored.in_order(one["tallies"])
            exhausted = stored.in_order({"ash": one["exhausted"]})["ash"]
            assert sum(held.values()) + exhausted == stored.valid
