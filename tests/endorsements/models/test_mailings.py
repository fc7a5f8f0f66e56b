"""What a mail of a round, and a copy of it, may never be."""

from datetime import UTC, datetime

import pytest
from django.db import IntegrityError

from endorsements.models import MailingKind
from members.models import MailSubject
from tests.factories.endorsements import (
    DeliveryFactory,
    MailingFactory,
    RoundFactory,
    SentFactory,
)

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 9, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize("hours", [None, 24])
def test_a_mail_stands_once_at_its_time(hours):
    voting_round = RoundFactory()
    MailingFactory(round=voting_round, kind="reminder", hours_before=hours)

    with pytest.raises(IntegrityError, match="mailing_once_at_its_time"):
        MailingFactory(round=voting_round, kind="reminder", hours_before=hours)


@pytest.mark.parametrize("column", ["kind", "state"])
def test_kind_and_state_are_known(column):
    with pytest.raises(IntegrityError, match="mailing_kind_and_state_are_known"):
        MailingFactory(**{column: "other"})


@pytest.mark.parametrize(("kind", "hours"), [("opens", 3), ("result", 3), ("reminder", 0)])
def test_hours_are_of_a_reminder(kind, hours):
    with pytest.raises(IntegrityError, match="mailing_hours_are_of_a_reminder"):
        MailingFactory(kind=kind, hours_before=hours)


@pytest.mark.parametrize("state", ["sent", "dropped"])
def test_a_mail_that_ended_says_when(state):
    with pytest.raises(IntegrityError, match="mailing_that_ended_says_when"):
        MailingFactory(state=state)


@pytest.mark.parametrize(
    "columns", [{"read_by": "Ada"}, {"read_at": NOON}, {"read_at": NOON, "read_by": "Ada"}]
)
def test_a_mail_found_good_says_by_whom(columns):
    with pytest.raises(IntegrityError, match="mailing_found_good_says_by_whom"):
        MailingFactory(**columns)


def test_a_member_gets_one_copy():
    delivery = DeliveryFactory()

    with pytest.raises(IntegrityError, match="member_mailed_once"):
        DeliveryFactory(mailing=delivery.mailing, member=delivery.member)


def test_the_state_of_a_copy_is_known():
    with pytest.raises(IntegrityError, match="delivery_state_is_known"):
        DeliveryFactory(state="voted")


@pytest.mark.parametrize("columns", [{"to": ""}, {"sent_at": None}])
def test_a_copy_that_was_taken_says_when_and_where(columns):
    with pytest.raises(IntegrityError, match="delivery_taken_says_when_and_where"):
        SentFactory(**columns)


@pytest.mark.parametrize("kind", MailingKind.values)
def test_each_mail_is_about_something_that_a_member_may_refuse(kind):
    of_results = {"result", "candidates"}
    wanted = MailSubject.RESULTS if kind in of_results else MailSubject.REMINDERS

    assert MailingFactory.build(kind=kind).about == wanted


@pytest.mark.parametrize(
    ("kind", "hours", "name"),
    [
        ("opens", None, "Voting is open"),
        ("reminder", None, "Reminder half-way"),
        ("reminder", 24, "Reminder, 24 hours before the close"),
        ("closing", 3, "Closing soon, 3 hours before the close"),
        ("result", None, "Result"),
    ],
)
def test_a_mail_is_called_by_its_time(kind, hours, name):
    assert MailingFactory.build(kind=kind, hours_before=hours).name == name
