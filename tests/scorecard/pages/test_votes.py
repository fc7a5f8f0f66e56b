"""Votes in words, by topic, and those that were missed."""

import pytest

from scorecard.grading import Mark
from scorecard.models import Chamber, ItemKind, Side
from scorecard.pages.votes import by_topic, votes_in
from tests.factories import scorecard as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def row():
    return make.VoteRowFactory()


def votes_of(row):
    return votes_in(row.session, row.legislator)[0].votes


WORDS = [
    (Mark.PLUS, Side.YES, "Yes, with us"),
    (Mark.PLUS, Side.NO, "No, with us"),
    (Mark.MINUS, Side.YES, "No, against us"),
    (Mark.ABSENT, Side.YES, "Absent, counts as not with us"),
    (Mark.PRESENT, Side.NO, "Present, counts as not with us"),
    (Mark.OTHER, Side.YES, "No known mark in the sheet, counts as not with us"),
    (Mark.NOT_IN_OFFICE, Side.YES, "Not in office, or presiding, does not count"),
]


@pytest.mark.parametrize(("mark", "position", "words"), WORDS)
def test_a_vote_in_words(row, mark, position, words):
    item = make.ScoredItemFactory(session=row.session, position=position)
    make.PositionFactory(row=row, item=item, mark=mark)
    (vote,) = votes_of(row)
    assert vote.says == words
    assert f"houseRollCall{item.number}" in vote.record_url
    assert vote.anchor == f"h{item.number}"


@pytest.mark.parametrize(
    ("mark", "words"),
    [
        (Mark.PLUS, "Counted with us"),
        (Mark.MINUS, "Counted against us"),
        (Mark.ABSENT, "Absent, counts as not with us"),
    ],
)
def test_what_was_not_voted_on_has_no_yes_and_no_record(row, mark, words):
    made_up = {"kind": ItemKind.OTHER, "bill_number": "", "voted_on": None, "position": Side.NO}
    item = make.ScoredItemFactory(session=row.session, **made_up)
    make.PositionFactory(row=row, item=item, mark=mark)
    (vote,) = votes_of(row)
    assert (vote.says, vote.record_url) == (words, "")


def test_an_item_stands_under_each_of_its_topics_and_last_under_none(row):
    parks, roads = make.TopicFactory(name="Parks"), make.TopicFactory(name="Roads")
    for topics, mark in (((roads, parks), Mark.PLUS), ((parks,), Mark.ABSENT), ((), Mark.MINUS)):
        position = make.PositionFactory(row=row, mark=mark)
        position.item.topics.set(topics)
    found = by_topic(votes_of(row))
    assert [(one.topic, one.tally.plus, one.tally.in_office, one.score) for one in found] == [
        (parks, 1, 2, 50),
        (roads, 1, 1, 100),
        (None, 0, 1, 0),
    ]


def test_missed_votes_are_apart_from_those_not_in_office(row):
    for mark in Mark:
        make.PositionFactory(row=row, mark=mark)
    (found,) = votes_in(row.session, row.legislator)
    assert [one.mark for one in found.absent] == [Mark.ABSENT]
    assert [one.mark for one in found.present] == [Mark.PRESENT]
    assert [one.mark for one in found.not_in_office] == [Mark.NOT_IN_OFFICE]
    assert [one.mark for one in found.unclear] == [Mark.OTHER]


def test_chambers_are_apart_and_rows_that_repeat_are_left_out(row, count_queries):
    make.PositionFactory(row=row)
    again = make.VoteRowFactory(session=row.session, legislator=row.legislator, repeats=row)
    make.PositionFactory(row=again)
    senate = make.VoteRowFactory(
        session=row.session, legislator=row.legislator, chamber=Chamber.SENATE
    )
    item = make.ScoredItemFactory(session=row.session, chamber=Chamber.SENATE)
    make.PositionFactory(row=senate, item=item)
    with count_queries() as queries:
        found = votes_in(row.session, row.legislator)
    assert len(queries) == 2
    assert [(one.chamber, len(one.votes)) for one in found] == [("house", 1), ("senate", 1)]
