"""What becomes of a password when an address is verified. See `test_log_in` for the whole way."""

import pytest
from allauth.account.internal.flows.login import record_authentication
from django.contrib.auth.models import AnonymousUser

from members.adapters import drop_unproved_ways_in
from tests.factories.members import PASSWORD, EmailAddressFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def address():
    return EmailAddressFactory(user=UserFactory(password=PASSWORD))


@pytest.fixture
def request_by_code(rf, client, address):
    request = rf.get("/")
    request.session, request.user = client.session, AnonymousUser()
    record_authentication(request, address.user, method="code")
    return request


def test_a_password_set_before_the_first_address_was_verified_is_dropped(request_by_code, address):
    drop_unproved_ways_in(request=request_by_code, email_address=address)

    address.user.refresh_from_db()
    assert not address.user.has_usable_password()


def test_a_password_stays_with_a_login_that_had_another_verified_address(request_by_code, address):
    EmailAddressFactory(user=address.user, email="other@example.org", primary=False)

    drop_unproved_ways_in(request=request_by_code, email_address=address)

    assert address.user.check_password(PASSWORD)


def test_a_password_stays_with_who_is_logged_in(request_by_code, address):
    request_by_code.user = address.user

    drop_unproved_ways_in(request=request_by_code, email_address=address)

    assert address.user.check_password(PASSWORD)
