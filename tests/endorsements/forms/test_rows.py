"""Contests ready to print: what stands above them, and that a page has room for every mistake."""

import pytest
from django.utils.html import escape
from hypothesis import given
from hypothesis import strategies as st

from endorsements.forms.fields import fields_of
from endorsements.forms.reading import read_selection
from endorsements.forms.rows import CLOSED_UP, contest_row, review_row
from endorsements.tally.rule_words import rule_in_words
from endorsements.tally.vocabulary import FORMS
from tests.endorsements.tally.forms import contest_of, of_form
from tests.endorsements.tally.strategies import any_rule

PLACE = {"district": "", "election": "State primary"}


def row_of(contest, sent=None, *, withdrawn=(), notes=None, error=""):
    return contest_row(
        1, contest | PLACE, sent or {}, notes=notes or {}, withdrawn=set(withdrawn), error=error
    )


def chosen(row):
    """Name of each field to the mark that stands in it."""
    return {
        field.name: [option.mark for option in field.options if option.is_chosen]
        for field in row.fields
    }


@pytest.mark.parametrize("form", FORMS)
def test_the_whole_rule_stands_above_the_options(form):
    rule = of_form(form)
    row = row_of(contest_of(rule))

    assert " ".join(filter(None, [row.how, row.rule, row.fine_print])) == rule_in_words(rule)
    assert len(row.rule) < 600
    assert bool(row.fine_print) == (len(f"{row.rule} {row.fine_print}") > 601)


@pytest.mark.parametrize("form", FORMS)
def test_every_field_has_one_mark_from_the_start(form):
    row = row_of(contest_of(of_form(form)))

    assert set(map(tuple, chosen(row).values())) == {("00",)}


@pytest.mark.parametrize("form", FORMS)
def test_what_was_sent_stands_in_the_row_again(form):
    contest = contest_of(of_form(form))
    sent = {field.name: [list(field.marks)[-1]] for field in fields_of(contest)}

    assert chosen(row_of(contest, sent)) == sent


@pytest.mark.parametrize("form", FORMS)
def test_of_what_cannot_be_marked_nothing_stands_in_the_row(form):
    contest = contest_of(of_form(form))
    sent = {field.name: ["oak", "77"] for field in fields_of(contest)}

    assert set(map(tuple, chosen(row_of(contest, sent)).values())) == {("00",)}


@pytest.mark.parametrize(
    ("form", "kind"),
    [
        ("single_choice", "choice"),
        ("question", "choice"),
        ("approval", "tick"),
        ("per_candidate", "answer"),
        ("score", "scoring"),
        ("star", "scoring"),
        ("irv", "rank"),
        ("stv", "rank"),
        ("whether_whom", "choice"),
    ],
)
def test_each_form_is_marked_in_its_way(form, kind):
    assert row_of(contest_of(of_form(form))).kind == kind


def test_fields_are_labelled_with_their_option_or_question():
    def labels(form):
        return [field.label for field in row_of(contest_of(of_form(form))).fields]

    assert labels("single_choice") == [""]
    assert labels("irv") == ["Ash Alder", "Birch Beech", "Cedar Cane", "No endorsement"]
    assert labels("whether_whom") == ["Should we endorse anybody?", "If so, whom?"]


def test_marks_are_called_what_they_mean():
    def names(form):
        return [option.name for option in row_of(contest_of(of_form(form))).fields[0].options]

    assert names("per_candidate") == ["No answer", "Yes", "No", "Abstain"]
    assert names("score") == ["No points", "0", "1", "2", "3", "4", "5"]
    assert names("irv") == ["\N{EN DASH}", "1", "2", "3", "4"]
    assert names("whether_whom") == ["Left blank", "Yes", "No", "Abstain"]
    assert names("question") == ["Left blank", "Yes", "No", "No position"]


def test_notes_stand_beside_the_names():
    notes = {("governor", "ash"): "Teacher", ("mayor", "birch"): "Nurse"}
    one = row_of(contest_of(of_form("question")))
    several = row_of(contest_of(of_form("approval")), notes=notes)

    assert one.fields[0].options[-1].note == "Our organisation should take no position."
    assert [field.note for field in several.fields] == [
        "Teacher",
        "",
        "",
        "Our organisation should endorse nobody here.",
    ]


def test_whoever_withdrew_is_marked():
    one = row_of(contest_of(of_form("single_choice")), withdrawn=["birch"])
    several = row_of(contest_of(of_form("irv")), withdrawn=["birch"])

    assert [option.key for option in one.fields[0].options if option.is_withdrawn] == ["birch"]
    assert [field.key for field in several.fields if field.is_withdrawn] == ["birch"]


@given(data=st.data())
def test_there_is_room_for_every_mistake(data):
    rule = data.draw(any_rule)
    contest = contest_of(rule, office="<Attorney General & 'Friends'>")
    marks = {
        field.name: [data.draw(st.sampled_from([*field.marks, "99"]))]
        for field in fields_of(contest)
    }
    try:
        read_selection(contest, marks, data.draw(st.sets(st.sampled_from(rule.candidates))))
    except Exception as mistake:
        row = row_of(contest, marks)
        words = escape(" ".join(mistake.messages))
        assert len(words.encode()) <= len(row.longest().error.encode())


def test_the_review_says_what_was_closed_up():
    contest = contest_of(of_form("irv")) | PLACE
    names = [field.name for field in fields_of(contest)]
    given_up = dict(zip(names, (["01"], ["00"], ["03"], ["00"]), strict=True))
    in_order = dict(zip(names, (["01"], ["00"], ["02"], ["00"]), strict=True))

    closed, plain = (review_row(contest, sent, "ash>cedar") for sent in (given_up, in_order))

    assert closed.remark == CLOSED_UP
    assert plain.remark == ""
    assert closed.lines == plain.lines
    assert closed.marks == tuple((name, mark) for name, [mark] in given_up.items())
    assert plain.longest() == plain.longest().longest()
