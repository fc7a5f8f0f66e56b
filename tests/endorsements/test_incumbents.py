"""Cards of candidates who sit in the legislature, on the round's page and on the ballot."""

import pytest
from django.urls import reverse

from endorsements.incumbents import cards_of
from endorsements.models import Candidate
from scorecard.models import Mark
from tests.endorsements.views.voters import log_in, user_of
from tests.factories import scorecard as make
from tests.factories.endorsements import entries, open_round

pytestmark = pytest.mark.django_db


@pytest.fixture
def voting_round():
    return open_round(2)


@pytest.fixture
def ada(voting_round):
    one = make.LegislatorFactory(slug="ada")
    make.ServiceFactory(legislator=one)
    row = make.VoteRowFactory(legislator=one)
    for mark in (Mark.PLUS, Mark.PLUS, Mark.MINUS):
        make.PositionFactory(row=row, mark=mark)
    Candidate.objects.filter(key="ash").update(legislator=one)
    return one


def everybody():
    return Candidate.objects.select_related("contest", "legislator")


def test_the_card_says_score_and_medians(ada):
    [card] = cards_of(everybody())["governor"]
    assert (card.name, card.legislator) == ("Ash", ada)
    assert (card.record.score, card.record.letter) == (67, "D")
    assert card.record.medians_say == "Median of Democrats 67, of all others none"


def test_nobody_linked_asks_nothing(voting_round, django_assert_num_queries):
    people = list(everybody())
    with django_assert_num_queries(0):
        assert cards_of(people) == {}


def test_a_second_look_asks_only_whether_something_changed(ada, django_assert_num_queries):
    people = list(everybody())
    first = cards_of(people)
    with django_assert_num_queries(1):
        assert cards_of(people) == first


def test_who_never_voted_has_a_card_without_a_record(voting_round):
    Candidate.objects.filter(key="ash").update(legislator=make.LegislatorFactory())
    [card] = cards_of(everybody())["governor"]
    assert card.record is None


def test_the_rounds_page_shows_it_with_three_links(client, voting_round, ada):
    page = client.get(reverse("endorsements:round", args=[voting_round.slug])).content.decode()
    assert "<strong>D</strong>, 67 of 100 (2 of 3 scored items with us)" in page
    session = ada.vote_rows.get().session
    for address in (ada.get_absolute_url(), session.get_absolute_url()):
        assert f'<a href="{address}">' in page
    assert page.count("In the legislature,") == 1


def test_the_ballot_shows_the_same_whatever_is_marked(client, voting_round, ada):
    log_in(client, user_of(entries(voting_round)[0]))
    address = reverse("endorsements:ballot", args=[voting_round.slug])
    blank = client.get(address)
    assert "67 of 100" in blank.content.decode()
    assert (
        f'href="{ada.get_absolute_url()}" target="_blank" rel="noopener"' in blank.content.decode()
    )
    field = blank.context["rows"][0].fields[0]
    sizes = {
        len(client.post(address, {"token": blank.context["token"], field.name: one.mark}).content)
        for one in field.options
    }
    assert len(sizes) == 1
