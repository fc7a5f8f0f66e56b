"""Logins and their addresses."""

import pytest
from django.db import IntegrityError

from members.models import User
from tests.factories.members import EmailAddressFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_create_user_keeps_the_address_in_lower_case():
    user = User.objects.create_user(" Ada@Example.ORG ", "secret")

    assert (user.email, user.check_password("secret")) == ("ada@example.org", True)
    assert (user.is_staff, user.is_superuser) == (False, False)


def test_create_superuser_may_do_everything():
    user = User.objects.create_superuser("ada@example.org")

    assert (user.is_staff, user.is_superuser, user.has_usable_password()) == (True, True, False)


def test_natural_key_is_the_address_in_any_case():
    user = UserFactory(email="ada@example.org")

    assert User.objects.get_by_natural_key("ADA@example.org") == user


def test_owner_of_prefers_who_verified_the_address():
    UserFactory(email="ada@example.org")
    owner = EmailAddressFactory(email="ada@example.org").user

    assert User.objects.owner_of("ada@example.org") == owner


def test_owner_of_falls_back_on_the_login_itself():
    user = UserFactory(email="ada@example.org")

    assert User.objects.owner_of("ada@example.org") == user
    assert User.objects.owner_of("nobody@example.org") is None


def test_two_users_cannot_share_an_address():
    UserFactory(email="ada@example.org")

    with pytest.raises(IntegrityError, match="user_has_an_address_of_their_own"):
        UserFactory(email="ada@example.org")


def test_an_address_with_capitals_is_refused():
    with pytest.raises(IntegrityError, match="user_address_is_in_lower_case"):
        UserFactory(email="Ada@example.org")


def test_a_user_is_called_by_the_address():
    assert str(UserFactory.build(email="ada@example.org")) == "ada@example.org"
