"""The past as facts: every line names its source, and the lines that were asked for are there."""

from urllib.parse import urlsplit

import pytest

from endorsements.demo import past
from endorsements.models import PastEndorsement
from endorsements.models.past import PastOutcome
from scorecard.demo import facts as scorecard_facts
from tests.factories.scorecard import LegislatorNumberFactory

NAMED_BY_THE_ORGANISATION = {
    "Elizabeth Warren",
    "Jason Lewis",
    "Linda Dorcena Forry",
    "Jay Livingstone",
    "Mary Keefe",
    "Don Berwick",
}


@pytest.fixture(scope="module")
def facts():
    return past.facts()


def test_every_fact_has_a_year_an_office_an_outcome_and_a_source(facts):
    for fact in facts:
        assert 2011 < fact.year < 2024
        assert fact.election
        assert fact.office
        assert fact.candidate
        assert fact.outcome in PastOutcome
        assert urlsplit(fact.source).hostname.endswith(
            ("progressivemass.com", "progressivemass.nationbuilder.com", "bluemassgroup.com")
        )


def test_whom_the_organisation_names_itself_is_there(facts):
    assert {fact.candidate for fact in facts} >= NAMED_BY_THE_ORGANISATION


@pytest.mark.parametrize(
    ("year", "candidate", "share", "later"),
    [
        (2012, "Tim Coco", "", "lost the primary"),
        (2013, "Ed Markey", "", "won"),
        (2014, "Don Berwick", "over 70 %", ""),
        (2014, "Jason Lewis", "", ""),
        (2022, "Sonia Chang-Díaz", "78 %", "withdrew"),
        (2022, "Quentin Palfrey", "62 %", ""),
    ],
)
def test_share_and_later_fate_are_as_published_or_empty(facts, year, candidate, share, later):
    [fact] = [fact for fact in facts if (fact.year, fact.candidate) == (year, candidate)]

    assert (fact.share, fact.later) == (share, later)


@pytest.mark.django_db
def test_facts_pass_the_rules_of_the_model(facts):
    for fact in facts:
        fact.full_clean()


@pytest.mark.django_db
def test_loading_again_leaves_alone_what_staff_have_changed(facts):
    past.load()
    PastEndorsement.objects.filter(candidate="Tim Coco").delete()
    PastEndorsement.objects.filter(candidate="Ed Markey").update(later="rescinded by a round")

    past.load()

    assert PastEndorsement.objects.count() == len(facts) - 1
    assert PastEndorsement.objects.filter(later="rescinded by a round").count() == 2


def test_whom_the_scorecard_knows_stands_there_by_number(facts):
    numbers = {row["id"] for row in scorecard_facts.table("seats.txt")}
    for year in scorecard_facts.YEARS:
        for name, rows in scorecard_facts.sheets(year).items():
            numbers |= {row[0] for row in rows if name.endswith("_Votes")}
    numbers.discard("")
    linked = past.facts({number: place for place, number in enumerate(sorted(numbers))})

    known = [fact.candidate for fact in linked if fact.legislator_id is not None]
    assert len(known) == 17
    assert set(known) >= {"Mary Keefe", "Jamie Eldridge", "Andy Vargas"}
    assert "Tim Coco" not in known
    assert all(fact.legislator_id is None for fact in facts)


@pytest.mark.django_db
def test_loading_links_whom_the_scorecard_knows():
    whose = LegislatorNumberFactory(number="ocd-person/c8936e7c-f0f5-4dc4-b9e9-774e38638787")
    past.load()

    [linked] = PastEndorsement.objects.filter(legislator__isnull=False)
    assert (linked.candidate, linked.legislator) == ("Jim Hawkins", whose.legislator)
