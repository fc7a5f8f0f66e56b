"""Closing an account in two places at once."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from members import closing
from members.errors import CannotBeClosed
from members.models import AuditEvent, Departure, OutboxMail
from tests.members.people import ada

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_presses_close_once():
    _, user = ada()
    ready = threading.Barrier(2, timeout=10)

    def press(_):
        ready.wait()
        try:
            closing.close(user.pk, told=(), by=user)
        except CannotBeClosed as refusal:
            return str(refusal)
        finally:
            connection.close()
        return "closed"

    with ThreadPoolExecutor(2) as pool:
        outcomes = sorted(pool.map(press, range(2)))

    assert outcomes == ["An account is closed by its owner, and once.", "closed"]
    assert Departure.objects.count() == 1
    assert AuditEvent.objects.count() == 1
    assert OutboxMail.objects.count() == 1
