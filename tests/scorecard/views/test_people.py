"""A legislator's page, as visitors meet it."""

from datetime import date

import pytest

from scorecard import naming, panels
from scorecard.models import Chamber, Mark, Service
from scorecard.panels import Panel, PanelRow
from tests.factories import scorecard as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada():
    one = make.LegislatorFactory(given_name="Ada", family_name="Adams", slug="ada-adams")
    make.ServiceFactory(legislator=one, district="1st Demo")
    return one


def text_of(client, address, **data):
    answer = client.get(address, data)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_page_says_who_sits_where(client, ada):
    assert ada.get_absolute_url() == "/scorecard/legislators/ada-adams/"
    text = text_of(client, ada.get_absolute_url())
    assert "<h1>Ada Adams</h1>" in text
    assert "1st Demo" in text


def test_a_former_address_leads_to_the_one_of_today(client, ada):
    naming.rename(ada.pk, name="Ada Brown", given_name="Ada", family_name="Brown", by=None)
    answer = client.get("/scorecard/legislators/ada-adams/")
    assert (answer.status_code, answer.url) == (301, "/scorecard/legislators/ada-brown/")


def test_nobody_is_404(client):
    assert client.get("/scorecard/legislators/nobody/").status_code == 404


def test_apps_above_add_sections(client, ada, monkeypatch):
    row = PanelRow("Primary 2001", "/rounds/demo/", "Endorsed with 70 % of 10 ballots.")
    panel = Panel("What our members decided", "Each round.", (row,))
    given = [lambda one: panel if one == ada else None]
    monkeypatch.setattr(panels, "panels", given)
    text = text_of(client, ada.get_absolute_url())
    assert "What our members decided" in text
    assert 'href="/rounds/demo/"' in text
    other = make.ServiceFactory().legislator
    assert "What our members decided" not in text_of(client, other.get_absolute_url())


@pytest.mark.parametrize("act", ["phone", "seat", "panel"])
def test_what_the_page_shows_besides_sessions_makes_it_new(client, ada, act, monkeypatch):
    page = ada.get_absolute_url()
    first = client.get(page)
    assert "Last-Modified" not in first
    kept = {"if-none-match": first["ETag"]}
    assert client.get(page, headers=kept).status_code == 304
    if act == "phone":
        ada.phone = "555-0100"
        ada.save()
    elif act == "seat":
        Service.objects.update(party="Independent")
    else:
        monkeypatch.setattr(panels, "panels", [lambda one: Panel("New", "", ())])
    assert client.get(page, headers=kept).status_code == 200


def voted(person, marks=(Mark.PLUS,), **session):
    """A session with votes and bills of the person."""
    row = make.VoteRowFactory(session=make.SessionFactory(**session), legislator=person)
    for mark in marks:
        item = make.ScoredItemFactory(session=row.session)
        item.topics.add(make.TopicFactory())
        make.PositionFactory(row=row, item=item, mark=mark)
    column = make.SponsorColumnFactory(session=row.session, legislator=person)
    make.CosponsorshipFactory(column=column)
    make.CosponsorshipFactory(column=column, is_yes=False)
    return row.session


def test_every_number_has_its_base_and_a_way_to_the_rules(client, ada):
    session = voted(ada, [Mark.PLUS] * 9 + [Mark.ABSENT], as_of=date(2001, 5, 1))
    text = text_of(client, ada.get_absolute_url())
    assert "<strong>90</strong> of 100" in text
    assert "9 of 10 scored items with" in text
    assert "9 of 10 are on record, 90 %" in text
    assert "votes as of 1 May 2001" in text
    assert "in the House, median" in text
    assert "1 of 1 with us, <strong>100 %</strong>" in text
    assert "Cosponsored 1 of 2 tracked bills" in text
    assert "1 of 10 while in office; each counts as not with us." in text
    assert "0 of 10 scored items." in text
    for part in ("score", "marks", "medians", "cosponsored"):
        assert f"/scorecard/how-we-score/#{part}" in text
    assert f'content="Ada Adams, House, 1st Demo: A-, 90 of 100 in {session.years}' in text
    assert ">AA</span>" in text
    assert "style=" not in text


def test_a_strip_has_a_mark_for_every_vote_and_the_table_its_words(client, ada):
    session = voted(ada, list(Mark))
    text = text_of(client, ada.get_absolute_url())
    for kind in ("with", "against", "absent", "present", "unclear", "out"):
        assert f'<use href="#m-{kind}"/>' in text
        assert f'<symbol id="m-{kind}"' in text
    assert text.count('<tr id="h') == session.items.count() == 6
    assert "RollCall" in text
    assert "No known mark in the sheet" in text


def test_too_few_votes_say_why_and_give_no_percentage(client, ada):
    voted(ada, [Mark.PLUS, Mark.ABSENT])
    text = text_of(client, ada.get_absolute_url())
    assert "No score" in text
    assert "1 of 2 votes are on record, 50 %, and a score needs 90 %" in text
    assert "1 of 1 with us<" in text


def test_another_session_is_shown_when_asked_for(client, ada):
    old = voted(ada, first_year=1901, number=1)
    new = voted(ada, [Mark.PLUS, Mark.MINUS], first_year=1903, number=2)
    page = ada.get_absolute_url()
    assert f"50 points lower in {new} than in {old}" in text_of(client, page)
    assert f"Votes, {old}" in text_of(client, page, session="1901")
    for nonsense in ("1999", "x", "-1", "9" * 40):
        assert f"Votes, {new}" in text_of(client, page, session=nonsense)


def test_a_former_member_is_marked_as_one_with_the_days(client):
    seat = make.ServiceFactory(
        began_on=date(1999, 1, 6), ended_on=date(2001, 1, 3), district="9th Demo"
    )
    text = text_of(client, seat.legislator.get_absolute_url())
    assert "Former member" in text
    assert "from 6 January 1999 until 3 January 2001" in text
    assert "No voting data" in text


def test_who_is_on_no_list_says_what_is_not_known(client):
    person = make.LegislatorFactory()
    voted(person)
    assert "on none of our lists of members" in text_of(client, person.get_absolute_url())


def test_who_moved_has_both_seats(client, ada):
    Service.objects.update(ended_on=date(2001, 1, 3))
    make.ServiceFactory(legislator=ada, chamber=Chamber.SENATE, district="First Demo")
    text = text_of(client, ada.get_absolute_url())
    assert "Before: House, 1st Demo" in text
    assert "Former member" not in text


def test_links_out_lead_to_the_web_alone(client, ada):
    ada.page_url, ada.phone, ada.email = "javascript:x", "555-0100", "ada@example.org"
    ada.save()
    text = text_of(client, ada.get_absolute_url())
    assert "javascript:" not in text
    assert 'href="tel:555-0100"' in text
    assert 'href="mailto:ada@example.org"' in text


def test_a_picture_stands_for_the_initials_only_when_staff_gave_one(client, ada):
    ada.image_url = "https://elsewhere.example/ada.jpg"
    ada.save()
    assert "elsewhere.example" not in text_of(client, ada.get_absolute_url())
    ada.photo_digest = "0123456789abcdef"
    ada.save()
    assert f'src="{ada.photo_address}" alt=""' in text_of(client, ada.get_absolute_url())


def test_the_number_of_queries_does_not_grow_with_sessions(client, ada, count_queries):
    numbers = []
    for year in (1901, 1903, 1905):
        voted(ada, [Mark.PLUS, Mark.MINUS], first_year=year, number=year - 1900)
        with count_queries() as queries:
            text_of(client, ada.get_absolute_url())
        numbers.append(len(queries))
    assert numbers == [11, 11, 11]


COMPARE = "/scorecard/compare/"


@pytest.fixture
def ben(ada):
    """Voted on what Ada voted on, and otherwise."""
    one = make.LegislatorFactory(given_name="Ben", family_name="Best", slug="ben-best")
    session = voted(ada, [Mark.PLUS, Mark.MINUS])
    row = make.VoteRowFactory(session=session, legislator=one)
    for item in session.items.all():
        make.PositionFactory(row=row, item=item)
    return one


def test_two_legislators_side_by_side(client, ben):
    text = text_of(client, COMPARE, a="ada-adams", b="ben-best")
    assert "Of 2 scored items on which both voted, or were counted, they differed on 1" in text
    assert "<strong>A+</strong> 100" in text
    assert "1 of 2 with us" in text
    assert '<option value="ada-adams" selected>' in text
    assert "Choose somebody" in text_of(client, COMPARE)
    assert "differed on 1" not in text_of(client, COMPARE, a="ada-adams")


def test_two_chambers_are_told_why_no_votes_are_compared(client, ada):
    cara = make.ServiceFactory(
        chamber=Chamber.SENATE, legislator__name="Cara Cox", legislator__slug="cara-cox"
    ).legislator
    session = voted(ada)
    column = make.SponsorColumnFactory(session=session, legislator=cara)
    make.CosponsorshipFactory(column=column, bill=session.agenda_bills.first())
    text = text_of(client, COMPARE, a="ada-adams", b="cara-cox")
    assert "The chambers vote on different things" in text
    assert "(House)" in text
    assert "(Senate)" in text
    assert "Ada Adams cosponsored 1 of 1, Cara Cox 1." in text


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ({"a": "nobody", "b": "ben-best"}, "We know no legislator “nobody”"),
        ({"a": "<b>", "b": "\0"}, "We know no legislator “&lt;b&gt;”"),
        ({"a": "ben-best", "b": "ben-best"}, "one and the same person"),
        ({"a": "ben-best", "b": "old-ben"}, "one and the same person"),
    ],
)
def test_what_cannot_be_compared_is_said_in_a_sentence(client, ben, asked, says):
    make.FormerSlugFactory(slug="old-ben", legislator=ben)
    text = text_of(client, COMPARE, **asked)
    assert says in text
    assert "Where they differed" not in text


def test_a_former_address_is_compared_under_the_one_of_today(client, ben):
    make.FormerSlugFactory(slug="old-ben", legislator=ben)
    assert "Where they differed" in text_of(client, COMPARE, a="ada-adams", b="old-ben")


def test_a_comparison_asks_few_queries_and_is_kept(client, ben, count_queries):
    asked = {"a": "ada-adams", "b": "ben-best"}
    with count_queries() as queries:
        answer = client.get(COMPARE, asked)
    assert len(queries) <= 12
    kept = {"if-none-match": answer["ETag"]}
    assert client.get(COMPARE, asked, headers=kept).status_code == 304
    naming.rename(ben.pk, name="Ben Beast", given_name="Ben", family_name="Beast", by=None)
    assert client.get(COMPARE, asked, headers=kept).status_code == 200


def test_who_presides_stands_beside_the_medians_and_says_so_on_their_own_page(client, ada):
    own = make.VoteRowFactory(legislator=ada, chamber=Chamber.HOUSE)
    make.PositionFactory(row=own, item=make.ScoredItemFactory(session=own.session))
    speaker = make.VoteRowFactory(
        session=own.session, chamber=Chamber.HOUSE, legislator__name="Eve Evans"
    )
    make.PositionFactory(row=speaker, item=own.session.items.get())
    own.session.speaker = speaker.legislator
    own.session.save()

    text = text_of(client, ada.get_absolute_url())
    assert ">Eve Evans</a>, Speaker of the House</dt><dd>100</dd>" in text
    text = text_of(client, speaker.legislator.get_absolute_url())
    assert "Speaker of the House in this session" in text
    assert ">Eve Evans</a>, Speaker of the House" not in text
