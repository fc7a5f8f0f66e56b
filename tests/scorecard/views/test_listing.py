"""The list of all legislators, as visitors meet it."""

from datetime import date

import pytest

from scorecard import endorsed
from scorecard.models import Chamber, Mark, SessionStatus
from tests.factories import scorecard as make
from tests.factories.members import UserFactory

pytestmark = pytest.mark.django_db
LIST = "/scorecard/"
MOST_QUERIES = 6


def voted(session, legislator, *marks, chamber=Chamber.HOUSE):
    row = make.VoteRowFactory(session=session, legislator=legislator, chamber=chamber)
    for number, mark in enumerate(marks, start=1):
        item = session.items.filter(chamber=chamber, number=number).first()
        item = item or make.ScoredItemFactory(session=session, chamber=chamber, number=number)
        make.PositionFactory(row=row, item=item, mark=mark)


def seated(name, district="1st Demo", **values):
    family = name.split()[-1]
    given = {"legislator__name": name, "legislator__family_name": family}
    return make.ServiceFactory(district=district, **given, **values).legislator


@pytest.fixture
def sessions():
    return make.SessionFactory(first_year=2001), make.SessionFactory(first_year=2003)


@pytest.fixture
def people(demoland, sessions):
    """Ada rose, Ben has no score, Cara came from the House; one district is vacant."""
    before, now = sessions
    ada, ben = seated("Ada Adams"), seated("Ben Best", "2nd Demo & Trial", party="Republican")
    cara = seated("Cara Cox", "First Demo", chamber=Chamber.SENATE)
    voted(before, ada, Mark.MINUS, Mark.PLUS)
    voted(now, ada, Mark.PLUS, Mark.PLUS)
    voted(now, ben, Mark.ABSENT, Mark.PLUS)
    voted(before, cara, Mark.PLUS, Mark.PLUS)
    voted(now, cara, Mark.PLUS, chamber=Chamber.SENATE)
    return ada, ben, cara


def text_of(client, **data):
    answer = client.get(LIST, data)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def shown(client, **data):
    text = text_of(client, **data)
    return "".join(name[0] for name in ("Ada", "Ben", "Cara", "Dee") if f">{name} " in text)


def test_each_line_says_its_score_base_share_and_trend(client, people):
    text = text_of(client)
    assert '<span class="grade-letter">A+</span> 100<span class="part">2 of 2</span>' in text
    assert "up 50" in text
    assert '<span class="part">from 50</span>' in text
    assert 'No score<span class="part">under 90 % on record</span>' in text
    assert '50 %<span class="part">1 of 2</span>' in text
    assert '<span class="part">100 in the House</span>' in text
    assert 'href="/scorecard/how-we-score/"' in text
    assert 'href="/scorecard/legislators/' in text


def test_seats_without_anybody_are_listed(client, people):
    people[1].services.update(ended_on=date(2003, 1, 1))
    text = text_of(client)
    assert "2 of 3 seats are held" in text
    assert "1 of 3 seats is held by nobody" in text
    assert "Vacant seats" in text
    assert "Vacant seats" not in text_of(client, grade="A")


def test_a_draft_is_not_counted_and_without_sessions_people_are_listed(client, people, sessions):
    now = sessions[1]
    type(now).objects.filter(pk=now.pk).update(status=SessionStatus.DRAFT)
    text = text_of(client)
    assert "session 2001" in text
    assert "2003" not in text
    assert "since 20" not in text
    type(now).objects.update(status=SessionStatus.DRAFT)
    text = text_of(client)
    assert "no votes in its sheets" in text
    assert "A+" not in text


@pytest.mark.parametrize(
    ("data", "who"),
    [
        ({"q": "ashby"}, "AC"),
        ({"q": "st mary"}, "ABC"),
        ({"q": "cox"}, "C"),
        ({"chamber": "house"}, "AB"),
        ({"party": "Republican"}, "B"),
        ({"grade": "none"}, "B"),
        ({"county": "Nowhere"}, "ABC"),
    ],
)
def test_search_and_filters_work_by_the_address_alone(client, people, data, who):
    assert shown(client, **data) == who


def test_a_county_finds_whoever_has_a_part_of_it(client, people):
    assert shown(client, county="Demo") == "ABC"
    assert shown(client, county="Trial") == "BC"
    assert '<option value="Trial" selected>' in text_of(client, county="Trial")


def test_what_nobody_can_be_chosen_by_is_said(client, people):
    assert "chosen by this county" in text_of(client, county="Nowhere", sort="score")
    assert "All 3 legislators" in text_of(client, served="never")


def test_links_sort_keep_the_filter_and_turn_round(client, people):
    text = text_of(client, chamber="house", sort="score")
    assert text.index("Ada Adams") < text.index("Ben Best")
    assert 'aria-sort="descending"' in text
    assert "?chamber=house&amp;sort=-score" in text
    text = text_of(client, sort="-name", group="none")
    assert text.index("Cara Cox") < text.index("Ada Adams")
    assert "Grouped by" in text


def test_only_who_is_endorsed_where_the_members_said_so(client, people, monkeypatch):
    assert "Endorsed by our members" not in text_of(client)
    plain = client.get(LIST)["ETag"]
    monkeypatch.setattr(endorsed, "sources", [lambda: [people[0].pk]])
    assert shown(client, endorsed=1) == "A"
    assert text_of(client).count("Endorsed by our members") == 2
    assert client.get(LIST, headers={"if-none-match": plain}).status_code == 200


def test_who_served_earlier_has_their_own_last_session(client, people, sessions):
    dee = make.LegislatorFactory(name="Dee Drew", family_name="Drew")
    voted(sessions[0], dee, Mark.PLUS)
    people[0].services.update(ended_on=date(2003, 1, 1))
    make.ServiceFactory(
        legislator=people[0], chamber=Chamber.SENATE, ended_on=date(2001, 1, 1), district="Old"
    )
    make.ServiceFactory(legislator__name="Eve Ease", ended_on=date(2000, 1, 1))
    make.LegislatorFactory(name="Nora Nobody")
    text = text_of(client, served="earlier", sort="session")
    assert text.index("Ada Adams") < text.index("Dee Drew") < text.index("Eve Ease")
    assert "Nora" not in text
    assert "Old" not in text
    assert "3 people who held a seat once" in text
    assert shown(client, served="earlier", q="drew") == "D"


def queries_of(client, count_queries, **data):
    with count_queries() as queries:
        assert client.get(LIST, data).status_code == 200
    return len(queries)


@pytest.mark.parametrize("served", ["", "earlier"])
def test_queries_stay_the_same_however_many_there_are(client, count_queries, sessions, served):
    assert endorsed.sources  # As the app above fills them.
    ended = date(2003, 1, 1) if served else None
    found = []
    for more in (1, 2, 197):
        rows = [make.ServiceFactory(ended_on=ended) for _ in range(more)]
        voted(sessions[0], rows[0].legislator, Mark.PLUS)
        voted(sessions[1], rows[0].legislator, Mark.PLUS)
        found.append(queries_of(client, count_queries, served=served))
    client.force_login(UserFactory())
    found.append(queries_of(client, count_queries, served=served))
    assert max(found) <= MOST_QUERIES
    assert len(set(found[:3])) == 1


def test_the_sessions_page_leads_to_all_that_are_published(client, sessions):
    make.SessionFactory(first_year=2005, status=SessionStatus.DRAFT)
    text = client.get("/scorecard/sessions/").content.decode()
    assert text.index("/scorecard/sessions/2003/") < text.index("/scorecard/sessions/2001/")
    assert "2005" not in text
