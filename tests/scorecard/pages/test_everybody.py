"""Who can be chosen, under which heading, and former addresses."""

from datetime import date

import pytest

from scorecard.models import Chamber, SessionStatus
from scorecard.pages.everybody import everybody
from tests.factories import scorecard as make

pytestmark = pytest.mark.django_db


def test_everybody_stands_once_by_the_chamber_of_today(count_queries):
    ada = make.ServiceFactory(
        legislator__name="Ada Adams", legislator__slug="ada", district="1st Demo"
    ).legislator
    make.ServiceFactory(legislator=ada, chamber=Chamber.SENATE, ended_on=date(2001, 1, 1))
    cara = make.ServiceFactory(chamber=Chamber.SENATE, legislator__slug="cara").legislator
    gone = make.VoteRowFactory(legislator__slug="gone").legislator
    make.SponsorColumnFactory(legislator=gone)
    make.VoteRowFactory(session__status=SessionStatus.DRAFT)
    make.LegislatorFactory()
    with count_queries() as queries:
        found = everybody()
    assert len(queries) == 3
    assert set(found.people) == {"ada", "cara", "gone"}
    assert found.choices == [
        ("House", [("ada", "Ada Adams, 1st Demo")]),
        ("Senate", [("cara", f"{cara.name}, {found.seats[cara.pk].district}")]),
        ("Served earlier", [("gone", gone.name)]),
    ]


def test_former_addresses_lead_on_and_others_stay():
    former = make.FormerSlugFactory(slug="old", legislator__slug="new")
    make.ServiceFactory(legislator=former.legislator)
    found = everybody()
    assert (found.address_of("old"), found.address_of("x")) == ("new", "x")


def test_its_text_changes_with_whatever_is_shown():
    seat = make.ServiceFactory()
    before = str(everybody())
    assert str(everybody()) == before
    seat.party = "Independent"
    seat.save()
    assert str(everybody()) != before
