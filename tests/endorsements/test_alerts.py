"""Mail to staff and observers: once for an occasion, and nothing of a ballot."""

import json
from datetime import timedelta

import pytest

from endorsements import alerts, log
from endorsements.models import Checkpoint, Observer
from members.models import OutboxMail
from tests.factories.endorsements import cast, close, entries, open_round, scheduled_round
from tests.tampering import guards_off

pytestmark = pytest.mark.django_db


def mails(kind):
    return list(OutboxMail.objects.filter(kind=kind).order_by("pk"))


def test_staff_are_told_at_every_address_once_an_hour(settings, set_clock):
    settings.ALERT_ADDRESSES = ["a@example.org", "b@example.org"]
    voting_round = open_round(1)
    now = voting_round.closes_at.replace(minute=5)
    set_clock(now)

    for _ in range(2):
        alerts.tell_staff(voting_round, "Please look.")
    alerts.tell_staff(voting_round, "Something else.")
    set_clock(now + timedelta(hours=1))
    alerts.tell_staff(voting_round, "Please look.")

    sent = [(mail.to, mail.body.splitlines()[0]) for mail in mails("alert")]
    assert sent == [
        ("a@example.org", "Please look."),
        ("b@example.org", "Please look."),
        ("a@example.org", "Something else."),
        ("b@example.org", "Something else."),
        ("a@example.org", "Please look."),
        ("b@example.org", "Please look."),
    ]


def test_staff_hear_of_a_late_opening_only_when_it_is_late(set_clock):
    voting_round = scheduled_round(1)

    set_clock(voting_round.opens_at + alerts.LATE)
    alerts.tell_staff_if_late(voting_round, "A key is missing.")
    assert mails("alert") == []
    set_clock(voting_round.opens_at + alerts.LATE + timedelta(seconds=1))
    alerts.tell_staff_if_late(voting_round, "A key is missing.")

    [mail] = mails("alert")
    assert mail.body.startswith("The round could not be opened: A key is missing.")
    voting_round.opens_at = None
    alerts.tell_staff_if_late(voting_round, "Never due.")
    assert len(mails("alert")) == 1


def test_observers_get_the_checkpoint_itself():
    voting_round = open_round(1)

    alerts.tell_observers(voting_round.pk)

    [mail] = mails("checkpoint")
    assert json.loads(mail.body) == log.checkpoint_line(Checkpoint.objects.get())
    assert mail.subject == f"Checkpoint 0 of {voting_round.title}"


def test_observers_get_one_mail_an_hour_while_ballots_come_in_and_one_for_every_step():
    voting_round = open_round(3)
    hour = voting_round.closes_at.replace(minute=1)

    def sign(minutes):
        log.flush(voting_round.pk)
        log.sign_checkpoint(voting_round.pk)
        with guards_off():
            last = Checkpoint.objects.last()
            last.at = hour + timedelta(minutes=minutes)
            last.save()
        alerts.tell_observers(voting_round.pk)

    alerts.tell_observers(voting_round.pk)
    for entry, minutes in zip(entries(voting_round), (1, 2, 61), strict=True):
        cast(entry)
        sign(minutes)
    close(voting_round)
    alerts.tell_observers(voting_round.pk)
    alerts.tell_observers(voting_round.pk)

    assert [mail.subject.split()[1] for mail in mails("checkpoint")] == ["0", "1", "3", "4"]
    told = [json.loads(line)["seq"] for mail in mails("checkpoint") for line in lines(mail)]
    assert told == [0, 1, 2, 3, 4]


def test_named_observers_are_mailed_while_they_are_active(settings):
    settings.OBSERVER_ADDRESSES = ["desk@example.org"]
    Observer.objects.create(name="Olga", email="olga@example.org")
    Observer.objects.create(name="Paul", email="paul@example.org", is_active=False)

    for _ in range(2):
        alerts.tell_observers(open_round(1, rehearsal=True).pk)
    voting_round = open_round(1)
    for _ in range(2):
        alerts.tell_observers(voting_round.pk)

    assert [mail.to for mail in mails("checkpoint")] == ["desk@example.org", "olga@example.org"]


def lines(mail):
    return mail.body.strip().splitlines()


def test_nobody_is_mailed_without_observers_or_without_a_checkpoint(settings):
    alerts.tell_observers(scheduled_round(1).pk)
    settings.OBSERVER_ADDRESSES = []
    alerts.tell_observers(open_round(1).pk)

    assert mails("checkpoint") == []
