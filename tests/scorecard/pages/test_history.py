"""Records over the sessions: who counts where, medians as the tables have them, why no score."""

import pytest

from scorecard.grading import Group
from scorecard.models import Chamber, Mark, SessionStatus
from scorecard.pages.history import Histories, last_step
from scorecard.records import SessionRecord
from scorecard.tables.medians import score_median
from tests.factories import scorecard as make

pytestmark = pytest.mark.django_db
SENATE = Chamber.SENATE


def voted(person, session, marks, chamber=Chamber.HOUSE):
    """Somebody's row: one item for each mark."""
    row = make.VoteRowFactory(session=session, legislator=person, chamber=chamber)
    for mark in marks:
        item = make.ScoredItemFactory(session=session, chamber=chamber)
        make.PositionFactory(row=row, item=item, mark=mark)
    return row


@pytest.fixture
def ada():
    return make.ServiceFactory(legislator__name="Ada Adams").legislator


@pytest.fixture
def old():
    return make.SessionFactory(first_year=1901, number=1)


@pytest.fixture
def new():
    return make.SessionFactory(first_year=1903, number=2)


def says(records):
    return [(one.session.first_year, one.chamber, one.score, one.letter) for one in records]


def test_the_latest_session_comes_first_and_drafts_are_left_out(ada, old, new):
    voted(ada, old, [Mark.PLUS, Mark.MINUS])
    voted(ada, new, [Mark.PLUS])
    draft = make.SessionFactory(first_year=1905, number=3, status=SessionStatus.DRAFT)
    voted(ada, draft, [Mark.MINUS])
    found = Histories().of(ada.pk)
    assert says(found) == [(1903, "house", 100, "A+"), (1901, "house", 50, "F")]


def test_somebody_in_two_rows_is_counted_once(ada, new):
    first = voted(ada, new, [Mark.PLUS])
    again = make.VoteRowFactory(session=new, legislator=ada, repeats=first)
    make.PositionFactory(row=again, item=first.positions.get().item)
    (found,) = Histories().of(ada.pk)
    assert found.grade.tally.cells == 1


def test_two_chambers_are_two_records_that_of_today_s_seat_first(ada, new):
    voted(ada, new, [Mark.MINUS], SENATE)
    voted(ada, new, [Mark.PLUS])
    assert says(Histories().of(ada.pk)) == [(1903, "house", 100, "A+"), (1903, "senate", 0, "F")]


def test_who_holds_no_seat_has_a_record_too(new):
    gone = make.LegislatorFactory()
    voted(gone, new, [Mark.PLUS], SENATE)
    voted(gone, new, [Mark.PLUS])
    assert [one.chamber for one in Histories().of(gone.pk)] == [SENATE, Chamber.HOUSE]


def test_medians_are_those_of_the_tables(ada, new):
    voted(ada, new, [Mark.PLUS])
    for party in ("Democratic", "Democratic", "Republican", ""):
        person = make.ServiceFactory(party=party).legislator
        voted(person, new, [Mark.PLUS, Mark.MINUS, Mark.MINUS])
    moved = make.ServiceFactory().legislator
    voted(moved, new, [Mark.MINUS], SENATE)
    voted(make.ServiceFactory(chamber=SENATE).legislator, new, [Mark.ABSENT])
    voted(make.LegislatorFactory(), new, [Mark.PLUS])
    (found,) = Histories().of(ada.pk)
    record = SessionRecord(new)
    of_tables = tuple((group, score_median(record, Chamber.HOUSE, group)) for group in Group)
    assert found.medians == of_tables == ((Group.DEMOCRATIC, 33), (Group.OTHERS, 33))
    assert found.medians_say == "Median of Democrats 33, of all others 33"


def test_too_few_votes_say_why_there_is_no_score(ada, old, new):
    voted(ada, new, [Mark.PLUS, Mark.ABSENT])
    voted(ada, old, [Mark.NOT_IN_OFFICE] * 2)
    missed, absent = Histories().of(ada.pk)
    assert (missed.score, missed.letter, missed.has_no_base) == (None, "", False)
    assert missed.why_none == "1 of 2 votes are on record, 50 %, and a score needs 90 %"
    assert absent.why_none == "not in office, or presiding, for all 2 scored items"
    assert missed.medians_say == "Median of Democrats none, of all others none"


def test_a_score_with_missing_votes_says_so(ada, new):
    new.rules.shown_from_percent = 50
    new.rules.save()
    voted(ada, new, [Mark.PLUS, Mark.ABSENT])
    (found,) = Histories().of(ada.pk)
    assert (found.score, found.has_missing_votes) == (50, True)


def test_a_step_needs_two_scores_in_one_chamber(ada, old, new):
    voted(ada, new, [Mark.PLUS])
    assert last_step(Histories().of(ada.pk)) is None
    voted(ada, old, [Mark.PLUS], SENATE)
    assert last_step(Histories().of(ada.pk)) is None
    voted(ada, old, [Mark.PLUS, Mark.MINUS])
    step = last_step(Histories().of(ada.pk))
    assert (step.points, step.size, step.before.session) == (50, 50, old)


def test_a_step_from_a_record_without_score_is_none(ada, old, new):
    voted(ada, new, [Mark.PLUS])
    voted(ada, old, [Mark.ABSENT])
    assert last_step(Histories().of(ada.pk)) is None
    assert last_step([]) is None


def test_who_presides_stands_beside_those_of_the_same_chamber_and_session(ada, old, new):
    speaker = make.ServiceFactory(legislator__name="Eve Evans").legislator
    voted(ada, old, [Mark.PLUS])
    voted(ada, new, [Mark.MINUS])
    voted(ada, new, [Mark.PLUS], SENATE)
    voted(speaker, new, [Mark.PLUS])
    new.speaker = speaker
    new.save()

    house, senate, before = Histories().of(ada.pk)

    assert (house.presiding.office, house.presiding.legislator.name) == (
        "Speaker of the House",
        "Eve Evans",
    )
    assert house.presiding.score == 100
    assert senate.presiding is None
    assert before.presiding is None


def test_who_presides_and_never_votes_has_no_score(ada, new):
    voted(ada, new, [Mark.PLUS])
    new.speaker = make.LegislatorFactory(name="Eve Evans")
    new.save()
    assert Histories().of(ada.pk)[0].presiding.score is None
