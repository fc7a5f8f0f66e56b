"""Sending a ballot as a browser does, and being refused with nothing changed."""

from contextlib import contextmanager

import pytest

from endorsements import casting
from endorsements.models import Envelope, LogEntry, RollEntry
from members.models import OutboxMail
from tests.factories.endorsements import fresh


def send(entry, token=None, *, voting_round=None, **selections):
    """A form as a browser sends it in."""
    return casting.cast(
        voting_round=voting_round or fresh(entry.round),
        entry=entry,
        token=token or casting.issue_token(entry, replaces=casting.recorded_version(entry)),
        selections=selections or {"governor": "ash"},
        mail_to="voter@example.org",
    )


def everything():
    return [list(m.objects.values()) for m in (Envelope, LogEntry, RollEntry, OutboxMail)]


@contextmanager
def refused(kind, sentence):
    before = everything()
    with pytest.raises(kind) as refusal:
        yield
    assert type(refusal.value) is kind
    assert sentence in str(refusal.value)
    assert everything() == before
