"""Who sits for a district, with their grade."""

import pytest

from scorecard.models import Chamber, Mark, SessionStatus
from scorecard.seats import seats_of
from tests.factories import scorecard as make

pytestmark = pytest.mark.django_db
FIRST, SECOND = (Chamber.HOUSE, "1st Demo"), (Chamber.HOUSE, "2nd Demo")


def held(place=FIRST, **others):
    return make.ServiceFactory(chamber=place[0], district=place[1], **others)


def voted(session, service, marks, **others):
    row = make.VoteRowFactory(
        session=session, chamber=service.chamber, legislator=service.legislator, **others
    )
    for mark in marks:
        make.PositionFactory(row=row, mark=mark)
    return row


def test_a_district_that_nobody_holds_is_a_vacant_seat():
    (seat,) = seats_of([FIRST]).seats
    assert (seat.legislator, seat.score, seat.group) == (None, None, "vacant")


@pytest.mark.parametrize(
    ("chamber", "written", "name"),
    [
        (Chamber.HOUSE, "Seventh Plymouth", "7th Plymouth"),
        (Chamber.SENATE, "Norfolk & Plymouth", "Norfolk and Plymouth"),
    ],
)
def test_a_seat_whose_district_is_spelled_otherwise_is_not_vacant(chamber, written, name):
    service = held((chamber, written))
    assert seats_of([(chamber, name)]).seats[0].legislator == service.legislator


def test_who_left_no_longer_holds_it():
    held(ended_on="2020-01-01")
    assert seats_of([FIRST]).seats[0].legislator is None


def test_the_other_chamber_has_districts_of_the_same_name():
    service = held()
    house, senate = seats_of([FIRST, (Chamber.SENATE, "1st Demo")]).seats
    assert house.legislator == service.legislator
    assert senate.legislator is None


def test_the_grade_is_of_the_last_published_session():
    service = held()
    last = make.SessionFactory(first_year=2021, number=192)
    voted(make.SessionFactory(first_year=2019, number=191), service, [Mark.MINUS])
    voted(
        make.SessionFactory(first_year=2023, number=193, status=SessionStatus.DRAFT),
        service,
        [Mark.MINUS],
    )
    voted(last, service, [Mark.PLUS] * 9 + [Mark.MINUS])
    found = seats_of([FIRST])
    assert found.session == last
    assert (found.seats[0].score, found.seats[0].letter, found.seats[0].group) == (90, "A-", "a")


def test_a_score_that_is_not_shown_is_none():
    service = held()
    voted(make.SessionFactory(), service, [Mark.PLUS, Mark.ABSENT])
    (seat,) = seats_of([FIRST]).seats
    assert (seat.grade.score, seat.score, seat.letter, seat.group) == (50, None, "", "none")


def test_votes_in_two_rows_and_in_the_other_chamber_do_not_count_here():
    service, session = held(), make.SessionFactory()
    first = voted(session, service, [Mark.PLUS])
    voted(session, service, [Mark.MINUS], repeats=first)
    make.PositionFactory(
        row=make.VoteRowFactory(
            session=session, chamber=Chamber.SENATE, legislator=service.legislator
        ),
        mark=Mark.MINUS,
    )
    assert seats_of([FIRST]).seats[0].score == 100


@pytest.mark.parametrize("places", [[FIRST], [FIRST, SECOND, (Chamber.SENATE, "First Demo")]])
def test_any_number_of_seats_takes_three_queries(places, django_assert_num_queries):
    session = make.SessionFactory()
    for place in places:
        voted(session, held(place), [Mark.PLUS])
    with django_assert_num_queries(3):
        assert all(seat.score == 100 for seat in seats_of(places).seats)
