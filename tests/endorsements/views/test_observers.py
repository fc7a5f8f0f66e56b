"""The observers' pages: read by whom staff have named, and by nobody else."""

import pytest
from django.urls import reverse

from endorsements.models import Checkpoint, Observer
from tests.factories.endorsements import cast_all, close, entries, open_round
from tests.factories.members import EmailAddressFactory, StaffFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def olga(client):
    user = UserFactory(email="olga@example.org")
    EmailAddressFactory(user=user)
    Observer.objects.create(name="Olga", email="olga@example.org")
    client.force_login(user)
    return client


def page_of(voting_round):
    return reverse("endorsements:observe_round", args=[voting_round.slug])


def test_an_observer_reads_log_checkpoints_and_turnout(olga):
    voting_round = open_round(3, title="Spring")
    cast_all(voting_round, ["ash", "birch"])
    close(voting_round)
    page = olga.get(page_of(voting_round)).content.decode()

    assert "early: The test is over." in page
    assert "2 of 3 members on the roll have voted" in page
    for checkpoint in Checkpoint.objects.all():
        assert bytes(checkpoint.head).hex() in page
    for entry in entries(voting_round):
        assert entry.member.name not in page
    assert "Spring" in olga.get(reverse("endorsements:observe")).content.decode()
    assert olga.get("/admin/").status_code == 403


def test_rehearsals_are_not_observed(olga):
    voting_round = open_round(1, rehearsal=True)

    assert olga.get(page_of(voting_round)).status_code == 404


def test_nobody_else_reads_it_but_staff(client):
    address = page_of(open_round(1))
    assert client.get(address).status_code == 302
    client.force_login(UserFactory())
    assert client.get(address).status_code == 403
    client.force_login(StaffFactory())
    assert client.get(address).status_code == 200
    assert client.post(address).status_code == 405
