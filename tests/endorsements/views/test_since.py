"""How endorsed legislators voted since, as visitors read it."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from scorecard import naming
from scorecard.models import Mark, Side
from tests.factories import scorecard as make
from tests.factories.endorsements import PastEndorsementFactory

pytestmark = pytest.mark.django_db
ALL = "/endorsements/since/"


def text_of(client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def voter(name="ada", marks=(Mark.MINUS, Mark.PLUS, Mark.PLUS), years=(2000, 2002, 2003)):
    """Somebody endorsed in 2001, with a vote in each of these years."""
    one = make.LegislatorFactory(slug=name)
    row = make.VoteRowFactory(legislator=one)
    for mark, year in zip(marks, years, strict=True):
        make.PositionFactory(row=row, mark=mark, item__voted_on=year and date(year, 5, 1))
    PastEndorsementFactory(legislator=one, candidate=name, year=2001)
    return one


def test_scores_stand_on_both_sides_with_their_base(client):
    ada = voter()
    make.ServiceFactory(legislator=ada, district="1st Demo")
    text = text_of(client, ALL)
    assert '0 of 100 (F)<span class="part">0 of 1 vote with us</span>' in text
    assert '100 of 100 (A+)<span class="part">2 of 2 votes with us</span>' in text
    assert "House, 1st Demo" in text
    assert f"{ALL}ada/" in text


def test_nobody_endorsed_and_nobody_seated_say_so(client):
    assert "No endorsement of a legislator is on file yet." in text_of(client, ALL)
    voter()
    assert "holds no seat today" in text_of(client, ALL)


def test_each_vote_since_stands_with_position_and_vote_in_words(client):
    ada = voter(marks=(Mark.PLUS, Mark.PLUS, Mark.ABSENT), years=(2000, 2002, 2003))
    item = ada.vote_rows.get().positions.get(item__voted_on__year=2002).item
    item.position = Side.NO
    item.save()
    text = text_of(client, f"{ALL}ada/")
    assert "Endorsed in 2001" in text
    assert f'href="{item.get_absolute_url()}"' in text
    assert '<td>No</td> <td>No<span class="part">with us</span></td>' in text
    assert "<td>Absent</td>" in text
    assert "2 scored votes, the latest first" in text


def test_what_stands_on_neither_side_is_counted(client):
    marks = [Mark.PLUS, Mark.PLUS, Mark.NOT_IN_OFFICE, Mark.OTHER]
    voter(marks=marks, years=(2001, None, 2002, 2003))
    text = text_of(client, f"{ALL}ada/")
    assert "1 vote in 2001, 1 scored item without a day" in text
    assert "1 scored roll call while they were not in office, or presided, is left out." in text
    assert "no known mark in the sheet" in text


def test_who_was_never_endorsed_has_no_such_page(client):
    make.LegislatorFactory(slug="ben")
    assert client.get(f"{ALL}ben/").status_code == 404
    assert client.get(f"{ALL}nobody/").status_code == 404


def test_a_former_address_leads_to_the_one_of_today(client):
    ada = voter()
    naming.rename(ada.pk, name="Ada Brown", given_name="Ada", family_name="Brown", by=None)
    answer = client.get(f"{ALL}ada/")
    assert (answer.status_code, answer.url) == (301, f"{ALL}ada-brown/")


@pytest.mark.parametrize("address", [ALL, f"{ALL}ada/"])
def test_a_page_is_kept_until_an_endorsement_or_a_vote_changes(client, address):
    ada = voter()
    kept = {"if-none-match": client.get(address)["ETag"]}
    assert client.get(address, headers=kept).status_code == 304
    PastEndorsementFactory(legislator=ada, year=2002)
    assert client.get(address, headers=kept).status_code == 200


def test_the_list_of_endorsements_says_it_beside_the_name(client):
    voter()
    PastEndorsementFactory(candidate="Somebody else")
    text = text_of(client, "/endorsements/")
    assert text.count("In the legislature before") == 1
    assert '0 of 100 (F), 0 of 1 vote with us; <a href="/endorsements/since/ada/">since</a>' in text


@pytest.mark.parametrize("address", [ALL, f"{ALL}ada/", "/endorsements/"])
def test_pages_ask_no_more_queries_for_more_rows(client, address):
    def queries():
        with CaptureQueriesContext(connection) as asked:
            client.get(address)
        return len(asked)

    ada = voter()
    client.get(address)
    one = queries()
    voter("ben")
    voter("cara")
    PastEndorsementFactory(legislator=ada, year=2003)
    assert queries() == one <= 12
