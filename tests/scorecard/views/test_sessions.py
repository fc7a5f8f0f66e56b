"""Pages of sessions, scored items and tracked bills, as visitors and staff meet them."""

from datetime import date

import pytest

from scorecard.models import Chamber, ItemKind, Legislator, Mark, SessionStatus
from tests.factories import scorecard as make
from tests.factories.members import StaffFactory, UserFactory

pytestmark = pytest.mark.django_db


def text_of(client, address, **data):
    answer = client.get(address, data)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.fixture
def item():
    one = make.ScoredItemFactory(title="An Act for parks", typed_yes=3, typed_no=0)
    topic = make.TopicFactory(name="Parks & roads", slug="parks")
    one.topics.add(topic)
    row = make.VoteRowFactory(session=one.session, legislator__name="Ada Adams")
    make.ServiceFactory(legislator=row.legislator)
    make.PositionFactory(item=one, row=row)
    return one


@pytest.fixture
def bill():
    one = make.AgendaBillFactory(short_title="Parks", slug="parks", key="H10/S20")
    make.BillVersionFactory(
        bill=one, number="H10", bill_status="In Committee", sponsors="Rep. Demo"
    )
    make.BillVersionFactory(bill=one, number="S20", chamber=Chamber.SENATE, url="javascript:x")
    column = make.SponsorColumnFactory(session=one.session, legislator__name="Cara Cox")
    make.CosponsorshipFactory(column=column, bill=one)
    make.ServiceFactory(legislator=column.legislator, chamber=Chamber.SENATE, district="First Demo")
    return one


def test_a_session_says_what_was_scored_and_how_many_have_a_score(client, item, bill):
    item.session.as_of = date(2001, 5, 1)
    item.session.save()
    text = text_of(client, item.session.get_absolute_url())
    assert "votes as of 1 May 2001" in text
    assert "1 of 1 people" in text
    assert f'href="{item.get_absolute_url()}"' in text
    assert "1\N{EN DASH}0" in text
    assert "Rules of the tests" in text
    assert "Parks &amp; roads" in text
    assert bill.session.get_absolute_url() in text


def test_a_roll_call_says_position_tally_and_who_voted_how(client, item):
    text = text_of(client, item.get_absolute_url())
    assert "1 yes, 0 no on 1 March 2001" in text
    assert "position was yes" in text
    assert "typed into the sheet is 3 yes, 0 no" in text
    assert "Ada Adams" in text
    assert "houseRollCall" in text
    assert "Only staff see this page" not in text


def test_a_made_up_item_says_what_it_is(client):
    item = make.ScoredItemFactory(kind=ItemKind.OTHER, bill_number="", voted_on=None)
    text = text_of(client, item.get_absolute_url())
    assert "made up by the organisation" in text
    assert "Official record" not in text


def test_another_name_behind_the_number_leads_to_the_one_of_today(client, item):
    old = item.get_absolute_url()
    item.title = "An Act for trees"
    item.save()
    answer = client.get(old)
    assert (answer.status_code, answer.url) == (301, item.get_absolute_url())


def test_a_bill_has_both_numbers_status_and_cosponsors(client, bill):
    text = text_of(client, bill.get_absolute_url())
    assert "House, H10" in text
    assert "Senate, S20" in text
    assert "Status: In Committee" in text
    assert "Status: not noted" in text
    assert "javascript:" not in text
    assert "1 of 1 in the Senate" in text
    assert "Thank or urge" in text


def test_a_bill_of_a_past_session_asks_nobody_to_be_urged(client, bill):
    make.SessionFactory(first_year=bill.session.first_year + 20, number=999)
    text = text_of(client, bill.get_absolute_url())
    assert "Thank or urge" not in text
    assert "Not cosponsors" in text


@pytest.mark.usefixtures("demoland")
def test_the_readers_own_legislators_come_first(client, bill):
    legislator = Legislator.objects.get(name="Cara Cox")
    text = text_of(client, bill.get_absolute_url(), town="ashby")
    assert f'Thank <a href="{legislator.get_absolute_url()}">Cara Cox</a>' in text
    assert "vacant seat" in text
    text = text_of(client, bill.get_absolute_url(), town="saint")
    assert "Which town do you mean?" in text
    text = text_of(client, bill.get_absolute_url(), town="zzzz")
    assert "We know no town called “zzzz”" in text
    assert "Thank Cara" not in text_of(client, bill.get_absolute_url(), town="x" * 61)


@pytest.mark.usefixtures("demoland")
def test_a_ward_that_decides_is_asked_for_elsewhere(client, bill):
    text = text_of(client, bill.get_absolute_url(), town="Birch St Mary")
    assert "the ward and precinct decide" in text


def test_drafts_are_for_staff_alone_and_say_so(client, item, bill):
    pages = []
    for one in (item, bill):
        one.session.status = SessionStatus.DRAFT
        one.session.save()
        pages += [one.session.get_absolute_url(), one.get_absolute_url()]
    assert {client.get(page).status_code for page in pages} == {404}
    client.force_login(UserFactory())
    assert {client.get(page).status_code for page in pages} == {404}
    client.force_login(StaffFactory())
    for page in pages:
        assert "Only staff see this page" in text_of(client, page)


def test_staff_without_the_right_see_no_draft(client, item):
    item.session.status = SessionStatus.DRAFT
    item.session.save()
    client.force_login(StaffFactory(is_superuser=False))
    assert client.get(item.get_absolute_url()).status_code == 404


@pytest.mark.parametrize(
    "path",
    [
        "sessions/1901/",
        "sessions/99999999999/",
        "2001/house/1/x/",
        "2001/court/1/x/",
        "2001/bills/x/",
        "issues/x/",
    ],
)
def test_what_is_not_there_is_404(client, path):
    assert client.get(f"/scorecard/{path}").status_code == 404


def queries_of(client, count_queries, address):
    with count_queries() as queries:
        assert client.get(address).status_code == 200
    return len(queries)


def test_no_page_asks_more_of_three_rows_than_of_one(client, count_queries, item, bill):
    item.session.status = SessionStatus.PUBLISHED
    topic = item.topics.get()
    pages = [
        item.session.get_absolute_url(),
        item.get_absolute_url(),
        bill.session.get_absolute_url(),
        bill.get_absolute_url(),
        topic.get_absolute_url(),
        "/scorecard/issues/",
    ]
    before = [queries_of(client, count_queries, page) for page in pages]
    for _ in range(2):
        row = make.VoteRowFactory(session=item.session)
        make.ServiceFactory(legislator=row.legislator)
        make.PositionFactory(item=item, row=row, mark=Mark.MINUS)
        other = make.ScoredItemFactory(session=item.session)
        other.topics.add(topic, make.TopicFactory())
        make.PositionFactory(item=other, row=row)
        column = make.SponsorColumnFactory(session=bill.session)
        make.CosponsorshipFactory(column=column, bill=bill)
        make.ServiceFactory(legislator=column.legislator)
        make.BillVersionFactory(bill=bill)
        more = make.AgendaBillFactory(session=bill.session)
        more.topics.add(topic)
    after = [queries_of(client, count_queries, page) for page in pages]
    assert after[1] <= before[1]
    assert after[3] <= before[3]
    assert max(after) <= 14
    again = [queries_of(client, count_queries, page) for page in pages]
    assert again == after
