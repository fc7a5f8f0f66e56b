"""What people type, and the town they mean."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scorecard.places import files
from scorecard.places.finding import MOST_GUESSES, guess
from scorecard.places.names import key_of
from tests.scorecard.places.invented import TABLE

STATE = files.read()


@pytest.mark.parametrize(
    ("typed", "town"),
    [
        ("BOSTON", "Boston"),
        ("  acton ", "Acton"),
        ("Acton, MA", "Acton"),
        ("Town of Stow", "Stow"),
        ("N. Adams", "North Adams"),
        ("Mt Washington", "Mount Washington"),
        ("manchester by the sea", "Manchester-by-the-Sea"),
        ("Manchester", "Manchester-by-the-Sea"),
        ("Jamaica Plain", "Boston"),
        ("Abing", "Abington"),
    ],
)
def test_a_name_is_known_however_it_is_written(typed, town):
    found = guess(STATE, typed)
    assert found.is_sure
    assert [one.name for one in found.towns] == [town]


@pytest.mark.parametrize("typed", ["birch st mary", "Birch St. Mary", "BIRCH SAINT MARY"])
def test_saints_may_be_short(typed):
    assert guess(TABLE, typed).towns[0].name == "Birch Saint Mary"


@pytest.mark.parametrize("typed", ["elm", "Élm", "E\N{COMBINING ACUTE ACCENT}lm"])
def test_accents_may_be_left_out(typed):
    assert guess(TABLE, typed).is_sure


@pytest.mark.parametrize(
    ("typed", "among"),
    [("worchester", "Worcester"), ("glouster", "Gloucester"), ("field", "Pittsfield"),
     ("Attle", "North Attleborough"), ("dorchestr", "Boston")],
)  # fmt: skip
def test_a_misspelt_or_partial_name_is_a_question(typed, among):
    found = guess(STATE, typed)
    assert not found.is_sure
    assert 1 <= len(found.towns) <= MOST_GUESSES
    if typed != "field":
        assert among in [town.name for town in found.towns]


@pytest.mark.parametrize("typed", ["", "x", "ab", "qqqqqqq", "!!!", "\N{BLACK STAR}"])
def test_nothing_is_found_for_what_is_no_town(typed):
    assert guess(STATE, typed).towns == ()


def test_a_zip_code_leads_to_a_question_with_its_town_first():
    found = guess(STATE, "01002-1234")
    names = [town.name for town in found.towns]
    assert not found.is_sure
    assert found.zip_code == "01002"
    assert names[0] == "Pelham"
    assert "Amherst" in names


def test_a_zip_code_far_from_others_names_one_town():
    assert [town.name for town in guess(TABLE, "00003").towns] == ["Élm"]


def test_an_unknown_zip_code_is_known_to_be_one():
    assert guess(STATE, "99999").zip_code == "99999"
    assert guess(STATE, "99999").towns == ()


@given(st.sampled_from(STATE.towns), st.sampled_from([str.upper, str.lower, str.title, str.strip]))
def test_every_town_is_found_by_its_own_name(town, written):
    assert guess(STATE, written(town.name)).towns == (town,)


@given(st.text(max_size=60))
def test_nothing_that_is_typed_can_break_it(typed):
    assert len(guess(STATE, typed).towns) <= MOST_GUESSES
    assert key_of(key_of(typed)) == key_of(typed)
