"""With the database away nobody sees a bare error, and no marks are lost."""

import pytest
from django.db import OperationalError, connection
from django.urls import reverse

from tests.endorsements.views.test_voting import address, marks
from tests.endorsements.views.voters import log_in, user_of
from tests.factories.endorsements import entries, open_round

pytestmark = pytest.mark.django_db


def is_away(execute, sql, params, many, context):
    raise OperationalError("the database is away")


@pytest.fixture
def quiet(client):
    client.raise_request_exception = False
    return client


def test_a_page_says_that_the_database_is_away(quiet):
    with connection.execute_wrapper(is_away):
        answer = quiet.get(reverse("endorsements:home"))
    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "30"
    assert "We cannot reach our records just now" in answer.content.decode()


def test_a_fault_of_ours_is_a_page_too(quiet, monkeypatch):
    def fails(*args):
        raise RuntimeError("a fault")

    monkeypatch.setattr("endorsements.views.public.endorsed.here", fails)
    answer = quiet.get(reverse("endorsements:home"))
    assert answer.status_code == 500
    assert "a fault" not in answer.content.decode()


def test_a_ballot_sent_while_the_database_is_away_can_be_sent_again(quiet):
    voting_round = open_round(3)
    log_in(quiet, user_of(entries(voting_round)[0]))
    sent = marks(quiet.get(address("ballot", voting_round)), governor="birch")
    with connection.execute_wrapper(is_away):
        answer = quiet.post(address("cast", voting_round), sent)

    assert answer.status_code == 503
    mark = sent["contest-governor"]
    assert f'name="contest-governor" value="{mark}"' in answer.content.decode()
    again = quiet.post(address("cast", voting_round), sent)
    assert "Your ballot is recorded" in again.content.decode()
