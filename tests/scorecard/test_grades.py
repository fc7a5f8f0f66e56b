"""Grades that the database counted are those of the marks themselves."""

import pytest

from scorecard import grading
from scorecard.grades import grades_of
from scorecard.grading import Mark
from scorecard.models import Chamber
from scorecard.records import SessionRecord
from tests.factories import scorecard as make

pytestmark = pytest.mark.django_db


def row_with(session, *marks, **values):
    row = make.VoteRowFactory(session=session, **values)
    for mark in marks:
        item = make.ScoredItemFactory(session=session, chamber=row.chamber)
        make.PositionFactory(row=row, item=item, mark=mark)
    return row


def test_every_mark_counts_as_it_does_one_by_one(count_queries):
    row = row_with(make.SessionFactory(), *Mark, Mark.PLUS)
    other = row_with(row.session, Mark.PLUS, chamber=Chamber.SENATE, legislator=row.legislator)
    with count_queries() as queries:
        found = grades_of([row.session])
    assert len(queries) == 1
    voters = SessionRecord(row.session).voters
    assert found == {
        (row.session_id, row.legislator_id, "house"): voters[Chamber.HOUSE][0].grade,
        (row.session_id, row.legislator_id, "senate"): voters[Chamber.SENATE][0].grade,
    }
    assert other.legislator == row.legislator


def test_people_are_counted_once_and_nobodys_rows_never():
    first = row_with(make.SessionFactory(), Mark.PLUS)
    row_with(first.session, Mark.MINUS, legislator=first.legislator, repeats=first)
    row_with(first.session, Mark.MINUS, legislator=None)
    [grade] = grades_of([first.session]).values()
    assert grade == grading.grade([Mark.PLUS])


def test_each_session_is_graded_by_its_own_rules_and_others_are_left_out():
    strict = make.GradingRulesFactory(name="Absence is recorded", absence_is_recorded=True)
    old = row_with(make.SessionFactory(rules=strict), Mark.ABSENT)
    new = row_with(make.SessionFactory(), Mark.ABSENT)
    row_with(make.SessionFactory(), Mark.ABSENT)
    found = grades_of([old.session, new.session])
    assert {key[0]: grade.recorded for key, grade in found.items()} == {
        old.session_id: 100,
        new.session_id: 0,
    }
    assert grades_of([old.session, new.session], [new.legislator_id]).keys() == {
        (new.session_id, new.legislator_id, "house")
    }
