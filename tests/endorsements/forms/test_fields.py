"""Which fields a contest has on the form, and what each may send."""

import pytest

from endorsements.forms.fields import fields_of
from endorsements.tally.vocabulary import FORMS
from tests.endorsements.tally.forms import contest_of, of_form


def sent_by(form, **fields):
    """Name of each field to what its marks mean."""
    contest = contest_of(of_form(form, **fields), key="mayor")
    return {field.name: (field.about, field.meanings) for field in fields_of(contest)}


def test_one_choice_is_one_field():
    assert sent_by("single_choice", has_abstain=True) == {
        "contest-mayor": ("", ("ash", "birch", "cedar", "no-endorsement", "abstain"))
    }
    assert sent_by("question") == {"contest-mayor": ("", ("yes", "no", "no-endorsement"))}


def test_approvals_are_a_field_for_each_option():
    ticked = ("ticked",)
    assert sent_by("approval", has_abstain=True) == {
        "contest-mayor.01": ("ash", ticked),
        "contest-mayor.02": ("birch", ticked),
        "contest-mayor.03": ("cedar", ticked),
        "contest-mayor.04": ("no-endorsement", ticked),
        "contest-mayor.05": ("abstain", ticked),
    }


@pytest.mark.parametrize(
    ("has_abstain", "answers"), [(True, ("yes", "no", "abstain")), (False, ("yes", "no"))]
)
def test_answers_are_a_field_for_each_candidate(has_abstain, answers):
    assert sent_by("per_candidate", has_abstain=has_abstain) == {
        "contest-mayor.01": ("ash", answers),
        "contest-mayor.02": ("birch", answers),
        "contest-mayor.03": ("cedar", answers),
    }


@pytest.mark.parametrize("form", ["score", "star"])
def test_scores_are_a_field_for_each_option_and_one_to_abstain(form):
    scores = ("0", "1", "2", "3", "4", "5")
    assert sent_by(form, has_abstain=True, has_no_endorsement=True) == {
        "contest-mayor.01": ("ash", scores),
        "contest-mayor.02": ("birch", scores),
        "contest-mayor.03": ("cedar", scores),
        "contest-mayor.04": ("no-endorsement", scores),
        "contest-mayor.05": ("abstain", ("ticked",)),
    }


@pytest.mark.parametrize("form", ["irv", "stv"])
@pytest.mark.parametrize(("most", "ranks"), [(None, ("1", "2", "3")), (2, ("1", "2"))])
def test_as_many_ranks_are_offered_as_may_be_given(form, most, ranks):
    assert sent_by(form, most_marks=most, has_no_endorsement=False) == {
        "contest-mayor.01": ("ash", ranks),
        "contest-mayor.02": ("birch", ranks),
        "contest-mayor.03": ("cedar", ranks),
    }


def test_two_steps_are_two_fields():
    assert sent_by("whether_whom") == {
        "contest-mayor.01": ("", ("yes", "no", "abstain")),
        "contest-mayor.02": ("", ("ash", "birch", "cedar", "abstain")),
    }


@pytest.mark.parametrize("form", FORMS)
def test_a_field_sends_two_digits_whatever_is_marked(form):
    for field in fields_of(contest_of(of_form(form, has_abstain=True))):
        assert list(field.marks.values()) == ["", *field.meanings]
        assert list(field.marks) == [f"{place:02d}" for place in range(len(field.marks))]


def test_no_two_contests_share_a_field():
    one = contest_of(of_form("approval"), key="mayor")
    other = contest_of(of_form("single_choice"), key="mayor-01")
    names = [field.name for contest in (one, other) for field in fields_of(contest)]

    assert len(set(names)) == len(names)
