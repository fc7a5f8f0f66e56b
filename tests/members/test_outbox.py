"""Mail that is put with a transaction and handed over after it."""

import smtplib
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.mail.backends.locmem import EmailBackend
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from members import outbox
from members.models import MemberAddress, OutboxMail
from members.models.outbox_mails import MOST_ATTEMPTS
from tests.factories.members import MemberAddressFactory, MemberFactory, OutboxMailFactory

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 3, 14, 12, tzinfo=UTC)


@pytest.fixture
def dead_mail_server(monkeypatch):
    def refuse(self, messages):
        raise smtplib.SMTPServerDisconnected("reader@example.org said no")

    monkeypatch.setattr(EmailBackend, "send_messages", refuse)


def test_put_keeps_what_it_is_given():
    outbox.put(
        to="ada@example.org", subject="Open", body="Vote.", kind="opening", key="1", forget=True
    )

    mail = OutboxMail.objects.get()
    assert (mail.to, mail.subject, mail.body) == ("ada@example.org", "Open", "Vote.")
    assert (mail.kind, mail.key, mail.forget) == ("opening", "1", True)
    assert (mail.attempts, mail.sent_at) == (0, None)


def test_put_with_a_known_key_changes_nothing():
    outbox.put(to="ada@example.org", subject="Open", body="Vote.", key="opening 1")

    outbox.put(to="ada@example.org", subject="Open", body="Vote again.", key="opening 1")

    assert OutboxMail.objects.get().body == "Vote."


def test_put_without_a_key_adds_a_mail_each_time():
    for _ in range(2):
        outbox.put(to="ada@example.org", subject="Open", body="Vote.")

    assert OutboxMail.objects.count() == 2


def test_put_with_a_key_still_refuses_a_mail_that_may_not_be():
    with pytest.raises(IntegrityError, match="outbox_mail_subject_is_one_line"):
        outbox.put(to="ada@example.org", subject="a\nb", body="Vote.", key="1")


def test_put_to_all_puts_one_mail_to_each_address(monkeypatch):
    monkeypatch.setattr(outbox, "ADDRESSES_AT_ONCE", 2)
    member = MemberFactory()
    for name in ("ada", "ben", "cleo"):
        MemberAddressFactory(member=member, email=f"{name}@example.org")
    MemberAddressFactory(email="ada@example.org")
    addresses = MemberAddress.objects.values_list("email", flat=True)

    number = outbox.put_to_all(addresses, subject="News", body="All.", kind="news", forget=True)

    mails = OutboxMail.objects.order_by("to").values_list("to", "subject", "kind", "forget")
    assert number == 3
    assert list(mails) == [
        (f"{name}@example.org", "News", "news", True) for name in ("ada", "ben", "cleo")
    ]


def test_put_is_undone_with_its_transaction():
    with transaction.atomic():
        outbox.put(to="ada@example.org", subject="Open", body="Vote.")
        transaction.set_rollback(True)

    assert not OutboxMail.objects.exists()


def test_hand_over_sends_what_is_due(mailoutbox, settings):
    mail = OutboxMailFactory(to="ada@example.org", subject="Open", body="Vote.")

    assert outbox.hand_over() == 1

    [sent] = mailoutbox
    assert (sent.to, sent.subject, sent.body) == (["ada@example.org"], "Open", "Vote.")
    assert sent.from_email == settings.DEFAULT_FROM_EMAIL
    assert sent.extra_headers == {"Auto-Submitted": "auto-generated"}
    mail.refresh_from_db()
    assert (mail.sent_at is not None, mail.attempts) == (True, 1)


def test_hand_over_sends_nothing_twice(mailoutbox):
    OutboxMailFactory()

    assert [outbox.hand_over(), outbox.hand_over()] == [1, 0]
    assert len(mailoutbox) == 1


def test_hand_over_forgets_what_is_to_be_forgotten(mailoutbox):
    OutboxMailFactory(forget=True)

    assert outbox.hand_over() == 1

    assert len(mailoutbox) == 1
    assert not OutboxMail.objects.exists()


def test_hand_over_stops_at_the_limit(mailoutbox):
    OutboxMailFactory.create_batch(3)

    assert outbox.hand_over(limit=2) == 2

    assert len(mailoutbox) == 2


def test_hand_over_keeps_what_fails(dead_mail_server):
    mail = OutboxMailFactory(due_at=NOON, forget=True)

    with time_machine.travel(NOON, tick=False):
        assert outbox.hand_over() == 0

    mail.refresh_from_db()
    assert (mail.attempts, mail.sent_at) == (1, None)
    assert mail.due_at == NOON + timedelta(minutes=1)
    # The server's own words name the reader.
    assert mail.last_error == "SMTPServerDisconnected"


@pytest.mark.parametrize(("attempts", "minutes"), [(0, 1), (1, 2), (2, 4), (10, 1024)])
def test_hand_over_waits_longer_after_each_failure(dead_mail_server, attempts, minutes):
    mail = OutboxMailFactory(due_at=NOON, attempts=attempts)

    with time_machine.travel(NOON, tick=False):
        outbox.hand_over()

    mail.refresh_from_db()
    assert mail.due_at == NOON + timedelta(minutes=minutes)


def test_hand_over_gives_up_in_the_end(dead_mail_server):
    mail = OutboxMailFactory(attempts=MOST_ATTEMPTS - 1)

    outbox.hand_over()

    assert list(OutboxMail.objects.given_up()) == [mail]


def test_hand_over_forgets_in_the_end_what_is_to_be_forgotten(dead_mail_server):
    OutboxMailFactory(attempts=MOST_ATTEMPTS - 1, forget=True)

    assert outbox.hand_over() == 0

    assert not OutboxMail.objects.exists()


def test_hand_over_leaves_a_dead_mail_server_alone(dead_mail_server):
    OutboxMailFactory.create_batch(7)

    outbox.hand_over()

    assert OutboxMail.objects.filter(attempts=1).count() == outbox.FAILURES_BEFORE_PAUSE
    assert OutboxMail.objects.filter(attempts=0).count() == 2


def test_hand_over_sends_again_once_the_server_is_back(mailoutbox):
    mail = OutboxMailFactory(attempts=3, last_error="TimeoutError")

    assert outbox.hand_over() == 1

    mail.refresh_from_db()
    assert (mail.attempts, mail.last_error) == (4, "")


def test_hand_over_goes_on_after_an_address_that_no_header_can_hold(mailoutbox):
    bad = OutboxMailFactory(to="ada@example.org\nBcc: all@example.org")
    OutboxMailFactory()

    assert outbox.hand_over() == 1

    bad.refresh_from_db()
    assert (bad.attempts, bad.last_error) == (1, "BadHeaderError")


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_send_each_mail_once(mailoutbox, monkeypatch):
    OutboxMailFactory.create_batch(8)
    both_hold_one = threading.Barrier(2, timeout=10)
    send_messages = EmailBackend.send_messages
    waited = threading.local()

    def send_when_both_hold_one(self, messages):
        if not getattr(waited, "once", False):
            waited.once = True
            both_hold_one.wait()
        return send_messages(self, messages)

    monkeypatch.setattr(EmailBackend, "send_messages", send_when_both_hold_one)

    def work() -> int:
        try:
            return outbox.hand_over()
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as workers:
        handed_over = [future.result() for future in [workers.submit(work) for _ in range(2)]]

    assert sum(handed_over) == 8
    assert 0 not in handed_over
    assert len({tuple(mail.to) for mail in mailoutbox}) == len(mailoutbox) == 8
    assert not OutboxMail.objects.due(timezone.now()).exists()
