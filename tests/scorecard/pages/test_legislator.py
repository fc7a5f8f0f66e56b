"""What a legislator's page chooses to show: of which session, and whether at all."""

from datetime import date

import pytest

from scorecard.models import Chamber, SessionStatus
from scorecard.pages.cosponsored import cosponsored_by
from scorecard.pages.legislator import LegislatorPage
from tests.factories import scorecard as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def row():
    return make.PositionFactory(row__session__first_year=1901).row


def page_of(person, first_year=None):
    return LegislatorPage(person, list(person.services.all()), first_year)


def test_the_session_asked_for_is_shown_and_the_head_stays_with_the_latest(row):
    later = make.PositionFactory(
        row__legislator=row.legislator, row__session__first_year=1903
    ).row.session
    page = page_of(row.legislator, 1901)
    assert (page.session, page.record.session) == (row.session, later)
    assert [part.record.session for part in page.parts] == [row.session]
    assert [one.session for one, _ in page.history] == [row.session, later]
    assert page_of(row.legislator, 1999).session == later


def test_a_session_without_their_votes_is_shown_for_its_bills(row):
    column = make.SponsorColumnFactory(legislator=row.legislator, session__first_year=1903)
    make.CosponsorshipFactory(column=column)
    make.CosponsorshipFactory(column=column, is_yes=False)
    page = page_of(row.legislator)
    assert (page.session, page.parts) == (column.session, [])
    assert (len(page.bills.signed), page.bills.all) == (1, 2)
    assert page.is_behind


def test_who_is_in_drafts_alone_is_not_public_yet(row):
    row.session.status = SessionStatus.DRAFT
    row.session.save()
    page = page_of(row.legislator)
    assert (page.is_public, page.session, page.record, page.is_behind) == (False, None, None, False)
    make.ServiceFactory(legislator=row.legislator)
    assert page_of(row.legislator).is_public


def test_seats_of_today_and_former_ones(row):
    ended = date(2002, 1, 1)
    old = make.ServiceFactory(legislator=row.legislator, ended_on=ended, began_on=None)
    assert (page_of(row.legislator).seat, page_of(row.legislator).may_still_sign) == (None, False)
    seat = make.ServiceFactory(legislator=row.legislator, chamber=Chamber.SENATE)
    page = page_of(row.legislator)
    assert (page.seat, page.former_seats, page.may_still_sign) == (seat, [old], True)


def test_cosponsored_bills_are_those_of_the_sessions_asked_for(row, count_queries):
    column = make.SponsorColumnFactory(legislator=row.legislator, session=row.session)
    bill = make.CosponsorshipFactory(column=column).bill
    elsewhere = make.SponsorColumnFactory(legislator=row.legislator)
    make.CosponsorshipFactory(column=elsewhere)
    with count_queries() as queries:
        found = cosponsored_by([row.legislator.pk], [row.session])
        own = found[row.legislator.pk, row.session.pk]
        assert own.signed[0].get_absolute_url() == f"/scorecard/1901/bills/{bill.slug}/"
    assert (list(found), own.signed, own.unsigned, len(queries)) == (
        [(row.legislator.pk, row.session.pk)],
        [bill],
        [],
        1,
    )
