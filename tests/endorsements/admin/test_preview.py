"""Staff read the ballot before anybody votes."""

import re

import pytest
from django.urls import reverse

from endorsements import rounds
from endorsements.models import Candidate
from endorsements.tally.vocabulary import FORMS
from tests.endorsements.admin.staging import page_of
from tests.factories.endorsements import RoundFactory, contest_of, draft_round, open_round
from tests.factories.members import StaffFactory

pytestmark = pytest.mark.django_db


def preview_of(client, voting_round):
    address = reverse("admin:endorsements_round_preview", args=[voting_round.pk])
    return client.get(address).content.decode()


def test_a_draft_is_shown_as_voters_would_see_it(staff):
    voting_round = draft_round(3)
    Candidate.objects.filter(key="ash").update(description="Teacher & nurse")
    page = preview_of(staff, voting_round)

    assert "A candidate is endorsed with at least 60 % (3/5)" in page
    assert "Teacher &amp; nurse" in page
    names = re.findall(r'class="candidate-name">([^<]+)', page)
    assert names == ["Ash", "Birch", "No endorsement"]
    assert "drawn by lot when the round is scheduled" in page
    assert "<form" not in page.split('class="ballot"')[1].split("</main>")[0]


def test_a_withdrawn_candidate_is_marked(staff):
    voting_round = open_round(3)
    rounds.withdraw_candidate(
        Candidate.objects.get(key="ash").pk, by=StaffFactory(), proposed_by=StaffFactory()
    )
    page = preview_of(staff, voting_round)

    assert page.count("Withdrew:") == 1
    assert "was drawn by lot" in page


def test_a_round_without_a_contest_says_so(staff):
    assert "There is no contest yet." in preview_of(staff, RoundFactory())


@pytest.mark.parametrize("form", FORMS)
def test_a_contest_that_nobody_runs_in_yet_can_be_looked_at(staff, form):
    contest = contest_of(form, candidates=[], office="Somewhere")

    assert "Somewhere" in preview_of(staff, contest.round)
    assert "The rule as it is printed" in page_of(staff, contest.round)
