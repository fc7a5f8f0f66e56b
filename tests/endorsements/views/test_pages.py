"""The pages that explain."""

import re

import pytest
from django.urls import reverse
from django.utils.html import strip_tags


def text_of(response) -> str:
    return re.sub(r"\s+", " ", strip_tags(response.content.decode()))


@pytest.mark.parametrize("name", ["how_it_works", "trust"])
def test_page_changes_nothing_and_refuses_to_be_posted_to(client, name):
    assert client.post(reverse(f"endorsements:{name}")).status_code == 405


def test_how_it_works_names_the_steps_of_a_round_in_order(client):
    page = text_of(client.get(reverse("endorsements:how_it_works")))

    steps = ["Announced", "Voting", "Counting", "Published", "Certified"]
    places = [page.index(f"{step}: to come") for step in steps]
    assert places == sorted(places)


@pytest.mark.parametrize(
    "claim",
    [
        "Staff using the site or its database cannot see how anyone voted",
        "Nothing links a vote to a member",
        "Your last ballot before it is the one that counts",
        "no more ballots were counted than members voted",
        "the list of who may vote was fixed before voting began",
        "You can find your own ballot in the count",
    ],
)
def test_trust_makes_every_claim_the_protocol_allows(client, claim):
    assert claim in text_of(client.get(reverse("endorsements:trust")))


@pytest.mark.parametrize(
    "limit",
    [
        "That no one could ever see your vote",
        "That deleted keys are proven gone",
        "That votes cannot be sold or forced",
        "That it is proven by mathematics",
        "That nobody knows you took part",
    ],
)
def test_trust_says_what_is_not_promised(client, limit):
    page = text_of(client.get(reverse("endorsements:trust")))

    assert page.index("What we do not promise") < page.index(limit)


@pytest.mark.parametrize("name", ["how_it_works", "trust"])
def test_page_keeps_the_words_of_the_trade_off_the_voters_path(client, name):
    page = text_of(client.get(reverse(f"endorsements:{name}"))).lower()

    assert not re.findall(r"\b(?:encrypt\w*|hash\w*|token\w*|cryptograph\w*)\b", page)


@pytest.mark.parametrize("name", ["how_it_works", "trust"])
def test_page_has_neither_inline_script_nor_style(client, name):
    page = client.get(reverse(f"endorsements:{name}")).content.decode()

    assert not re.findall(r"style=|<style|\son\w+=|<script(?![^>]*\ssrc=)", page)
