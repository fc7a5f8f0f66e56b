"""Which mails are due, and what a mail must be."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError
from django.utils import timezone

from members.models import OutboxMail
from members.models.outbox_mails import MOST_ATTEMPTS
from tests.factories.members import OutboxMailFactory

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 3, 14, 12, tzinfo=UTC)


def test_due_lists_waiting_mails_the_longest_waiting_first():
    second = OutboxMailFactory(due_at=NOON)
    first = OutboxMailFactory(due_at=NOON - timedelta(seconds=1))
    OutboxMailFactory(due_at=NOON + timedelta(seconds=1))
    OutboxMailFactory(due_at=NOON, sent_at=NOON)
    OutboxMailFactory(due_at=NOON, attempts=MOST_ATTEMPTS)

    assert list(OutboxMail.objects.due(NOON)) == [first, second]


def test_given_up_lists_what_was_tried_too_often():
    given_up = OutboxMailFactory(attempts=MOST_ATTEMPTS)
    waiting = OutboxMailFactory(attempts=MOST_ATTEMPTS - 1)
    OutboxMailFactory(attempts=MOST_ATTEMPTS, sent_at=NOON)

    assert list(OutboxMail.objects.given_up()) == [given_up]
    assert list(OutboxMail.objects.waiting()) == [given_up, waiting]


def test_a_key_is_put_once():
    OutboxMailFactory(key="round 1 opened")

    with pytest.raises(IntegrityError, match="outbox_mail_key_is_put_once"):
        OutboxMailFactory(key="round 1 opened")


def test_mails_without_a_key_are_many():
    OutboxMailFactory.create_batch(2)

    assert OutboxMail.objects.count() == 2


def test_a_mail_has_a_recipient():
    with pytest.raises(IntegrityError, match="outbox_mail_has_a_recipient"):
        OutboxMailFactory(to="")


@pytest.mark.parametrize("subject", ["", "Voting\nBcc: all@example.org", "Voting\rBcc: x"])
def test_a_subject_is_one_line(subject):
    with pytest.raises(IntegrityError, match="outbox_mail_subject_is_one_line"):
        OutboxMailFactory(subject=subject)


def test_a_mail_to_forget_is_not_kept_once_sent():
    with pytest.raises(IntegrityError, match="outbox_mail_to_forget_is_not_kept_once_sent"):
        OutboxMailFactory(forget=True, sent_at=timezone.now())


def test_a_mail_is_called_by_its_kind():
    assert str(OutboxMailFactory.build(kind="receipt", pk=7)) == "receipt 7"
    assert str(OutboxMailFactory.build(pk=7)) == "mail 7"
