"""From marks to selections: every form, every mistake, in words for the voter."""

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from endorsements.forms.fields import fields_of
from endorsements.forms.reading import has_gap, read_selection
from endorsements.tally.definitions import rule_from_definition
from endorsements.tally.legality import is_legal
from endorsements.tally.vocabulary import FORMS
from tests.endorsements.tally.forms import contest_of, of_form
from tests.endorsements.tally.strategies import any_rule
from tests.endorsements.views.marking import marks_for

NONE = {"has_no_endorsement": True, "has_abstain": True}


def contest(form, **fields):
    return contest_of(of_form(form, **fields))


def sent(contest, *marks):
    """One mark for each field in order; those left out are not sent."""
    return {field.name: [mark] for field, mark in zip(fields_of(contest), marks, strict=False)}


def read(contest, *marks, withdrawn=()):
    return read_selection(contest, sent(contest, *marks), set(withdrawn))


def mistake(contest, *marks, withdrawn=()):
    with pytest.raises(ValidationError) as refusal:
        read(contest, *marks, withdrawn=withdrawn)
    return refusal.value.message


@pytest.mark.parametrize(
    ("form", "marks", "selection"),
    [
        ("single_choice", ["00"], ""),
        ("single_choice", ["02"], "birch"),
        ("single_choice", ["05"], "abstain"),
        ("question", ["01"], "yes"),
        ("question", ["03"], "no-endorsement"),
        ("approval", ["01", "00", "01", "00", "00"], "ash cedar"),
        ("approval", ["00", "00", "00", "01", "00"], "no-endorsement"),
        ("approval", ["00", "00", "00", "00", "01"], "abstain"),
        ("score", ["06", "00", "01", "00", "00"], "ash:5 cedar:0"),
        ("star", ["01", "01", "01", "01", "00"], "ash:0 birch:0 cedar:0 no-endorsement:0"),
        ("score", ["00", "00", "00", "00", "01"], "abstain"),
        ("irv", ["02", "00", "01", "03", "00"], "cedar>ash>no-endorsement"),
        ("stv", ["00", "01", "00", "00", "00"], "birch"),
        ("irv", ["00", "00", "00", "00", "01"], "abstain"),
    ],
)
def test_marks_are_written_as_a_selection(form, marks, selection):
    assert read(contest(form, **NONE), *marks) == selection


@pytest.mark.parametrize(
    ("form", "marks", "selection"),
    [
        ("per_candidate", ["01", "02", "03"], "ash:yes birch:no cedar:abstain"),
        ("per_candidate", ["00", "02", "00"], "birch:no"),
        ("whether_whom", ["01", "02"], "yes:birch"),
        ("whether_whom", ["02", "02"], "no:birch"),
        ("whether_whom", ["03", "00"], "abstain:"),
        ("whether_whom", ["00", "01"], ":ash"),
        ("whether_whom", ["03", "04"], "abstain"),
    ],
)
def test_answers_are_written_as_a_selection(form, marks, selection):
    assert read(contest(form), *marks) == selection


@pytest.mark.parametrize("form", FORMS)
def test_nothing_marked_or_nothing_sent_is_blank(form):
    one = contest(form, has_abstain=True)

    assert read(one) == ""
    assert read(one, *["00"] * len(fields_of(one))) == ""


@given(data=st.data())
def test_whatever_is_marked_makes_a_legal_ballot_or_a_mistake(data):
    one = contest_of(data.draw(any_rule))
    marks = [data.draw(st.sampled_from(list(field.marks))) for field in fields_of(one)]
    try:
        selection = read(one, *marks)
    except ValidationError:
        return
    assert is_legal(rule_from_definition(one), selection)
    again = {name: [mark] for name, mark in marks_for(one, selection).items()}
    assert read_selection(one, again, set()) == selection


def test_ranks_that_leave_one_out_are_closed_up():
    one = contest("irv", **NONE)

    assert read(one, "01", "00", "04", "00") == "ash>cedar"
    assert read(one, "00", "02", "00", "00") == "birch"
    assert read(one, "03", "02", "04", "00") == "birch>ash>cedar"


@pytest.mark.parametrize(
    ("form", "marks", "expected"),
    [
        ("irv", ["01", "00", "03"], True),
        ("irv", ["00", "02", "00"], True),
        ("irv", ["02", "01", "00"], False),
        ("irv", ["00", "00", "00"], False),
        ("irv", ["01", "00", "oak"], False),
        ("score", ["01", "00", "03"], False),
    ],
)
def test_a_gap_between_ranks_is_noticed(form, marks, expected):
    one = contest(form, **NONE)

    assert has_gap(one, sent(one, *marks)) is expected


def test_an_abstention_is_no_rank():
    one = contest("irv", **NONE)

    assert not has_gap(one, sent(one, "00", "00", "00", "00", "01"))


@pytest.mark.parametrize(
    ("marks", "sentence"),
    [
        (["02", "02"], "You gave rank 2 to both Ash Alder and Birch Beech."),
        (["01", "01", "01"], "You gave rank 1 to Ash Alder, Birch Beech and Cedar Cane."),
        (
            ["03", "01", "01", "03"],
            "You gave rank 1 to both Birch Beech and Cedar Cane. "
            "You gave rank 3 to both Ash Alder and No endorsement.",
        ),
    ],
)
def test_a_rank_given_twice_is_refused(marks, sentence):
    words = mistake(contest("stv", **NONE), *marks)

    assert words == f"{sentence} Please give each rank once."


@pytest.mark.parametrize("number", [3, 2])
def test_more_approvals_than_the_contest_takes_are_refused(number):
    one = contest("approval", most_marks=1)

    assert mistake(one, *["01"] * number) == (
        f"{number} candidates are marked; at most 1 may be. Please take {number - 1} of them back."
    )


def test_no_endorsement_beside_a_candidate_is_refused():
    words = mistake(contest("approval"), "00", "01", "00", "01")

    assert words == (
        "“No endorsement” is marked, and a candidate too. Please keep the one or the other."
    )


@pytest.mark.parametrize("form", ["approval", "score", "star", "irv", "stv"])
def test_an_abstention_beside_a_mark_is_refused(form):
    words = mistake(contest(form, **NONE), "01", "00", "00", "00", "01")

    assert words == (
        "“Abstain” is marked, and something else too. Please keep the one or the other."
    )


@pytest.mark.parametrize(
    ("form", "marks"),
    [
        ("single_choice", ["02"]),
        ("approval", ["01", "01"]),
        ("per_candidate", ["01", "02"]),
        ("score", ["06", "01"]),
        ("star", ["06", "06"]),
        ("irv", ["02", "01"]),
        ("stv", ["01", "03"]),
        ("whether_whom", ["02", "02"]),
    ],
)
def test_a_mark_for_somebody_who_withdrew_is_refused(form, marks):
    one = contest(form)

    assert mistake(one, *marks, withdrawn=["birch"]) == (
        "Birch Beech has withdrawn. Please choose again."
    )
    assert read(one, *marks, withdrawn=["cedar"]) != ""


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("mark", ["99", "1", "ash", "01 "])
def test_what_is_no_mark_of_the_field_is_refused(form, mark):
    words = mistake(contest(form), mark)

    assert words == "That is not a choice in the contest for Governor."


@pytest.mark.parametrize("form", FORMS)
def test_two_marks_in_one_field_are_refused(form):
    one = contest(form)
    name = fields_of(one)[0].name
    last = list(fields_of(one)[0].marks)[-1]

    assert read_selection(one, {name: ["01", "01", "00"]}, set())
    if last != "01":
        with pytest.raises(ValidationError, match="Please mark one choice only"):
            read_selection(one, {name: ["01", last]}, set())
