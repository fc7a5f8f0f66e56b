"""Members are told when their addresses change."""

import pytest

from members import addresses
from members.models import OutboxMail
from tests.factories.members import MemberAddressFactory, MemberFactory

pytestmark = pytest.mark.django_db


def test_announce_writes_to_the_addresses_that_were_there_before():
    member = MemberFactory(name="Ada")
    for name in ("ada", "old", "new"):
        MemberAddressFactory(member=member, email=f"{name}@example.org")

    addresses.announce(member, added=["new@example.org"], removed=["gone@example.org"])

    told = OutboxMail.objects.values_list("to", flat=True)
    assert list(told) == ["ada@example.org", "gone@example.org", "old@example.org"]


def test_announce_says_what_changed_and_whom_to_tell(settings):
    settings.ORGANISATION_NAME = "Progressive Examples"
    settings.ORGANISATION_CONTACT = "office@example.org"
    member = MemberAddressFactory(member__name="Ada").member

    addresses.announce(member, added=["b@example.org", "a@example.org"], removed=[])

    mail = OutboxMail.objects.get()
    assert mail.subject == "Progressive Examples: your addresses were changed"
    assert mail.body == (
        "Hello Ada,\n\n"
        "Progressive Examples changed the e-mail addresses of your membership:\n\n"
        "  added: a@example.org\n"
        "  added: b@example.org\n\n"
        "Whoever reads mail at one of your addresses can log in and vote as you.\n"
        "If you did not ask for this, write to office@example.org at once.\n"
    )


def test_announce_tells_nobody_who_had_no_address():
    member = MemberAddressFactory(email="new@example.org").member

    addresses.announce(member, added=["new@example.org"], removed=[])

    assert not OutboxMail.objects.exists()


def test_announce_writes_to_the_addresses_of_all_rows_of_a_person():
    person = MemberAddressFactory(email="ada@example.org").member
    twin = MemberAddressFactory(email="old@example.org", member__merged_into=person).member

    addresses.announce_all({twin.pk: ["new@example.org"]}, {person.pk: ["gone@example.org"]})

    told = OutboxMail.objects.order_by("pk").values_list("to", flat=True)
    assert sorted(told) == sorted(["ada@example.org", "old@example.org"] * 2 + ["gone@example.org"])


def test_announce_all_takes_as_many_queries_for_three_as_for_one(django_assert_num_queries):
    members = [MemberAddressFactory(email="us@example.org").member for _ in range(3)]

    for number in (1, 3):
        # Two to read, and one for each mail.
        with django_assert_num_queries(2 + number):
            addresses.announce_all({m.pk: ["new@example.org"] for m in members[:number]}, {})
