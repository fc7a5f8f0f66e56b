"""Where a copy goes, read just before it is sent."""

import pytest

from endorsements.mailings.readers import Fate, fates_of
from endorsements.models import DeliveryState
from members import mail_choices
from members.models import MemberAddress
from tests.factories.endorsements import (
    DeliveryFactory,
    MailingFactory,
    SentFactory,
    cast,
    entries,
    open_round,
)
from tests.factories.members import MemberAddressFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def entry(db):
    return entries(open_round(1))[0]


def fate(entry, kind="opens") -> Fate:
    mailing = MailingFactory(round=entry.round, kind=kind)
    delivery = DeliveryFactory(mailing=mailing, member=entry.member)
    return fates_of(mailing, [delivery])[delivery.pk]


def address_of(entry) -> str:
    return MemberAddress.objects.get(member=entry.member).email


def test_a_copy_goes_to_the_address_that_has_led_to_the_member_longest(entry):
    first = address_of(entry)
    MemberAddressFactory(member=entry.member, email="aaa@example.org")

    assert fate(entry) == Fate(to=first)


@pytest.mark.parametrize("state", [DeliveryState.BOUNCED, DeliveryState.COMPLAINED])
def test_an_address_that_came_back_in_this_round_is_not_mailed_again(entry, state):
    bounced = SentFactory(mailing__round=entry.round, mailing__kind="result", state=state)
    bounced.to = address_of(entry)
    bounced.save()
    assert fate(entry) == Fate(state=DeliveryState.UNREACHABLE)

    other = MemberAddressFactory(member=entry.member).email

    assert fate(entry, "reminder") == Fate(to=other)


def test_what_came_back_in_another_round_does_not_count(entry):
    bounced = SentFactory(state=DeliveryState.BOUNCED, to=address_of(entry))

    assert bounced.mailing.round != entry.round
    assert fate(entry) == Fate(to=address_of(entry))


def test_who_refuses_such_mail_gets_none(entry):
    mail_choices.choose(entry.member_id, wanted=["results"], by=None)

    assert fate(entry) == Fate(state=DeliveryState.REFUSED)
    assert fate(entry, "result").to == address_of(entry)


def test_who_voted_needs_no_reminder_and_nothing_of_that_is_kept(entry):
    cast(entry)

    assert fate(entry, "reminder") == Fate()
    assert fate(entry, "closing") == Fate()
    assert fate(entry, "opens").to
    assert fate(entry, "result").to


def test_who_has_no_address_is_unreachable(entry):
    MemberAddress.objects.all().delete()

    assert fate(entry) == Fate(state=DeliveryState.UNREACHABLE)


def test_who_is_not_on_the_roll_any_more_is_not_mailed(entry):
    mailing = MailingFactory(round=entry.round, kind="closing")
    delivery = DeliveryFactory(mailing=mailing, member=MemberAddressFactory().member)

    assert fates_of(mailing, [delivery]) == {delivery.pk: Fate(state=DeliveryState.OFF)}


def test_the_addresses_of_a_row_that_was_merged_lead_to_the_person(entry):
    MemberAddress.objects.all().delete()
    duplicate = MemberAddressFactory(member__merged_into=entry.member)

    assert fate(entry) == Fate(to=duplicate.email)


def test_many_take_as_many_queries_as_one(django_assert_num_queries):
    voting_round = open_round(3)
    mailing = MailingFactory(round=voting_round)
    rows = [DeliveryFactory(mailing=mailing, member=one.member) for one in entries(voting_round)]

    for number in (1, 3):
        with django_assert_num_queries(4):
            assert len(fates_of(mailing, rows[:number])) == number
