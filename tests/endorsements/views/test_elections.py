"""The page of an election, and the list of them."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from endorsements.models import Contest, LaterState
from tests.factories.endorsements import (
    BallotQuestionFactory,
    ElectionFactory,
    PastEndorsementFactory,
    contest_of,
    draft_round,
    open_round,
    published_round,
)
from tests.tampering import guards_off

pytestmark = pytest.mark.django_db
TODAY = date.today()


def at(election, voting_round, **fields):
    with guards_off():
        voting_round.contests.update(at_election=election, election=str(election), **fields)


def page_of(client, election):
    return client.get(election.get_absolute_url()).content.decode()


def test_an_election_shows_whom_members_endorsed_and_who_was_carried_forward(client):
    primary = ElectionFactory(name="Primary", day=TODAY - timedelta(days=9))
    general = ElectionFactory(name="General", kind="general", day=TODAY, follows=primary)
    decided, running = published_round(["ash"] * 3), open_round(1)
    at(primary, decided)
    at(general, running)
    LaterState.objects.create(
        contest=decided.contests.get(), winner="ash", state="carried", on=TODAY, reason="A vote."
    )
    past = PastEndorsementFactory(at_election=primary, candidate="Don Berwick")

    page = page_of(client, primary)
    assert page.count("Ash</a></h3>") == 1
    assert past.candidate in page
    assert "3 of 3 ballots" in page
    assert general.get_absolute_url() in page
    page = page_of(client, general)
    assert "Endorsed for the primary, and carried forward" in page
    assert page.count("Ash</a></h3>") == 1
    assert reverse("endorsements:round", args=[running.slug]) in page
    endorsements = client.get(reverse("endorsements:endorsements")).content.decode()
    assert f'<a href="{primary.get_absolute_url()}">Primary, ' in endorsements
    listed = client.get(reverse("endorsements:elections")).content.decode()
    assert listed.index("To come") < listed.index("General") < listed.index("Past")


def test_ballots_say_what_they_said_when_the_day_has_moved(client):
    election, voting_round = ElectionFactory(name="Primary"), open_round(1)
    at(election, voting_round)
    before = str(election)
    assert "Its ballots say" not in page_of(client, election)
    election.day += timedelta(days=7)
    election.save()

    assert f"Its ballots say: {before}" in page_of(client, election)
    page = client.get(reverse("endorsements:round", args=[voting_round.slug])).content.decode()
    assert election.get_absolute_url() in page


def test_drafts_and_rehearsals_are_not_shown_and_text_is_escaped(client):
    asked = BallotQuestionFactory(text="<script>alert(1)</script>", arguments_for="Fair.")
    contest = contest_of(
        "question", round=draft_round(1), for_question=asked, at_election=asked.election
    )
    assert "decided nothing" in page_of(client, asked.election)
    with guards_off():
        Contest.objects.filter(pk=contest.pk).update(round=open_round(1, rehearsal=True))
    assert "decided nothing" in page_of(client, asked.election)
    with guards_off():
        Contest.objects.filter(pk=contest.pk).update(round=open_round(1))

    page = page_of(client, asked.election)
    assert "&lt;script&gt;alert(1)" in page
    assert "<p>Fair.</p>" in page


def test_the_page_asks_no_more_for_more_rows(client, django_assert_max_num_queries):
    election = ElectionFactory()
    at(election, published_round(["ash"] * 3))
    PastEndorsementFactory(at_election=election)
    client.get(election.get_absolute_url())
    with django_assert_max_num_queries(20) as one:
        client.get(election.get_absolute_url())
    for _ in range(2):
        at(election, published_round(["ash"] * 3))
        PastEndorsementFactory(at_election=election)
    with django_assert_max_num_queries(len(one)):
        client.get(election.get_absolute_url())
