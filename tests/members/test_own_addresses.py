"""Addresses of a membership, changed by the member alone."""

import pytest

from members import own_addresses
from members.errors import NotYours
from members.models import AuditEvent, OutboxMail
from members.own_addresses import AddressRow, rows_of
from tests.factories.members import EmailAddressFactory, MemberAddressFactory
from tests.members.people import ADA, ada, login_of

pytestmark = pytest.mark.django_db
TWO = "two@example.org"


def emails_of(member) -> list[str]:
    return sorted(member.addresses.values_list("email", flat=True))


def test_rows_tell_what_can_be_done_with_each_address():
    member, user = ada()
    MemberAddressFactory(member=member, email="old@example.org")
    EmailAddressFactory(user=user, email="New@example.org", primary=False)
    EmailAddressFactory(user=user, email="unproved@example.org", primary=False, verified=False)

    assert rows_of(member, user) == [
        AddressRow(ADA, True, True, may_add=False, may_remove=True),
        AddressRow("old@example.org", True, False, may_add=False, may_remove=False),
        AddressRow("new@example.org", False, True, may_add=True, may_remove=False),
    ]


def test_the_only_address_cannot_go():
    member, user = ada()

    assert rows_of(member, user) == [AddressRow(ADA, True, True, False, may_remove=False)]


def test_add_lets_a_proved_address_lead_to_the_member_and_tells_the_old_one():
    member, user = ada()
    EmailAddressFactory(user=user, email=TWO, primary=False)

    own_addresses.add(member.pk, TWO, by=user)

    assert emails_of(member) == [ADA, TWO]
    told = OutboxMail.objects.get()
    assert told.to == ADA
    assert "Somebody who is logged in as you changed" in told.body
    assert f"  added: {TWO}\n" in told.body
    assert AuditEvent.objects.get().action == "member.address_added"


def test_adding_twice_tells_once():
    member, user = ada()

    own_addresses.add(member.pk, ADA, by=user)

    assert (emails_of(member), OutboxMail.objects.count()) == ([ADA], 0)


def test_add_refuses_an_address_that_was_not_proved():
    member, user = ada()
    EmailAddressFactory(user=user, email=TWO, primary=False, verified=False)

    with pytest.raises(NotYours, match="type in the code"):
        own_addresses.add(member.pk, TWO, by=user)


def test_the_address_of_another_member_makes_the_log_in_nobodys():
    member, user = ada()
    EmailAddressFactory(user=user, email=TWO, primary=False)
    MemberAddressFactory(email=TWO)

    with pytest.raises(NotYours, match="another membership"):
        own_addresses.add(member.pk, TWO, by=user)


@pytest.mark.parametrize("command", [own_addresses.add, own_addresses.remove])
def test_nobody_changes_the_addresses_of_another(command):
    member, _ = ada()

    with pytest.raises(NotYours, match="another membership"):
        command(member.pk, ADA, by=login_of("mallory@example.org"))


def test_remove_takes_a_proved_address_off_and_tells_it_and_the_rest():
    member, user = ada()
    MemberAddressFactory(member=member, email=TWO)
    EmailAddressFactory(user=user, email=TWO, primary=False)

    own_addresses.remove(member.pk, TWO, by=user)

    assert emails_of(member) == [ADA]
    assert sorted(OutboxMail.objects.values_list("to", flat=True)) == [ADA, TWO]
    assert AuditEvent.objects.get().action == "member.address_removed"


def test_removing_what_is_not_there_changes_nothing():
    member, user = ada()
    EmailAddressFactory(user=user, email=TWO, primary=False)

    own_addresses.remove(member.pk, TWO, by=user)

    assert not AuditEvent.objects.exists()


def test_remove_refuses_the_last_address_and_one_that_was_not_proved():
    member, user = ada()
    with pytest.raises(NotYours, match="only address"):
        own_addresses.remove(member.pk, ADA, by=user)
    MemberAddressFactory(member=member, email=TWO)

    with pytest.raises(NotYours, match="shown to be yours"):
        own_addresses.remove(member.pk, TWO, by=user)

    assert emails_of(member) == [ADA, TWO]
