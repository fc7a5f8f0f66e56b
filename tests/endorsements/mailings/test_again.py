"""A mail sent again to one member."""

import pytest
from django.utils import timezone

from endorsements.errors import CannotBeMailed
from endorsements.mailings import again, sending
from endorsements.models import Delivery, DeliveryState, MailingState
from members.models import AuditEvent, MemberAddress
from tests.factories.endorsements import (
    MailingFactory,
    SentFactory,
    close,
    entries,
    open_round,
)
from tests.factories.members import MemberAddressFactory, StaffFactory

pytestmark = pytest.mark.django_db


def sent(kind="opens", **fields):
    """A mail of an open round of one that its reader got."""
    voting_round = open_round(1)
    fields = {"state": MailingState.SENT, "ended_at": timezone.now(), **fields}
    mailing = MailingFactory(round=voting_round, kind=kind, **fields)
    address = MemberAddress.objects.get().email
    SentFactory(mailing=mailing, member=entries(voting_round)[0].member, to=address)
    return mailing, address


def test_who_asks_gets_one_more_copy_and_that_is_noted(mailoutbox):
    mailing, address = sent()
    staff = StaffFactory()

    assert again.send_again(mailing.pk, email=f" {address.upper()} ", by=staff) == 1

    assert sending.hand_over(timezone.now()) == 1
    assert [mail.to for mail in mailoutbox] == [[address]]
    event = AuditEvent.objects.get(action="mailing.sent_again")
    assert (event.actor_id, event.detail["to"].strip().lower()) == (staff.pk, address)
    mailing.refresh_from_db()
    assert mailing.state == MailingState.SENT


def test_an_address_that_came_back_can_be_tried_again_by_hand(mailoutbox):
    mailing, address = sent()
    Delivery.objects.update(state=DeliveryState.BOUNCED)

    again.send_again(mailing.pk, email=address, by=StaffFactory())
    sending.hand_over(timezone.now())

    assert [mail.to for mail in mailoutbox] == [[address]]


def test_who_had_no_copy_yet_gets_one(mailoutbox):
    mailing, address = sent()
    Delivery.objects.all().delete()

    again.send_again(mailing.pk, email=address, by=StaffFactory())

    assert Delivery.objects.get().state == DeliveryState.QUEUED


def test_whoever_is_not_on_the_roll_is_refused():
    mailing, _ = sent()
    stranger = MemberAddressFactory().email

    with pytest.raises(CannotBeMailed, match="Nobody on the roll"):
        again.send_again(mailing.pk, email=stranger, by=StaffFactory())


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"kind": "reminder"}, "A reminder is not sent again"),
        ({"state": "planned"}, "not sent yet"),
        ({"numbers": {"sent": 1}}, "not sent yet"),
    ],
)
def test_what_cannot_be_sent_again_says_why(fields, sentence):
    mailing, address = sent(**fields)

    with pytest.raises(CannotBeMailed, match=sentence):
        again.send_again(mailing.pk, email=address, by=StaffFactory())


def test_after_the_close_nobody_is_told_that_voting_is_open():
    mailing, address = sent()
    close(mailing.round)

    with pytest.raises(CannotBeMailed, match="The vote is over"):
        again.send_again(mailing.pk, email=address, by=StaffFactory())
