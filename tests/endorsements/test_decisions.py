"""Endorsements of people in the legislature, and what their pages say of them."""

from datetime import UTC, date, datetime

import pytest

from endorsements import decisions
from endorsements.before_and_since import Span
from endorsements.models import Candidate, Round
from endorsements.tally.vocabulary import NO_ENDORSEMENT
from scorecard.endorsed import endorsed
from tests.factories.endorsements import PastEndorsementFactory, published_round
from tests.factories.scorecard import LegislatorFactory, ServiceFactory

pytestmark = pytest.mark.django_db
WON = ["ash", "ash", "ash"]


@pytest.fixture
def ada():
    return LegislatorFactory(slug="ada")


def link(legislator, key="ash"):
    Candidate.objects.filter(key=key).update(legislator=legislator)


def test_the_winner_of_a_round_is_endorsed_with_share_and_count(ada):
    voting_round = published_round(WON)
    link(ada)
    link(LegislatorFactory(), "birch")

    [one] = decisions.decisions()
    assert (one.legislator, one.share, one.base[:14]) == (
        ada,
        "100\N{NO-BREAK SPACE}%",
        "3 of 3 ballots",
    )
    assert one.address == f"/rounds/{voting_round.slug}/#governor"
    assert (one.is_ours, one.is_demo, one.office) == (True, False, "Governor")
    assert endorsed() == {ada.pk}


@pytest.mark.parametrize("kind", ["rehearsal", "nobody won", "unpublished", "not linked"])
def test_others_are_not(ada, kind):
    choices = [NO_ENDORSEMENT] * 3 if kind == "nobody won" else WON
    published_round(choices, rehearsal=kind == "rehearsal")
    if kind != "not linked":
        link(ada)
    if kind == "unpublished":
        Round.objects.update(status="counted")
    assert decisions.decisions() == []
    assert endorsed() == frozenset()
    assert decisions.panel(ada) is None


def test_a_past_endorsement_is_one_and_a_recommendation_is_called_so(ada):
    ben = LegislatorFactory()
    PastEndorsementFactory(legislator=ada, year=2014, share="over 70 %")
    PastEndorsementFactory(legislator=ben, year=2016, outcome="recommended")
    PastEndorsementFactory()

    found = decisions.decisions()
    assert [one.when for one in found] == ["Recommended in 2016", "Endorsed in 2014"]
    assert found[1].address == "https://example.org/source"
    assert endorsed() == {ada.pk}
    assert [one.legislator for one in decisions.decisions([ada.pk])] == [ada]


def test_a_day_is_better_than_a_year():
    past = PastEndorsementFactory.build(year=2014, decided_on=date(2014, 5, 2))
    assert decisions.span_of_past(past) == Span.of_day(date(2014, 5, 2))
    assert decisions.span_of_past(PastEndorsementFactory.build()) == Span.of_year(2014)


@pytest.mark.parametrize(
    ("closed", "told", "span"),
    [
        ((6, 1), (6, 3), Span(date(2026, 6, 1), date(2026, 6, 3))),
        ((6, 9), (6, 3), Span.of_day(date(2026, 6, 3))),
        ((6, 1), None, Span.of_day(date(2026, 6, 1))),
    ],
)
def test_a_round_endorses_between_its_close_and_its_publication(closed, told, span):
    def moment(day):
        return datetime(2026, *day, 16, tzinfo=UTC) if day else None

    one = Round(closes_at=moment(closed), published_at=moment(told))
    assert decisions.span_of_round(one) == span


def test_a_legislators_page_lists_them_and_leads_to_the_record_since(ada, client):
    published_round(WON, is_demo=True)
    link(ada)
    PastEndorsementFactory(legislator=ada, year=2014, share="over 70 %")
    ServiceFactory(legislator=ada)

    page = client.get(ada.get_absolute_url()).content.decode()
    assert "Endorsed in 2014: over 70 %." in page
    assert "100\N{NO-BREAK SPACE}%, 3 of 3 ballots" in page
    assert "Invented for the demonstration." in page
    assert "/endorsements/since/ada/" in page


@pytest.mark.parametrize("number", [1, 3])
def test_a_panel_takes_three_queries(ada, number, django_assert_num_queries):
    for year in range(number):
        PastEndorsementFactory(legislator=ada, year=2014 + year)
    published_round(WON)
    link(ada)
    with django_assert_num_queries(3):
        assert len(decisions.panel(ada).rows) == number + 2
    with django_assert_num_queries(1):
        assert endorsed() == {ada.pk}
