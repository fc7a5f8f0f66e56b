"""Where the ballots of a ranked count went: places of blocks and bands."""

import re
from dataclasses import replace

import pytest

from endorsements.pictures.flow import Text, flow
from tests.endorsements.pictures.ranked_counts import RUN_OFF, SEATS, run_off, seats

LETTERS = "abcdefghijkl"


def test_names_headings_and_words_of_a_run_off():
    drawn = flow(run_off())

    assert drawn.title == "Where the ballots went, round by round"
    assert drawn.headings == (
        Text("0", "14", "Round 1"),
        Text("50", "14", "Round 2"),
        Text("100", "14", "Round 3"),
    )
    assert [name.text for name in drawn.names] == [
        "Ash Alder",
        "Birch Beech",
        "Cedar",
        "No endorsement",
        "Exhausted",
    ]
    assert drawn.says == (
        "Plain bands are ballots that stay, striped bands those that move on; heights are numbers "
        "of ballots. ✓ is elected, ✕ excluded."
    )
    assert (drawn.quota_lines, drawn.is_wide) == ((), False)


def test_every_block_has_its_number_and_its_fate():
    blocks = [(block.x, block.kind, block.label, block.fate) for block in flow(run_off()).blocks]

    assert blocks == [
        ("0", "candidate", "40", ""),
        ("0", "candidate", "31", ""),
        ("0", "candidate", "26", ""),
        ("0", "no-endorsement", "3", "✕ excluded"),
        ("50", "candidate", "40", ""),
        ("50", "candidate", "34", ""),
        ("50", "candidate", "26", "✕ excluded"),
        ("100", "candidate", "40", ""),
        ("100", "candidate", "56", "✓ elected"),
        ("100", "exhausted", "4", ""),
    ]


def test_bands_stay_move_or_are_exhausted():
    kinds = [band.kind for band in flow(run_off()).bands]

    # 3 and 2 candidates stay; "no endorsement" moves to Birch, Cedar to Birch and to nobody.
    assert kinds == ["stays"] * 5 + ["moves", "moves", "exhausted"]


def test_a_band_runs_from_block_to_block_as_high_as_its_ballots():
    [of_ash, *_] = flow(run_off()).bands

    # 230 pixels are 100 ballots: 40 are 92.
    assert of_ash.path == "M0 44C75 44 75 44 150 44V136C75 136 75 136 0 136Z"


def test_what_arrives_lies_below_what_was_there():
    drawn = flow(run_off())
    places = {block.label: float(block.y) for block in drawn.blocks if block.x == "100"}
    to_birch = [band for band in drawn.bands if band.kind == "moves"][1]
    _, arrives_at, ends_at = re.search(r"(300) ([\d.]+)V([\d.]+)", to_birch.path).groups()

    # Birch has 34, 78.2 pixels; 22 more arrive, 50.6.
    assert float(arrives_at) == pytest.approx(places["56"] + 78.2)
    assert float(ends_at) == pytest.approx(places["56"] + 78.2 + 50.6)


def test_several_seats_have_a_line_for_the_quota_where_it_was_reached():
    drawn = flow(seats())

    assert len(drawn.quota_lines) == 2
    assert drawn.says.endswith("The dashed line is the quota of 4.")
    assert [block.is_solid for block in drawn.blocks] == [True, False, False, True, True, False]


def test_nothing_is_drawn_where_nothing_moved():
    assert flow(run_off({"ash": 3})) is None
    assert flow(seats({"ash": 3, "birch": 3}, SEATS)) is None


def test_a_long_count_is_short_of_words():
    ballots = {letter: 20 - place for place, letter in enumerate(LETTERS)}
    rule = replace(RUN_OFF, candidates=tuple(LETTERS), has_no_endorsement=False)
    drawn = flow(run_off(ballots, rule))

    assert drawn.is_wide
    assert [heading.text for heading in drawn.headings[:3]] == ["Round 1", "2", "3"]
    assert {block.fate for block in drawn.blocks} == {"", "✓", "✕ excluded"}


def test_whoever_has_nothing_has_a_number_and_no_block():
    drawn = flow(run_off({"ash": 2, "birch": 2, "cedar": 1}))

    assert [block.height for block in drawn.blocks if block.label == "0"] == [""]
