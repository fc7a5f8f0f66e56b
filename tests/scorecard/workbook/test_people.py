"""Who is who: each way in which a number and a name may not fit."""

import pytest

from scorecard.workbook.people import (
    Answers,
    Known,
    Verdict,
    Written,
    is_number,
    listed_twice,
    plain,
    spelled_otherwise,
    who_is_who,
)

TOM, MIKE, PAUL = Known(1, "Walsh, Tom"), Known(2, "Barrett, Mike"), Known(3, "Mark, Paul")
NUMBERS = {"p/1": TOM, "p/2": MIKE, "p/3": PAUL}


def row(number, name, sheet="House_Votes", place="row 5"):
    return Written(sheet, place, number, name)


def verdicts(*people, **kwargs):
    return [(one.verdict, one.key) for one in who_is_who(people, NUMBERS, **kwargs)]


def question(*people):
    return who_is_who(people, NUMBERS)[0].question


def test_a_number_and_a_name_that_fit_are_enough():
    assert verdicts(row("p/1", "Walsh, Thomas"), row("p/2", "Barrett, Michael")) == [
        (Verdict.KNOWN, 1),
        (Verdict.KNOWN, 2),
    ]


def test_a_name_may_have_changed_in_part():
    assert verdicts(row("p/1", "Walsh-Lee, Tom")) == [(Verdict.KNOWN, 1)]


def test_a_new_number_with_a_new_name_is_somebody_new():
    assert verdicts(row("p/9", "Cox, Cara")) == [(Verdict.NEW, None)]


@pytest.mark.parametrize("number", ["NOT FOUND", "", "none"])
def test_without_a_number_a_name_alone_decides_nothing(number):
    found = who_is_who([row(number, "Mark, Paul")], NUMBERS)[0]

    assert found.question == "The sheet has no number for this person."
    assert (found.verdict, found.suggested) == (Verdict.ASKED, (3,))


def test_a_number_of_somebody_else_is_asked_about():
    assert question(row("p/1", "Adams, Ada")) == "The number is that of Walsh, Tom."


def test_two_names_beside_a_number_leave_its_owner_theirs():
    people = row("p/2", "Barrett, John"), row("p/2", "Barrett, Mike", place="row 6")

    assert verdicts(*people) == [(Verdict.ASKED, None), (Verdict.KNOWN, 2)]
    assert question(*people) == "Two names stand beside the number of Barrett, Mike."


def test_two_names_of_which_none_is_the_owners_are_both_asked_about():
    people = row("p/1", "Walsh, Chris"), row("p/1", "Walsh, Thomas", place="row 6")

    assert verdicts(*people) == [(Verdict.ASKED, None)] * 2


def test_two_names_beside_a_new_number_are_asked_about():
    people = row("p/9", "Cox, Cara"), row("p/9", "Cox, Dan", place="row 6")

    assert question(*people) == "Two names stand beside this number, and nobody has it yet."


def test_a_new_number_beside_a_known_name_is_asked_about():
    found = who_is_who([row("p/9", "Mark, Paul")], NUMBERS)[0]

    assert found.question == "The number is new, but somebody of this name has another one."
    assert found.suggested == (3,)


def test_who_has_a_number_in_another_sheet_is_suggested_under_the_name_written_there():
    people = (
        row("NOT FOUND", "Walsh, Thomas", "Sponsorship", "column D"),
        row("p/1", "Walsh, Thomas"),
    )

    assert who_is_who(people, NUMBERS)[0].suggested == (1,)


def test_an_answer_about_one_sheet_goes_before_one_about_all():
    given = {
        ("", "NOT FOUND", "cox, cara"): 2,
        ("House_Votes", "NOT FOUND", "cox, cara"): None,
    }
    people = row("NOT FOUND", "Cox, Cara"), row("NOT FOUND", "COX, Cara", "Sponsorship", "column D")

    assert verdicts(*people, answers=Answers(given)) == [
        (Verdict.NOBODY, None),
        (Verdict.KNOWN, 2),
    ]


def test_one_person_in_two_rows_is_told():
    people = [
        row("p/1", "Walsh, Tom"),
        row("p/1", "walsh, Tom", place="row 9"),
        row("p/9", "Cox, Cara", place="row 10"),
        row("p/9", "Cox, Cara", place="row 11"),
    ]

    told = listed_twice(who_is_who(people, NUMBERS))

    assert [(odd.cell, odd.found) for odd in told] == [
        ("row 9", "walsh, Tom, as in row 5"),
        ("row 11", "Cox, Cara, as in row 10"),
    ]


def test_a_name_spelled_in_two_ways_is_told_once_by_the_later_sheet():
    people = [
        row("p/2", "Barrett, Michael"),
        row("p/2", "Barrett, Mike", "Sponsorship", "column FG"),
        row("NOT FOUND", "Nobody, Ned", place="row 7"),
    ]

    told = spelled_otherwise(who_is_who(people, NUMBERS))

    assert [(odd.sheet, odd.cell, odd.found) for odd in told] == [
        ("Sponsorship", "column FG", "Barrett, Mike here, Barrett, Michael in House_Votes row 5")
    ]


def test_names_are_compared_without_accents_capitals_and_points():
    assert plain("  GONZÁLEZ,  Carlos  J. ") == plain("Gonzalez, Carlos J")


@pytest.mark.parametrize(
    ("text", "is_one"), [("ocd-person/7a", True), ("12", True), ("n/a", False)]
)
def test_what_can_be_a_number(text, is_one):
    assert is_number(text) is is_one
