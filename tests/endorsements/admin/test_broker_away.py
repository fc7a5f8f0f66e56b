"""With Valkey away a button does its work; the beat finds what is due later."""

import pytest
from kombu import pools

from config.celery import app
from endorsements.models import RoundStatus
from members import proposals
from members.models import Proposal
from tests.endorsements.admin.staging import button
from tests.factories.endorsements import fresh, open_round
from tests.factories.members import StaffFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def broker_away(monkeypatch):
    def forget_connections():
        pools.reset()
        app._pool = app.amqp._producer_pool = None

    monkeypatch.setitem(app.conf, "broker_write_url", "redis+socket:///nowhere/valkey.sock")
    forget_connections()
    yield
    forget_connections()


def test_a_button_works_without_valkey(
    staff, broker_away, caplog, django_capture_on_commit_callbacks
):
    voting_round = open_round(3)
    staff.post(button(voting_round, "close"), {"reason": "Storm."})
    with django_capture_on_commit_callbacks(execute=True):
        proposals.confirm(Proposal.objects.get().pk, by=StaffFactory())

    assert fresh(voting_round).status == RoundStatus.CLOSED
    assert caplog.text.count("broker is away") == 2
