"""The log grows and is never changed; checkpoints likewise; what is known of keys."""

import pytest
from django.db import IntegrityError, InternalError
from django.utils import timezone

from endorsements import log
from endorsements.models import Checkpoint, KeyEvent, KeyEventKind, KeyName, LogEntry
from tests.factories.endorsements import cast, entries, open_round, scheduled_round

pytestmark = pytest.mark.django_db
APPEND_ONLY = "the log of a round is append-only"
CAST = {"kind": "cast", "payload": {"commitment": "00"}, "signature": b"s" * 64}


def add(voting_round, **fields):
    return LogEntry.objects.create(round=voting_round, **({"payload": {}} | fields))


def test_a_number_stands_once_in_a_log():
    voting_round = open_round(1)

    with pytest.raises(IntegrityError, match="log_number_once_in_a_round"):
        add(voting_round, kind="close", seq=0, head=b"h" * 32)


def test_an_entry_is_of_a_known_kind():
    with pytest.raises(IntegrityError, match="log_entry_kind_is_known"):
        add(open_round(1), kind="gossip", seq=1, head=b"h" * 32)


@pytest.mark.parametrize("place", [{"seq": 1}, {"head": b"h" * 32}])
def test_an_entry_has_number_and_head_or_neither(place):
    with pytest.raises(IntegrityError, match="log_entry_with_number_has_head"):
        add(open_round(1), **CAST, **place)


def test_only_a_ballot_waits_for_its_number():
    with pytest.raises(IntegrityError, match="log_entry_waits_only_if_a_ballot"):
        add(open_round(1), kind="close")


def test_a_ballots_entry_is_signed():
    with pytest.raises(IntegrityError, match="log_entry_of_a_ballot_is_signed"):
        add(open_round(1), **CAST | {"signature": None})


@pytest.mark.parametrize(
    "change", [{"payload": {"round": "another"}}, {"seq": 5}, {"head": b"h" * 32}]
)
def test_an_entry_with_a_number_is_never_changed(change):
    open_round(1)

    with pytest.raises(InternalError, match=APPEND_ONLY):
        LogEntry.objects.update(**change)


@pytest.mark.parametrize(
    "change", [{"payload": {}}, {"signature": b"t" * 64}, {"kind": "close", "seq": 1}]
)
def test_of_a_waiting_ballot_nothing_changes_but_its_place(change):
    voting_round = open_round(1)
    cast(entries(voting_round)[0])

    with pytest.raises(InternalError, match=APPEND_ONLY):
        LogEntry.objects.pending().update(**change)


def test_a_waiting_ballot_gets_its_place():
    voting_round = open_round(1)
    cast(entries(voting_round)[0])

    log.flush(voting_round.pk)

    assert [entry.seq for entry in LogEntry.objects.in_order()] == [0, 1]
    assert not LogEntry.objects.pending().exists()


@pytest.mark.parametrize("is_pending", [True, False])
def test_no_entry_is_ever_deleted(is_pending):
    voting_round = open_round(1)
    cast(entries(voting_round)[0])

    with pytest.raises(InternalError, match=APPEND_ONLY):
        LogEntry.objects.filter(seq__isnull=is_pending).delete()


def test_a_rehearsals_log_may_go_but_not_change():
    open_round(1, rehearsal=True)
    LogEntry.objects.all().delete()
    Checkpoint.objects.all().delete()
    open_round(1, rehearsal=True)

    with pytest.raises(InternalError, match=APPEND_ONLY):
        LogEntry.objects.update(payload={})


def test_a_checkpoint_stands_once_for_an_entry():
    voting_round = open_round(1)

    with pytest.raises(IntegrityError, match="checkpoint_once_for_an_entry"):
        Checkpoint.objects.create(
            round=voting_round, seq=0, head=b"h", slots=0, at=timezone.now(), signature=b"s"
        )


@pytest.mark.parametrize(
    "change", [Checkpoint.objects.all().delete, lambda: Checkpoint.objects.update(slots=9)]
)
def test_a_checkpoint_is_kept_as_it_was_signed(change):
    open_round(1)

    with pytest.raises(InternalError, match="these rows are append-only"):
        change()


def test_a_key_is_made_once():
    voting_round = scheduled_round(1)
    made = KeyEvent.objects.get(key=KeyName.MIX, event=KeyEventKind.MADE)

    with pytest.raises(IntegrityError, match="key_event_once_for_a_key"):
        KeyEvent.objects.create(
            round=voting_round, key="mix", public=made.public, event="made", at=timezone.now()
        )


def test_entries_are_called_by_place_and_kind():
    assert str(LogEntry(seq=3, kind="close")) == "log entry 3 (close)"
    assert str(Checkpoint(seq=3)) == "checkpoint at entry 3"
    assert str(KeyEvent(key=KeyName.MIX, event=KeyEventKind.MADE)) == "mix key made"
