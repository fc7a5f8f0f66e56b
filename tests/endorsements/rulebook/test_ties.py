"""Ties under each rule, and the draw that anybody can work out again."""

import hashlib
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from endorsements.rulebook.parts import Listing
from endorsements.rulebook.ties import CONTEST, HEAD, OPTIONS, PROGRAM, draw, ties
from endorsements.tally.draw import tie_order
from endorsements.tally.vocabulary import TIE_RULES

KEYS = st.text("abcdefghijklmnopqrstuvwxyz0123456789-", min_size=1, max_size=40)


@pytest.fixture(scope="module")
def printed():
    names = {}
    exec(PROGRAM, names)  # noqa: S102 - what the page prints is what is tried
    return names["draw"]


def test_a_tie_is_told_under_each_rule():
    [_, table, *_] = ties().parts

    assert [row[1] for row in table.rows] == [
        "A tie for the lead between Ash and Birch, each with 50 % of 90 ballots. Nobody is "
        "endorsed.",
        "Birch and Ash are endorsed with 50 % each of 90 ballots; no bar was set.",
        "A tie for the lead between Ash and Birch, each with 50 % of 90 ballots. Nobody is "
        "endorsed. The rule sends such a tie to a run-off.",
        "Birch is endorsed with 50 % of 90 ballots; no bar was set. The public draw settled a tie.",
    ]
    assert len(table.rows) == len(TIE_RULES)


@given(seed=st.binary(min_size=32, max_size=32), contest=KEYS, keys=st.sets(KEYS, min_size=1))
def test_the_printed_program_draws_as_the_counter_does(printed, seed, contest, keys):
    assert tuple(printed(seed.hex(), contest, keys)) == tie_order(seed, contest, keys)


def test_the_example_prints_what_the_page_says(printed):
    order = printed(HEAD.hex(), CONTEST, OPTIONS)
    call, says = draw().parts[-2:]

    assert order == ["cedar", "birch", "ash", "no-endorsement"]
    assert call == Listing(
        f'head = "{HEAD.hex()}"\nprint(draw(head, "{CONTEST}", {json.dumps(OPTIONS)}))'
    )
    assert says.text == "It prints: cedar, birch, ash and no-endorsement."


def test_the_first_number_of_the_draw_by_hand(printed):
    fields = [b"draw/1", HEAD, b"governor", b"cedar"]
    by_hand = hashlib.sha256(b"".join(len(f).to_bytes(4, "big") + f for f in fields)).digest()
    others = [
        hashlib.sha256(
            b"".join(len(f).to_bytes(4, "big") + f for f in [*fields[:3], key.encode()])
        ).digest()
        for key in OPTIONS
    ]
    assert by_hand == min(others)
    assert printed(HEAD.hex(), CONTEST, OPTIONS)[0] == "cedar"
