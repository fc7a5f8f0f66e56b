"""Ballots read back line by line, and how much room that takes."""

import pytest
from django.template.loader import render_to_string
from hypothesis import given
from hypothesis import strategies as st

from endorsements.forms.readback import Line, lines_of, longest_lines
from endorsements.tally.legality import is_legal
from endorsements.tally.vocabulary import FORMS
from tests.endorsements.tally.forms import contest_of, of_form
from tests.endorsements.tally.strategies import any_rule, choices, written

NAMES = st.text(st.sampled_from("aZ é§\"'<>&ß中"), min_size=1, max_size=12)


@pytest.mark.parametrize(
    ("form", "text", "lines"),
    [
        ("single_choice", "ash", [Line("marked", "Ash Alder")]),
        ("single_choice", "no-endorsement", [Line("marked", "No endorsement")]),
        ("question", "no", [Line("marked", "No")]),
        ("question", "no-endorsement", [Line("marked", "No position")]),
        ("approval", "ash cedar", [Line("marked", "Ash Alder"), Line("marked", "Cedar Cane")]),
        (
            "per_candidate",
            "ash:yes birch:no",
            [
                Line("answered", "Ash Alder", "+", "Yes"),
                Line("answered", "Birch Beech", "\N{MINUS SIGN}", "No"),
                Line("answered", "Cedar Cane", "", "No answer"),
            ],
        ),
        (
            "score",
            "ash:1 birch:0",
            [
                Line("scored", "Ash Alder", answer="1 point"),
                Line("scored", "Birch Beech", answer="0 points"),
                Line("scored", "Cedar Cane", answer="No points given"),
            ],
        ),
        (
            "stv",
            "cedar>no-endorsement",
            [
                Line("ranked", "Cedar Cane", "1"),
                Line("ranked", "No endorsement", "2"),
                Line("rest", "Not ranked: Ash Alder and Birch Beech."),
            ],
        ),
        (
            "irv",
            "ash=birch>>cedar>no-endorsement",
            [
                Line("ranked", "Ash Alder and Birch Beech", "1"),
                Line("ranked", "Cedar Cane", "3"),
                Line("ranked", "No endorsement", "4"),
            ],
        ),
        (
            "whether_whom",
            "no:birch",
            [
                Line("asked", "Should we endorse anybody?", answer="No"),
                Line("asked", "If so, whom?", answer="Birch Beech"),
            ],
        ),
        (
            "whether_whom",
            "abstain:",
            [
                Line("asked", "Should we endorse anybody?", answer="Abstain"),
                Line("asked", "If so, whom?", answer="No answer"),
            ],
        ),
    ],
)
def test_a_selection_is_read_back(form, text, lines):
    assert lines_of(contest_of(of_form(form)), text) == tuple(lines)


@pytest.mark.parametrize("form", FORMS)
def test_a_blank_and_an_abstention_are_one_line_in_every_form(form):
    contest = contest_of(of_form(form, has_abstain=True))

    assert lines_of(contest, "") == (Line("empty", "Left blank"),)
    assert lines_of(contest, "abstain") == (Line("marked", "Abstain"),)


def size_of(lines):
    return len(render_to_string("endorsements/_readback.html", {"lines": lines}).encode())


@given(data=st.data())
def test_no_choice_takes_more_room_than_the_longest(data):
    rule = data.draw(any_rule)
    contest = contest_of(rule)
    contest["candidates"] = [{"key": key, "name": data.draw(NAMES)} for key in rule.candidates]
    text = written(rule, data.draw(choices(rule)))
    if not is_legal(rule, text):
        return
    longest = longest_lines(contest)

    assert size_of(lines_of(contest, text)) <= size_of(longest)
