"""Casting: what is recorded, and every refusal with its sentence and nothing changed."""

import pytest
from django.db import OperationalError, connection
from django.test.utils import CaptureQueriesContext

from endorsements import casting, envelopes, keys, log
from endorsements.errors import (
    AlreadyRecorded,
    TryAgain,
)
from endorsements.models import Channel, Envelope, KeyName, LogEntry, RollEntry
from endorsements.protocol.digests import receipt_message
from members.models import MemberAddress, OutboxMail
from tests.endorsements.ballot_box import everything, refused, send
from tests.factories.endorsements import (
    cast,
    entries,
    fresh,
    open_round,
)
from tests.tampering import run

pytestmark = pytest.mark.django_db
ENDED = "Voting in this round has ended. This ballot was not recorded."
ON_HOLD = "Voting is on hold at the moment. This ballot was not recorded; please try again later."


@pytest.fixture
def voting_round():
    return open_round(2)


@pytest.fixture
def entry(voting_round):
    return entries(voting_round)[0]


def test_a_ballot_is_recorded_sealed(voting_round, entry):
    receipt = send(entry)

    [envelope] = Envelope.objects.all()
    assert (bytes(envelope.slot), envelope.version) == (bytes(entry.slot), 1)
    outer = envelopes.open_outer(
        keys.opening_key(voting_round.pk, KeyName.MIX), bytes(envelope.sealed)
    )
    assert (outer.round_id, outer.slot, outer.version) == (voting_round.pk, receipt.slot, 1)
    inner = envelopes.open_inner(keys.opening_key(voting_round.pk, KeyName.TALLY), outer.inner)
    assert inner.choices == (("governor", receipt.codes["governor"], "ash"),)
    assert (inner.style, inner.definition_hash) == ("S1", bytes(voting_round.definition_hash))
    assert RollEntry.objects.get(pk=entry.pk).channel == Channel.ONLINE


def test_a_receipt_is_signed_and_stands_in_the_log(voting_round, entry):
    receipt = send(entry)

    [waiting] = LogEntry.objects.pending()
    assert bytes(waiting.signature) == receipt.signature
    message = receipt_message(voting_round.pk.bytes, receipt.slot, 1, receipt.commitment)
    assert envelopes.is_signed(bytes(voting_round.signing_key), message, receipt.signature)


def test_the_public_half_of_the_receipt_is_mailed_and_forgotten(entry):
    receipt = send(entry)

    # To whoever voted, and to the member wherever else they read mail: it may not have been them.
    mail, other = OutboxMail.objects.order_by("-to")
    own = MemberAddress.objects.get(member=entry.member).email
    assert (mail.to, mail.forget, mail.kind) == ("voter@example.org", True, "receipt")
    assert (other.to, other.forget, other.body) == (own, True, mail.body)
    assert mail.subject == "A ballot was recorded for you (version 1)"
    assert receipt.commitment.hex() in mail.body
    assert receipt.inner_hash.hex() not in mail.body
    assert receipt.codes["governor"] not in mail.body
    assert "ash" not in mail.body.lower()


def test_a_ballot_cast_again_replaces_the_earlier_one(entry):
    receipts = [send(entry, governor=choice) for choice in ("ash", "birch", "")]

    assert [one.version for one in receipts] == [1, 2, 3]
    assert casting.recorded_version(entry) == 3
    assert Envelope.objects.count() == 1
    assert LogEntry.objects.pending().count() == 3
    assert len({one.codes["governor"] for one in receipts}) == 3


def test_a_contest_left_out_is_blank(entry):
    assert dict(send(entry, **{"governor": ""}).selections) == {"governor": ""}
    receipt = casting.cast(
        voting_round=fresh(entry.round),
        entry=entry,
        token=casting.issue_token(entry, replaces=1),
        selections={},
        mail_to="voter@example.org",
    )
    assert dict(receipt.selections) == {"governor": ""}


def test_casting_asks_the_database_six_things(voting_round, entry):
    token = casting.issue_token(entry, replaces=0)

    with CaptureQueriesContext(connection) as queries:
        send(entry, token, voting_round=voting_round)

    asked = [one["sql"] for one in queries if "SAVEPOINT" not in one["sql"]]
    # Who withdrew, before and under the lock; the ballot; addresses, and a mail to each of two.
    assert len(asked) == 6, asked


def test_issuing_a_token_changes_nothing(entry):
    before = everything()

    assert casting.issue_token(entry, replaces=0) != casting.issue_token(entry, replaces=0)

    assert everything() == before


def test_a_ballot_box_that_does_not_answer_in_time_is_to_be_tried_again(entry):
    side = connection.Database.connect(**connection.get_connection_params())
    try:
        with side.cursor() as cursor:
            cursor.execute(
                "SELECT pg_advisory_lock(endorsements_round_lock(%s))", [str(entry.round_id)]
            )
        run("SET LOCAL lock_timeout = '50ms'")
        with refused(TryAgain, "it cannot be counted twice"):
            send(entry)
    finally:
        side.close()

    assert send(entry).version == 1


def test_without_the_signing_key_nothing_is_recorded(entry):
    keys.destroy(entry.round_id, KeyName.SIGNING)

    with refused(TryAgain, "Please press the button again"):
        send(entry)


@pytest.mark.django_db(transaction=True)
def test_a_connection_that_broke_is_to_be_tried_again(entry):
    token, voting_round = casting.issue_token(entry, replaces=0), fresh(entry.round)
    side = connection.Database.connect(**connection.get_connection_params())
    side.autocommit = True
    with side.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s)", [connection.connection.info.backend_pid])
    side.close()

    with pytest.raises(TryAgain):
        send(entry, token, voting_round=voting_round)
    connection.connection.close()
    with pytest.raises(TryAgain):
        send(entry, token, voting_round=voting_round)

    connection.close()
    assert send(entry, token, voting_round=voting_round).version == 1


@pytest.mark.django_db(transaction=True)
def test_a_ballot_whose_commit_was_not_answered_is_recorded_once(entry, monkeypatch):
    token, commit = casting.issue_token(entry, replaces=0), connection.commit

    def commit_unheard():
        commit()
        monkeypatch.undo()
        raise OperationalError("server closed the connection unexpectedly")

    monkeypatch.setattr(connection, "commit", commit_unheard)
    with pytest.raises(TryAgain):
        send(entry, token)
    connection.close()
    with pytest.raises(AlreadyRecorded):
        send(entry, token)

    log.flush(entry.round_id)
    assert LogEntry.objects.filter(kind="cast").count() == 1
    assert casting.recorded_version(entry) == 1


def test_casting_rings_no_bell(entry, monkeypatch):
    """With Valkey away ballots are taken all the same: no message is sent for one."""

    def away(*_, **__):
        raise AssertionError("a message was sent")

    monkeypatch.setattr("celery.app.task.Task.apply_async", away)
    monkeypatch.setattr("kombu.connection.Connection.__init__", away)

    assert cast(entry).version == 1
