"""How far mails carried, in numbers."""

from datetime import timedelta

import pytest
from django.utils import timezone

from endorsements.mailings.funnel import Funnel, came_back, funnel_of
from endorsements.models import DeliveryState
from members.models import MemberAddress
from tests.factories.endorsements import (
    DeliveryFactory,
    MailingFactory,
    SentFactory,
    cast,
    entries,
    open_round,
)
from tests.factories.members import EmailAddressFactory, MemberAddressFactory, UserFactory

pytestmark = pytest.mark.django_db
NOW = timezone.now()


def test_members_are_counted_from_the_roll_to_a_ballot():
    voting_round = open_round(4)
    first, second, third, fourth = entries(voting_round)
    opening = MailingFactory(round=voting_round)
    reminder = MailingFactory(round=voting_round, kind="reminder")
    for mailing in (opening, reminder):
        SentFactory(mailing=mailing, member=first.member)
    bounced = SentFactory(mailing=opening, member=second.member, state=DeliveryState.BOUNCED)
    DeliveryFactory(mailing=opening, member=third.member)
    MemberAddress.objects.filter(member=fourth.member).delete()
    cast(first)

    assert funnel_of(voting_round) == Funnel(4, 3, 2, 1, 0, 1)
    assert list(came_back(voting_round)) == [bounced]


def test_who_logged_in_since_the_opening_is_counted_once():
    voting_round = open_round(3)
    first, second, third = entries(voting_round)
    MemberAddressFactory(member=first.member)
    logged_in = {first: NOW, second: voting_round.opens_at - timedelta(days=1), third: None}
    for entry, moment in logged_in.items():
        for address in MemberAddress.objects.filter(member=entry.member):
            user = UserFactory(email=address.email, last_login=moment)
            EmailAddressFactory(user=user)

    assert funnel_of(voting_round).logged_in == 1


def test_a_log_in_with_an_address_that_is_not_verified_is_nobodys():
    voting_round = open_round(1)
    address = MemberAddress.objects.get()
    user = UserFactory(email=address.email, last_login=NOW)
    EmailAddressFactory(user=user, verified=False)

    assert funnel_of(voting_round).logged_in == 0


def test_once_the_copies_are_deleted_their_numbers_are_not_made_up():
    voting_round = open_round(1)
    MailingFactory(round=voting_round, numbers={"sent": 1})

    funnel = funnel_of(voting_round)

    assert (funnel.mailed, funnel.bounced) == (None, None)
