"""Votes out of the scorecard: published ones, each person once."""

from datetime import date

import pytest

from endorsements.voted import as_vote, positions_of, votes_of
from scorecard.models import Chamber, SessionStatus
from tests.factories import scorecard as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada():
    return make.LegislatorFactory()


def test_votes_of_both_chambers_and_sessions_are_one_record(ada):
    for chamber in Chamber:
        row = make.VoteRowFactory(legislator=ada, chamber=chamber)
        make.PositionFactory(row=row, item__chamber=chamber, item__voted_on=date(2001, 5, 1))
    other = make.PositionFactory().row.legislator

    found = votes_of([ada.pk, other.pk])
    assert [len(found[one.pk]) for one in (ada, other)] == [2, 1]
    assert votes_of([]) == {}


def test_a_second_row_of_the_same_person_and_drafts_do_not_count(ada):
    row = make.VoteRowFactory(legislator=ada)
    make.PositionFactory(row=row)
    again = make.VoteRowFactory(session=row.session, legislator=ada, repeats=row)
    make.PositionFactory(row=again)
    hidden = make.SessionFactory(status=SessionStatus.DRAFT)
    make.PositionFactory(row__session=hidden, row__legislator=ada)

    assert len(votes_of([ada.pk])[ada.pk]) == len(positions_of(ada)) == 1


def test_positions_come_the_latest_first_and_say_the_same(ada, django_assert_num_queries):
    row = make.VoteRowFactory(legislator=ada)
    for month in (3, 5, 4):
        make.PositionFactory(row=row, item__voted_on=date(2001, month, 1))
    with django_assert_num_queries(1):
        found = [as_vote(one) for one in positions_of(ada)]
    assert [vote.day.month for vote in found] == [5, 4, 3]
    with django_assert_num_queries(2):
        assert sorted(votes_of([ada.pk])[ada.pk], key=str) == sorted(found, key=str)
