"""Home, endorsements and the list of records."""

import pytest
from django.urls import reverse

from tests.factories.endorsements import (
    PastEndorsementFactory,
    draft_round,
    open_round,
    published_round,
)

pytestmark = pytest.mark.django_db


def shown(client, name):
    return client.get(reverse(f"endorsements:{name}")).content.decode()


def test_home_says_that_nothing_is_open(client):
    assert "Nothing is open at the moment" in shown(client, "home")


def test_home_shows_what_is_open_but_no_draft(client):
    voting_round, hidden = open_round(3), draft_round(title="A secret draft")
    page = shown(client, "home")
    assert voting_round.title in page
    assert hidden.title not in page


def test_endorsements_stand_by_year_with_share_or_source(client):
    voting_round = published_round(["ash", "ash", "ash"])
    past = PastEndorsementFactory(share="over 70 %")
    page = shown(client, "endorsements")
    assert reverse("endorsements:round", args=[voting_round.slug]) in page
    assert "3 of 3 ballots" in page
    assert past.candidate in page
    assert "over 70 %" in page
    assert past.source in page


def test_a_rehearsal_endorses_nobody(client):
    published_round(["ash", "ash", "ash"], rehearsal=True)
    assert "Ash" not in shown(client, "endorsements")
    assert "Ash" not in shown(client, "home")


def test_the_list_of_records_leads_to_every_announced_round(client):
    voting_round, hidden = open_round(3), draft_round(title="A secret draft")
    page = shown(client, "record")
    assert reverse("endorsements:record_zip", args=[voting_round.slug]) in page
    assert hidden.title not in page


@pytest.mark.parametrize("name", ["home", "endorsements", "record"])
def test_pages_ask_no_more_queries_for_more_rows(client, name, django_assert_max_num_queries):
    published_round(["ash", "ash", "ash"])
    address = reverse(f"endorsements:{name}")
    client.get(address)
    with django_assert_max_num_queries(25) as one:
        client.get(address)
    for _ in range(2):
        published_round(["ash", "ash", "ash"])
    with django_assert_max_num_queries(len(one)):
        client.get(address)
