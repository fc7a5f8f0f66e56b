"""Who cosponsored a bill, by chamber."""

import pytest

from scorecard.models import Chamber
from scorecard.pages.bill import backers_of, own_of
from scorecard.seats import Seat
from tests.factories import scorecard as make

pytestmark = pytest.mark.django_db


def signed(bill, *, is_yes=True, **column):
    column = make.SponsorColumnFactory(session=bill.session, **column)
    make.CosponsorshipFactory(bill=bill, column=column, is_yes=is_yes)
    return column.legislator


def test_people_stand_in_the_chamber_they_sat_in_during_the_session():
    bill = make.AgendaBillFactory()
    moved = signed(bill)
    make.VoteRowFactory(session=bill.session, chamber=Chamber.HOUSE, legislator=moved)
    make.ServiceFactory(legislator=moved, chamber=Chamber.SENATE)
    senator = signed(bill, is_yes=False)
    make.ServiceFactory(legislator=senator, chamber=Chamber.SENATE)
    former = signed(bill)
    signed(bill, legislator=None, written_name="Doe, Jo ")

    house, senate, elsewhere = backers_of(bill)

    assert [one.legislator for one in house.cosponsors] == [moved]
    assert [one.legislator for one in senate.to_urge] == [senator]
    assert senate.cosponsors == senate.to_thank == []
    assert [(one.name, one.seat) for one in elsewhere.cosponsors] == [
        (former.name, None),
        ("Doe, Jo", None),
    ]
    assert elsewhere.to_thank == []


def test_the_readers_own_are_found_among_them():
    bill = make.AgendaBillFactory()
    backer = signed(bill)
    service = make.ServiceFactory(legislator=backer)
    stranger = make.ServiceFactory()
    seats = [
        Seat(Chamber.HOUSE, service.district, service),
        Seat(Chamber.HOUSE, stranger.district, stranger),
        Seat(Chamber.SENATE, "Nowhere"),
    ]
    assert [one.is_cosponsor for one in own_of(seats, backers_of(bill))] == [True, None, None]
