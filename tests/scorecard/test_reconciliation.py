"""Answers about people: asked once, remembered, followed everywhere."""

import pytest

from members.models import AuditEvent
from scorecard import imports, reconciliation
from scorecard.errors import NotAnswered
from scorecard.models import Answer, Legislator, LegislatorNumber
from scorecard.workbook.people import Written
from tests.scorecard import sheets

pytestmark = pytest.mark.django_db

NOT_FOUND = "NOT FOUND"


def without_number_of_ben():
    grids = sheets.grids()
    grids["House_Votes"][5][0] = NOT_FOUND
    return grids


def asked(report):
    return [(one["sheet"], one["place"], one["question"]) for one in report["questions"]]


def ben():
    return Legislator.objects.get(family_name="Best")


def test_whoever_has_no_number_is_asked_about_with_those_of_that_name(seated, received):
    report = imports.preview(received(without_number_of_ben()).pk)

    assert asked(report) == [("House_Votes", "row 6", "The sheet has no number for this person.")]
    assert report["questions"][0]["suggested"] == [ben().pk]


def test_a_question_is_nobodys_row_and_counts_all_the_same(seated, session, received):
    imports.apply(received(without_number_of_ben()).pk, by=None)

    assert session.vote_rows.get(sheet_row=6).legislator is None
    assert session.vote_rows.count() == 2 + 1


def test_an_answer_is_remembered_for_the_next_file(seated, session, received):
    written = Written("House_Votes", "row 6", NOT_FOUND, "Best, Ben")
    reconciliation.answer(session, written=written, legislator=ben(), by=None)

    report = imports.apply(received(without_number_of_ben()).pk, by=None)

    assert report["questions"] == []
    assert session.vote_rows.get(sheet_row=6).legislator == ben()
    assert AuditEvent.objects.filter(action="scorecard.person_answered").count() == 1
    # What is no number must not become anybody's.
    assert not LegislatorNumber.objects.filter(number=NOT_FOUND).exists()


def test_an_answer_may_be_that_it_is_nobody(seated, session, received):
    written = Written("House_Votes", "row 6", NOT_FOUND, "Best, Ben")
    reconciliation.answer(session, written=written, legislator=None, by=None)

    report = imports.apply(received(without_number_of_ben()).pk, by=None)

    assert report["questions"] == []
    assert session.vote_rows.get(sheet_row=6).legislator is None


def test_a_second_number_of_somebody_is_known_from_then_on(seated, session):
    written = Written("House_Votes", "row 6", "demo-person/ben-2", "Best, Ben")

    reconciliation.answer(session, written=written, legislator=ben(), by=None)

    assert set(ben().numbers.values_list("number", flat=True)) == {sheets.BEN, "demo-person/ben-2"}


def test_an_answer_never_takes_a_number_from_its_owner(seated, session):
    written = Written("House_Votes", "row 6", sheets.ADA, "Best, Ben")

    reconciliation.answer(session, written=written, legislator=ben(), by=None, sheet="House_Votes")

    assert LegislatorNumber.objects.get(number=sheets.ADA).legislator.family_name == "Adams"


def test_the_last_answer_counts(seated, session):
    written = Written("House_Votes", "row 6", NOT_FOUND, "Best, Ben")
    reconciliation.answer(session, written=written, legislator=None, by=None)

    reconciliation.answer(session, written=written, legislator=ben(), by=None)

    assert Answer.objects.get().legislator == ben()


def test_people_whom_no_list_names_become_legislators(session, received):
    imports.apply(received().pk, by=None)

    cara = Legislator.objects.get(family_name="Cox")
    assert (cara.name, cara.given_name, cara.slug) == ("Cara Cox", "Cara", "cara-cox")
    assert session.vote_rows.get(chamber="senate").legislator == cara
    assert session.sponsor_columns.get(sheet_column="F").legislator == cara


def test_a_person_needs_a_name(db):
    with pytest.raises(NotAnswered, match="needs a name"):
        reconciliation.new_legislator(" , Ada")


def test_a_person_of_one_name_is_called_by_it(db):
    assert reconciliation.new_legislator("Prince").name == "Prince"


def test_who_is_listed_twice_has_one_row_and_its_repetition(seated, session, received):
    grids = sheets.grids()
    grids["House_Votes"].append(list(grids["House_Votes"][4]))

    report = imports.apply(received(grids).pk, by=None)

    first, second = session.vote_rows.filter(legislator__family_name="Adams")
    assert (first.repeats, second.repeats) == (None, first)
    assert [odd["cell"] for odd in report["oddities"] if odd["kind"] == "person listed twice"] == [
        "row 7"
    ]


def test_two_columns_of_one_person_are_the_first_ones(seated, session, received):
    grids = sheets.grids()
    for row in grids["Sponsorship"]:
        row.append(row[3])

    imports.apply(received(grids).pk, by=None)

    assert session.sponsor_columns.get(sheet_column="G").legislator is None
