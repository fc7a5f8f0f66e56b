"""The pages that explain."""

import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.html import escape, strip_tags

from endorsements.rulebook.contents import contents
from endorsements.rulebook.ties import PROGRAM


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


@pytest.fixture(scope="module")
def how_we_count(django_db_blocker):
    """The page is the same for everybody who is not logged in, and asks the database nothing."""
    return Client().get(reverse("endorsements:how_we_count")).content.decode()


def test_how_we_count_prints_every_section_of_the_rulebook(how_we_count):
    for section in contents():
        assert f'href="#{section.key}"' in how_we_count
        assert f'<section class="section" id="{section.key}"' in how_we_count


def test_how_we_count_prints_the_draw_as_it_can_be_run(how_we_count):
    assert escape(PROGRAM) in how_we_count


@pytest.mark.parametrize(
    "words",
    [
        "all ballots marked in this contest Ash is not endorsed 100 58 %",
        "the ballots marked in this contest, abstentions left out Ash is endorsed 90 64.4 %",
        "the ballots marked for a named candidate Ash is endorsed 78 74.4 %",
        "endorsed not endorsed 3 5 60 %",
        "not endorsed not endorsed 149 250 59.6 %",
        "Birch is endorsed with 58.3 % of 96 ballots that still counted in round 3",
        "Two candidates at one rank: this rank is passed over.",
    ],
)
def test_how_we_count_has_the_numbers_of_the_counter(how_we_count, words):
    text = re.sub(r"\s+", " ", strip_tags(how_we_count.replace("<", " <")))

    assert words in text.replace("\u00a0", " ")


def test_how_we_count_has_neither_inline_script_nor_style_nor_an_identity_twice(how_we_count):
    ids = re.findall(r'\sid="([^"]+)"', how_we_count)

    assert not re.findall(r"style=|<style|\son\w+=|<script(?![^>]*\ssrc=)", how_we_count)
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("name", ["home", "how_it_works", "record"])
@pytest.mark.django_db
def test_every_page_leads_to_how_we_count(client, name):
    page = client.get(reverse(f"endorsements:{name}")).content.decode()

    assert f'href="{reverse("endorsements:how_we_count")}"' in page
