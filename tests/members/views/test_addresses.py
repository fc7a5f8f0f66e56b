"""Adding an address to one's membership, and taking one off."""

import pytest

from tests.factories.members import PASSWORD, EmailAddressFactory, MemberAddressFactory
from tests.members.people import ADA, ada, log_in, login_of

pytestmark = pytest.mark.django_db
TWO = "two@example.org"
ADD, REMOVE = "/members/me/addresses/add/", "/members/me/addresses/remove/"


def emails_of(member) -> list[str]:
    return sorted(member.addresses.values_list("email", flat=True))


def test_an_address_of_the_log_in_is_added_and_taken_off_again(client):
    member, user = ada()
    EmailAddressFactory(user=user, email=TWO, primary=False)
    log_in(client, user)

    answer = client.post(ADD, {"email": "Two@example.org"}, follow=True)
    assert "The address leads to your membership now." in answer.content.decode()
    assert emails_of(member) == [ADA, TWO]

    client.post(REMOVE, {"email": TWO})
    assert emails_of(member) == [ADA]


@pytest.mark.parametrize("address", [ADD, REMOVE])
def test_a_log_in_that_is_not_fresh_is_asked_for_the_password(client, address):
    member, user = ada()
    MemberAddressFactory(member=member, email=TWO)
    log_in(client, user, minutes_ago=20)

    answer = client.post(address, {"email": ADA})

    assert answer.headers["Location"].startswith("/accounts/reauthenticate/?next=%2Fmembers")
    assert emails_of(member) == [ADA, TWO]


def test_who_has_no_password_types_in_a_code(client):
    _, user = ada()
    user.set_unusable_password()
    user.save()
    log_in(client, user, minutes_ago=20)

    answer = client.post(ADD, {"email": ADA})

    assert answer.headers["Location"].startswith("/accounts/reauthenticate/mail/")


def test_a_form_that_came_too_late_works_once_the_password_is_shown(client):
    member, user = ada()
    EmailAddressFactory(user=user, email=TWO, primary=False)
    log_in(client, user, minutes_ago=20)
    asked = client.post(ADD, {"email": TWO})

    client.post(asked.headers["Location"], {"password": PASSWORD, "next": ADD})

    assert emails_of(member) == [ADA, TWO]


def test_a_refusal_is_said_on_the_page(client):
    _, user = ada()
    log_in(client, user)

    answer = client.post(REMOVE, {"email": ADA}, follow=True)

    assert "This is the only address of your membership." in answer.content.decode()


@pytest.mark.parametrize("email", ["", "nonsense"])
def test_what_is_no_address_changes_nothing(client, email):
    member, user = ada()
    log_in(client, user)

    assert client.post(ADD, {"email": email}).headers["Location"] == "/members/me/"
    assert emails_of(member) == [ADA]


def test_coming_back_from_a_fresh_log_in_changes_nothing(client):
    log_in(client, ada()[1])

    assert client.get(ADD).headers["Location"] == "/members/me/"


def test_who_is_no_member_has_no_addresses_here(client):
    log_in(client, login_of(ADA))

    assert client.post(ADD, {"email": ADA}).status_code == 404
