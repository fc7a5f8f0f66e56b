"""The card that other sites frame, and the picture that links show."""

import io
from datetime import date

import pytest
from PIL import Image

from scorecard import naming, share_image
from scorecard.models import Legislator, Mark, SessionStatus
from scorecard.share_image import Words
from tests.factories import scorecard as make

pytestmark = pytest.mark.django_db
CARD, IMAGE = "/scorecard/legislators/ada-adams/card/", "/scorecard/legislators/ada-adams/card.png"


@pytest.fixture
def row():
    """Ada, with the organisation on one of two items."""
    one = make.VoteRowFactory(
        legislator__given_name="Ada",
        legislator__family_name="Adams",
        session__as_of=date(2001, 5, 2),
    )
    make.ServiceFactory(legislator=one.legislator, district="1st Demo")
    for mark in (Mark.PLUS, Mark.MINUS):
        make.PositionFactory(row=one, mark=mark)
    return one


def test_the_card_says_what_the_score_rests_on(client, row):
    text = client.get(CARD).content.decode()
    assert "Ada Adams" in text
    assert "House, 1st Demo · Democratic" in text
    assert "<strong>50</strong> of 100" in text
    assert "on 1 of 2 scored items while in office" in text
    assert "as of 2 May 2001" in text
    assert "/scorecard/legislators/ada-adams/" in text
    assert "<script" not in text


def test_only_the_card_may_be_framed(client, row):
    answer = client.get(CARD)
    assert "X-Frame-Options" not in answer
    assert "frame-ancestors *" in answer["Content-Security-Policy"]
    assert "script-src" not in answer["Content-Security-Policy"]
    assert not answer.cookies
    page = client.get(row.legislator.get_absolute_url())
    assert page["X-Frame-Options"] == "DENY"
    assert "frame-ancestors 'none'" in page["Content-Security-Policy"]


def test_why_there_is_no_score(client, row):
    item = make.ScoredItemFactory(session=row.session)
    make.PositionFactory(row=row, item=item, mark=Mark.ABSENT)
    assert "under 90 % on record" in client.get(CARD).content.decode()
    row.session.status = SessionStatus.DRAFT
    row.session.save()
    text = client.get(CARD).content.decode()
    assert "No votes in the last published session" in text
    assert client.get(IMAGE).status_code == 200


def test_a_score_of_the_other_chamber_says_so(client, row):
    row.legislator.services.update(ended_on=date(2002, 1, 1))
    make.ServiceFactory(legislator=row.legislator, chamber="senate", district="First Demo")
    text = client.get(CARD).content.decode()
    assert "Senate, First Demo" in text
    assert "in the House" in text


def test_somebody_without_a_seat_says_until_when(client, row):
    row.legislator.services.update(ended_on=date(2002, 1, 1))
    assert "Until 2002: House" in client.get(CARD).content.decode()
    row.legislator.services.all().delete()
    assert "1st Demo" not in client.get(CARD).content.decode()


@pytest.mark.parametrize("address", [CARD, IMAGE])
def test_what_it_shows_makes_it_new_and_a_new_name_leads_on(client, row, address):
    kept = {"if-none-match": client.get(address)["ETag"]}
    assert client.get(address, headers=kept).status_code == 304
    Legislator.objects.update(name="Ada Ábel")
    assert client.get(address, headers=kept).status_code == 200
    who = {"name": "Ada Brown", "given_name": "Ada", "family_name": "Brown"}
    naming.rename(row.legislator_id, **who, by=None)
    answer = client.get(address)
    assert (answer.status_code, answer.url) == (301, address.replace("adams", "brown"))
    assert client.get(address.replace("ada-adams", "nobody")).status_code == 404


def test_a_card_is_few_queries(client, row, count_queries):
    with count_queries() as queries:
        client.get(CARD)
    assert len(queries) <= 5


def test_the_picture_is_one(client, row):
    answer = client.get(IMAGE)
    assert answer["Content-Type"] == "image/png"
    image = Image.open(io.BytesIO(answer.content))
    assert (image.size, image.format) == ((1200, 630), "PNG")
    assert len(answer.content) < 100_000


def test_long_names_and_letters_of_other_files_are_drawn():
    plain = Words("Demo", "", "Ada", "", "", "", "")
    longest = Words("D" * 200, "2001", "Ş" * 60, "x" * 200, "A+", "No score", "y" * 200)
    assert share_image.draw(plain) != share_image.draw(longest)
    assert share_image.draw(plain) is share_image.draw(plain)


def test_the_page_offers_the_card_and_the_picture(client, row):
    text = client.get(row.legislator.get_absolute_url()).content.decode()
    assert f'&lt;iframe src="http://testserver{CARD}"' in text
    assert f'<meta property="og:image" content="http://testserver{IMAGE}">' in text
