"""Results of every form and every outcome, as the round's page prints them."""

import re

import pytest
from django.urls import reverse
from django.utils.html import strip_tags

from endorsements.models import LogEntry
from endorsements.tally.vocabulary import FORMS
from tests.endorsements.views.every_result import published_with_every_form
from tests.factories.endorsements import published_round

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def every_form(rows_of_the_module):
    return published_with_every_form()


@pytest.fixture
def page(client, every_form):
    return client.get(reverse("endorsements:round", args=[every_form.slug])).content.decode()


def section(page, key):
    """The words of one contest's result."""
    found = re.search(rf'<section class="section result" id="{key}".*?</section>', page, re.S)
    return re.sub(r"\s+", " ", strip_tags(found[0].replace("<", " <"))).replace("\u00a0", " ")


def test_every_form_opens_with_its_sentence(every_form, page):
    for contest in every_form.contests.all():
        assert section(page, contest.key).startswith(f" {contest.office} ", 0)
        assert contest.result.numbers["sentence"] in section(page, contest.key)


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ("single_choice", "Ash 7 63.6 %"),
        ("question", "No position 1 9.1 %"),
        ("approval", "Cedar has withdrawn: marks for them count as not made."),
        ("per_candidate", "Share of Yes"),
        ("score", "How many ballots gave how many points"),
        ("star", "Then the final between the two best"),
        ("irv", "Where the ballots went, round by round"),
        ("stv", "how that changed; the quota is 4"),
        ("whether_whom", "First question: whether to endorse anybody"),
    ],
)
def test_every_form_has_its_pictures_with_the_numbers(page, form, words):
    assert words in section(page, form)


@pytest.mark.parametrize("form", FORMS)
def test_every_form_leads_to_its_rule_its_codes_and_how_we_count(every_form, page, form):
    contest = every_form.contests.get(key=form)
    told = section(page, form)

    assert contest.result.numbers["rule"] in told
    assert "12 of 14 members who may vote here cast a ballot (85.7 %)" in told
    assert reverse("endorsements:codes", args=[every_form.slug, form]) in page
    assert f'href="{reverse("endorsements:how_we_count")}"' in page


def test_ranked_forms_tell_each_round_the_reading_and_the_draw(every_form, page):
    head = bytes(LogEntry.objects.get(round=every_form, kind="close").head).hex()
    numbers = every_form.contests.get(key="irv").result.numbers
    told = section(page, "irv")

    assert all(one["sentence"] in told for one in numbers["rounds"])
    assert "A rank left empty is passed over. 0 ballots" in told
    assert "It settled a tie in round" in told
    assert head in told


def test_forms_in_which_nothing_is_drawn_do_not_speak_of_it(page):
    assert "The public draw" not in section(page, "single_choice")


def test_several_winners_are_listed_in_order(page):
    assert re.search(r"✓ Ash ✓ \w+", section(page, "stv"))


def test_there_is_neither_inline_script_nor_style(page):
    assert not re.findall(r"style=|<style|\son\w+=|<script(?![^>]*\ssrc=)", page)


def test_no_identity_stands_twice_on_the_page(page):
    ids = re.findall(r'\sid="([^"]+)"', page)

    assert len(ids) == len(set(ids))


@pytest.mark.parametrize(
    ("selections", "sentence"),
    [
        (["ash", "ash", "ash", "birch"], "Ash is endorsed with 75 % of 4 ballots"),
        (["ash", "birch"], "No endorsement: Birch and Ash have 50 % each of 2 ballots"),
        (["no-endorsement", "ash", "no-endorsement"], "“No endorsement” won with 66.7 %"),
        (["", ""], "No endorsement: no candidate has a vote."),
    ],
)
def test_each_outcome_of_a_single_choice_is_told(client, selections, sentence):
    voting_round = published_round(selections)
    page = client.get(reverse("endorsements:round", args=[voting_round.slug])).content.decode()

    alternatives = {sentence, sentence.replace("Birch and Ash", "Ash and Birch")}
    assert any(one in section(page, "governor") for one in alternatives)


def test_of_a_small_contest_only_the_outcome_is_told_and_why(client):
    voting_round = published_round(["ash", "ash"], counts_minimum=3, records_minimum=5)
    page = client.get(reverse("endorsements:round", args=[voting_round.slug])).content.decode()
    told = section(page, "governor")

    assert "Ash is endorsed." in told
    assert "No numbers are published: only 2 ballots were cast" in told
    assert "threshold-bar" not in page
    assert "Find my check code" not in page


def test_a_contest_without_codes_says_why(client):
    voting_round = published_round(["ash", "ash", "birch"], counts_minimum=3, records_minimum=5)
    page = client.get(reverse("endorsements:round", args=[voting_round.slug])).content.decode()

    assert "No single ballots and no check codes are published" in section(page, "governor")
    assert "threshold-bar" in page


def test_a_result_page_asks_few_queries(client, every_form, django_assert_max_num_queries):
    address = reverse("endorsements:round", args=[every_form.slug])
    with django_assert_max_num_queries(25):
        client.get(address)


def test_lists_name_everybody_who_is_endorsed(client, every_form):
    page = client.get(reverse("endorsements:endorsements")).content.decode().replace("\u00a0", " ")
    listed = re.sub(r"\s+", " ", strip_tags(page))

    assert "Position: Yes" in listed
    assert re.search(r"elected in round \d with [\d.]+ votes; the quota was 4", listed)
    assert listed.count("Endorsed together with") >= 4
    assert "Endorsed together with Birch" in listed


def test_home_tells_what_was_decided_lately(client, every_form):
    page = client.get(reverse("endorsements:home")).content.decode().replace("\u00a0", " ")

    for contest in every_form.contests.all():
        assert f"#{contest.key}" in page
        assert contest.result.numbers["sentence"] in page.replace("&#x27;", "'")
