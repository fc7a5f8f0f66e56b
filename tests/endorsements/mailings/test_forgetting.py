"""Of mails of rounds that are over the numbers are kept alone."""

import pytest
from django.utils import timezone

from endorsements.mailings import forgetting
from endorsements.models import Delivery, DeliveryState, MailingState, Round
from tests.factories.endorsements import (
    DeliveryFactory,
    MailingFactory,
    SentFactory,
    cast,
    certified_round,
    entries,
    open_round,
)

pytestmark = pytest.mark.django_db


def sent(voting_round, kind="opens"):
    fields = {"state": MailingState.SENT, "ended_at": timezone.now()}
    return MailingFactory(round=voting_round, kind=kind, **fields)


def test_the_copies_of_a_certified_round_go_and_their_numbers_stay():
    mailing = sent(certified_round(["ash", "birch"]))
    SentFactory(mailing=mailing)
    SentFactory(mailing=mailing, state=DeliveryState.BOUNCED)
    assert list(Round.objects.with_mail_to_forget()) == [mailing.round]

    assert forgetting.forget(mailing.round) == 2

    assert not Delivery.objects.exists()
    mailing.refresh_from_db()
    assert mailing.numbers == {"sent": 1, "bounced": 1}
    assert forgetting.numbers_of(mailing) == mailing.numbers
    assert not Round.objects.with_mail_to_forget().exists()


def test_a_mail_that_is_on_its_way_keeps_its_copies():
    mailing = MailingFactory(round=certified_round(["ash"]), kind="result", state="sending")
    DeliveryFactory(mailing=mailing)

    assert forgetting.forget(mailing.round) == 0

    assert Delivery.objects.count() == 1


def test_before_the_end_nothing_is_forgotten():
    mailing = sent(open_round(1))
    SentFactory(mailing=mailing)

    assert forgetting.forget(mailing.round) == 0

    assert Delivery.objects.count() == 1


def test_how_many_needed_no_reminder_is_reckoned_from_the_roll():
    voting_round = open_round(3)
    voted, other, _ = entries(voting_round)
    cast(voted)
    reminder = sent(voting_round, "reminder")
    SentFactory(mailing=reminder, member=other.member)

    assert forgetting.numbers_of(reminder) == {"sent": 1, "voted": 2}
