"""What the pages and the desk say of a run-off, from the tie to the round that settles it."""

import pytest
from django.urls import reverse

from endorsements import publication, rounds
from endorsements.admin.desk import sentence_of
from endorsements.mailings import letters, planning
from endorsements.models import Round, RoundStatus
from tests.endorsements.test_runoffs import tied_round
from tests.factories.endorsements import RECORD_DATE, fresh, published_round
from tests.factories.members import StaffFactory

pytestmark = pytest.mark.django_db
PREPARED = "The tie goes to a run-off, which is being prepared."


def page(client, voting_round):
    return client.get(reverse("endorsements:round", args=[voting_round.slug]))


@pytest.fixture
def tied():
    voting_round = tied_round(title="Autumn round", slug="autumn")
    publication.publish(voting_round.pk)
    return fresh(voting_round)


@pytest.fixture
def draft(tied):
    return Round.objects.get(status=RoundStatus.DRAFT)


def test_the_result_says_that_a_run_off_is_being_prepared(client, tied, draft):
    shown = page(client, tied).content.decode()
    assert PREPARED in shown
    assert draft.slug not in shown
    assert page(client, draft).status_code == 404


def test_nothing_is_said_where_nothing_is_tied(client):
    shown = page(client, published_round(["ash"])).content.decode()
    assert "run-off" not in shown


def test_nothing_more_is_said_once_staff_deleted_the_draft(client, tied, draft):
    draft.delete()
    assert PREPARED not in page(client, tied).content.decode()


def test_each_links_to_the_other_once_the_run_off_is_announced(client, tied, draft):
    draft.record_date, draft.opens_at, draft.closes_at = RECORD_DATE, *dates_after(tied)
    draft.save()
    for mailing in draft.mailings.all():
        planning.find_good(
            mailing.pk, digest=letters.compose(mailing, draft).digest, by=StaffFactory()
        )
    rounds.schedule(draft.pk, by=StaffFactory())
    assert f'<a href="/rounds/{draft.slug}/">Run-off: Autumn round</a>' in text(client, tied)
    assert 'This is the run-off of <a href="/rounds/autumn/">Autumn round</a>' in text(
        client, draft
    )
    assert "is the run-off of" not in text(client, tied)


def text(client, voting_round):
    return page(client, voting_round).content.decode()


def dates_after(voting_round):
    return voting_round.closes_at, voting_round.closes_at.replace(year=2099)


def test_the_desk_says_what_the_draft_is_for(draft):
    assert sentence_of(draft).endswith("It was prepared to settle the ties of “Autumn round”.")


def test_the_desk_of_another_draft_does_not(draft):
    draft.contests.update(run_off_of=None)
    assert sentence_of(draft).endswith("Nobody but staff knows of this round.")
