"""What has to be asked until the districts are known."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scorecard.places import files
from scorecard.places.asking import step
from tests.scorecard.places.invented import TABLE

STATE = files.read()
BIRCH = TABLE.town_by_key["birch saint mary"]
SECOND = "2nd Demo & Trial"


def test_a_town_in_one_district_needs_no_more():
    found = step(TABLE.town_by_key["ashby"])
    assert found.is_answer
    assert (found.house, found.senate, found.question) == ("1st Demo", "First Demo", "")


def test_answers_that_are_not_needed_are_ignored():
    assert step(TABLE.town_by_key["ashby"], "9", "9").is_answer


def test_a_ward_is_asked_for_first_and_what_is_known_is_said():
    found = step(BIRCH)
    assert not found.is_answer
    assert (found.question, found.choices) == ("ward", ("1", "2"))
    assert (found.house, found.senate) == ("", "First Demo")


def test_a_ward_may_be_enough():
    assert step(BIRCH, "1").house == "1st Demo"


def test_then_the_precinct_letter_included():
    found = step(BIRCH, "2")
    assert (found.question, found.choices) == ("precinct", ("3", "3A", "10"))
    assert step(BIRCH, "2", "3").house == "1st Demo"
    assert step(BIRCH, "2", "3a").house == SECOND


@pytest.mark.parametrize(("answers", "question"), [(("9", ""), "ward"), (("2", "77"), "precinct")])
def test_what_is_not_there_is_asked_again(answers, question):
    found = step(BIRCH, *answers)
    assert (found.question, found.not_there) == (question, answers[-1] or answers[0])


def test_258_towns_need_no_more_than_their_name():
    assert sum(step(town).is_answer for town in STATE.towns) == 258


@given(st.data())
def test_who_answers_every_question_comes_to_the_districts_of_their_precinct(data):
    town = data.draw(st.sampled_from(STATE.towns))
    home = data.draw(st.sampled_from(town.precincts))
    given_answers = {"ward": "", "precinct": ""}
    for _ in given_answers:
        found = step(town, **given_answers)
        if found.question:
            answer = home.ward if found.question == "ward" else home.name
            assert answer in found.choices
            given_answers[found.question] = answer
    found = step(town, **given_answers)
    assert (found.house, found.senate) == (home.districts.house, home.districts.senate)
