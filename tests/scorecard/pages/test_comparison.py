"""Two people side by side: only what both could do."""

import pytest

from scorecard.models import Chamber, Mark
from scorecard.pages.comparison import Comparison
from tests.factories import scorecard as make

pytestmark = pytest.mark.django_db
PLUS, MINUS, ABSENT, OUT = Mark.PLUS, Mark.MINUS, Mark.ABSENT, Mark.NOT_IN_OFFICE


@pytest.fixture
def session():
    return make.SessionFactory(first_year=1901, number=1)


@pytest.fixture
def rows(session):
    return make.VoteRowFactory(session=session), make.VoteRowFactory(session=session)


def vote(rows, *marks):
    """An item on which each has the mark in the same place; None for no cell."""
    item = make.ScoredItemFactory(session=rows[0].session, chamber=rows[0].chamber)
    for row, mark in zip(rows, marks, strict=True):
        if mark:
            make.PositionFactory(row=row, item=item, mark=mark)
    return item


def compare(rows, first_year=None):
    return Comparison(rows[0].legislator, rows[1].legislator, first_year)


def items(pairs):
    return [pair.one.item for pair in pairs]


def test_votes_are_parted_by_how_the_two_stood(rows):
    differ = [vote(rows, PLUS, MINUS), vote(rows, MINUS, PLUS)]
    alike = [vote(rows, PLUS, PLUS), vote(rows, MINUS, MINUS)]
    missed = [vote(rows, PLUS, ABSENT), vote(rows, Mark.OTHER, Mark.PRESENT)]
    vote(rows, PLUS, OUT)
    vote(rows, PLUS, None)
    page = compare(rows)
    assert (items(page.differing), items(page.alike), items(page.missed)) == (differ, alike, missed)
    assert (len(page.voted), len(page.in_office), len(page.pairs)) == (4, 6, 7)


def test_topics_count_only_what_both_were_in_office_for(rows):
    parks = make.TopicFactory(name="Parks")
    for marks in ((PLUS, MINUS), (PLUS, ABSENT), (PLUS, OUT)):
        vote(rows, *marks).topics.add(parks)
    vote(rows, MINUS, PLUS)
    found = [(one.topic, one.one, one.other, one.all) for one in compare(rows).topics]
    assert found == [(parks, 2, 0, 2), (None, 0, 1, 1)]


def test_scores_stand_beside_each_other_only_in_one_chamber(rows, session):
    vote(rows, PLUS, MINUS)
    later = make.SessionFactory(first_year=1903, number=2)
    house = make.VoteRowFactory(session=later, legislator=rows[0].legislator)
    senate = make.VoteRowFactory(
        session=later, legislator=rows[1].legislator, chamber=Chamber.SENATE
    )
    for row in (house, senate):
        item = make.ScoredItemFactory(session=later, chamber=row.chamber)
        make.PositionFactory(row=row, item=item)
    page = compare(rows)
    assert [(one.session, one.score, other.score) for one, other in page.records] == [
        (session, 100, 0)
    ]
    assert (page.sessions, page.session) == ([session], session)


def test_two_chambers_have_bills_in_common(session):
    people = [make.SponsorColumnFactory(session=session) for _ in range(2)]
    signed = {}
    for name, marks in {"both": (1, 1), "one": (1, 0), "other": (0, 1), "neither": (0, 0)}.items():
        signed[name] = make.AgendaBillFactory(session=session)
        for column, is_yes in zip(people, marks, strict=True):
            make.CosponsorshipFactory(column=column, bill=signed[name], is_yes=bool(is_yes))
    page = compare(people)
    assert (page.records, page.pairs, page.session) == ([], [], session)
    found = page.bills
    assert (found.both, found.one) == ([signed["both"]], [signed["one"]])
    assert (found.other, found.neither) == ([signed["other"]], [signed["neither"]])
    assert (found.of_one, found.of_other, found.all) == (2, 2, 4)


def test_nothing_in_common_is_said_by_nothing(rows):
    make.PositionFactory(row=rows[0])
    page = compare(rows)
    assert (page.records, page.sessions, page.session) == ([], [], None)
    assert (page.pairs, page.bills) == ([], None)


def test_another_session_in_common_is_compared_when_asked_for(rows, session):
    vote(rows, PLUS, MINUS)
    later = make.SessionFactory(first_year=1903, number=2)
    again = [make.VoteRowFactory(session=later, legislator=one.legislator) for one in rows]
    vote(again, PLUS, PLUS)
    assert compare(rows).session == later
    assert compare(rows).bills is None
    assert (compare(rows, 1901).session, compare(rows, 1999).session) == (session, later)
    assert len(compare(rows, 1901).differing) == 1


def test_no_more_queries_for_more_sessions(rows, count_queries):
    numbers = []
    for year in (1903, 1905, 1907):
        later = make.SessionFactory(first_year=year, number=year - 1900)
        again = [make.VoteRowFactory(session=later, legislator=one.legislator) for one in rows]
        vote(again, PLUS, MINUS).topics.add(make.TopicFactory())
        with count_queries() as queries:
            assert compare(rows).topics
        numbers.append(len(queries))
    assert numbers == [6, 6, 6]
