"""Copies handed to a mail server: a real one on loopback, one that refuses, one that is away."""

import os
import signal
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest
from anymail.exceptions import AnymailRecipientsRefused
from django.core.mail.backends.locmem import EmailBackend as LocMem
from django.core.mail.backends.smtp import EmailBackend
from django.db import connections
from django.utils import timezone

from config.embedded.processes import wait_until
from endorsements import rounds
from endorsements.mailings import pace, sending
from endorsements.models import Delivery, DeliveryState, MailingState
from members.models import MemberAddress
from tests.factories.endorsements import (
    DeliveryFactory,
    MailingFactory,
    cast,
    close,
    entries,
    fresh,
    held_as_it_is,
    open_round,
)
from tests.factories.members import StaffFactory

pytestmark = pytest.mark.django_db
S = DeliveryState


def being_sent(number=3, kind="opens", **fields):
    """A mail of an open round, its copies queued."""
    voting_round = open_round(number)
    mailing = MailingFactory(round=voting_round, kind=kind, state=MailingState.SENDING, **fields)
    for entry in entries(voting_round):
        DeliveryFactory(mailing=mailing, member=entry.member)
    return mailing


def addresses() -> set[str]:
    return set(MemberAddress.objects.values_list("email", flat=True))


def hand_over() -> int:
    return sending.hand_over(timezone.now())


def due_now() -> None:
    Delivery.objects.queued().update(due_at=timezone.now())


def states() -> dict[str, int]:
    return Delivery.objects.all().per_state()


def test_every_copy_reaches_its_reader_over_one_connection(sink):
    mailing = being_sent()

    assert [hand_over(), hand_over()] == [3, 0]

    assert sink.taken == dict.fromkeys(addresses(), 1)
    assert sink.connections == 1
    assert states() == {S.SENT: 3}
    mailing.refresh_from_db()
    assert (mailing.state, mailing.ended_at is not None) == (MailingState.SENT, True)


def test_what_goes_over_the_wire_has_two_parts_and_one_press_to_stop(sink):
    being_sent(1)

    hand_over()

    [raw] = sink.texts
    message = message_from_bytes(raw, _class=EmailMessage, policy=policy.default)
    assert message.get_content_type() == "multipart/alternative"
    assert [part.get_content_type() for part in message.iter_parts()] == ["text/plain", "text/html"]
    assert message["List-Unsubscribe"].strip().startswith("<http")
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert message["Auto-Submitted"] == "auto-generated"


def test_connections_are_used_for_a_number_of_copies(sink, monkeypatch):
    monkeypatch.setattr(sending, "COPIES_AT_ONCE", 2)
    being_sent(5)

    assert hand_over() == 5

    assert sink.connections == 3


def test_a_dead_worker_loses_nothing_and_doubles_one_copy_at_most(sink, monkeypatch):
    being_sent(5)
    real, sent = EmailBackend.send_messages, []

    def die_at_the_third(self, messages):
        real(self, messages)
        sent.append(1)
        if len(sent) == 3:  # taken by the server, not yet written
            raise SystemExit

    monkeypatch.setattr(EmailBackend, "send_messages", die_at_the_third)
    with pytest.raises(SystemExit):
        hand_over()
    assert states() == {S.SENT: 2, S.QUEUED: 3}

    assert hand_over() == 3

    assert set(sink.taken) == addresses()
    assert sorted(sink.taken.values()) == [1, 1, 1, 1, 2]


@pytest.mark.django_db(transaction=True)
def test_a_worker_that_is_killed_is_resumed_by_another(sink):
    """Really killed, in a process of its own, in the middle of its work."""
    being_sent(6)
    reading, writing = os.pipe()
    connections.close_all()
    if (child := os.fork()) == 0:
        real = EmailBackend.send_messages

        def tell_and_wait(self, messages):
            taken = real(self, messages)
            os.write(writing, b".")
            return taken

        EmailBackend.send_messages = tell_and_wait
        hand_over()
        os._exit(0)
    for _ in range(2):
        os.read(reading, 1)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)

    # The lock of the dead goes with its connection, which the server notices in its own time.
    wait_until(lambda: hand_over() or not Delivery.objects.queued().exists(), seconds=30)

    assert set(sink.taken) == addresses()
    assert sum(sink.taken.values()) <= 7
    assert states() == {S.SENT: 6}


def test_an_hour_without_mail_server_costs_no_copy_anything(no_mail_server, settings, request):
    being_sent()

    assert [hand_over() for _ in range(20)] == [0] * 20

    assert states() == {S.QUEUED: 3}
    assert set(Delivery.objects.values_list("attempts", flat=True)) == {0}
    sink = request.getfixturevalue("sink")
    assert hand_over() == 3
    assert sink.taken == dict.fromkeys(addresses(), 1)


def test_a_reader_whom_the_server_does_not_know_is_noted_and_the_rest_go_out(sink):
    being_sent()
    gone, *_ = sorted(addresses())
    sink.refusals[gone] = "550 no such user"

    assert hand_over() == 2

    assert states() == {S.SENT: 2, S.BOUNCED: 1}
    bounced = Delivery.objects.get(state=S.BOUNCED)
    assert (bounced.to, bounced.last_error) == (gone, "SMTPRecipientsRefused")


def test_a_reader_whose_mailbox_is_full_is_tried_again_later(sink):
    being_sent(1)
    [address] = addresses()
    sink.refusals[address] = "452 try again"

    assert [hand_over(), hand_over()] == [0, 0]

    delivery = Delivery.objects.get()
    assert (delivery.state, delivery.attempts) == (S.QUEUED, 1)
    sink.refusals.clear()
    due_now()
    assert hand_over() == 1


def test_in_the_end_a_copy_is_given_up(sink):
    mailing = being_sent(1)
    [address] = addresses()
    sink.refusals[address] = "452 try again"
    Delivery.objects.update(attempts=sending.MOST_ATTEMPTS - 1)

    hand_over()

    assert states() == {S.FAILED: 1}
    mailing.refresh_from_db()
    assert mailing.state == MailingState.SENT


def test_a_server_that_takes_nothing_is_left_alone(sink):
    being_sent(8)
    sink.refusals.update(dict.fromkeys(addresses(), "451 busy"))

    hand_over()

    assert Delivery.objects.filter(attempts=1).count() == sending.FAILURES_BEFORE_PAUSE
    assert Delivery.objects.filter(attempts=0).count() == 3


def test_who_votes_between_queuing_and_sending_is_not_reminded_and_leaves_no_row(sink):
    mailing = being_sent(kind="reminder")
    voted = entries(mailing.round)[0]
    cast(voted)

    assert hand_over() == 2

    assert not Delivery.objects.filter(member=voted.member_id).exists()


def test_who_votes_while_the_batch_is_under_way_is_not_reminded_either(sink, monkeypatch):
    mailing = being_sent(1, kind="closing")
    entry = entries(mailing.round)[0]
    real = sending._connect

    def vote_first():
        cast(entry)
        return real()

    monkeypatch.setattr(sending, "_connect", vote_first)

    assert hand_over() == 0
    assert not Delivery.objects.exists()


def test_who_cannot_be_reached_is_noted(sink):
    being_sent(1)
    MemberAddress.objects.all().delete()

    assert hand_over() == 0

    assert states() == {S.UNREACHABLE: 1}
    assert sink.connections == 0


def test_no_more_go_out_than_the_pace_allows(sink, settings):
    settings.MAILS_PER_MINUTE = 24  # two a run
    being_sent(30)

    taken = [hand_over() for _ in range(13)]

    assert taken == [*[2] * 12, 0]


def test_while_somebody_else_hands_over_nothing_is_done(sink, monkeypatch):
    being_sent(1)
    monkeypatch.setattr(pace, "alone", lambda: _Taken())

    assert hand_over() == 0


class _Taken:
    def __enter__(self):
        return False

    def __exit__(self, *args):
        return None


def test_a_held_round_waits_and_goes_on(sink):
    mailing = being_sent(1)
    held_as_it_is(mailing.round)

    assert hand_over() == 0

    assert states() == {S.QUEUED: 1}


def test_what_is_left_at_the_close_is_dropped(sink):
    mailing = being_sent(2)
    close(mailing.round)

    assert hand_over() == 0

    mailing.refresh_from_db()
    assert mailing.state == MailingState.DROPPED
    assert not Delivery.objects.exists()


def test_of_an_annulled_round_nothing_more_is_sent(sink):
    mailing = being_sent(1, kind="result")
    rounds.annul(mailing.round_id, reason="Wrong.", by=StaffFactory(), proposed_by=StaffFactory())

    assert hand_over() == 0

    mailing.refresh_from_db()
    assert (mailing.state, fresh(mailing.round).status) == (MailingState.DROPPED, "annulled")


def test_a_mail_service_that_refuses_the_reader_for_good_counts_as_a_bounce(monkeypatch):
    being_sent(1)

    def refuse(self, messages):
        raise AnymailRecipientsRefused("invalid")

    monkeypatch.setattr(LocMem, "send_messages", refuse)
    hand_over()

    assert states() == {S.BOUNCED: 1}


def test_an_address_that_no_header_can_hold_is_given_up_at_once(monkeypatch):
    being_sent(1)

    def refuse(self, messages):
        raise ValueError

    monkeypatch.setattr(LocMem, "send_messages", refuse)
    hand_over()

    assert states() == {S.FAILED: 1}
