"""Observers: named, at an address in lower case, found by the login that verified it."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError

from endorsements.models import MailedCheckpoint, Observer
from tests.factories.endorsements import RoundFactory
from tests.factories.members import EmailAddressFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_an_observer_has_a_name_and_an_address_in_lower_case():
    with pytest.raises(IntegrityError, match="observer_address_is_in_lower_case"):
        Observer.objects.create(name="Olga", email="Olga@example.org")


def test_an_observer_has_a_name():
    with pytest.raises(IntegrityError, match="observer_has_a_name"):
        Observer.objects.create(name="", email="olga@example.org")


def test_an_address_gets_checkpoints_of_a_round_once():
    row = {"round": RoundFactory(), "email": "olga@example.org", "hour": ""}
    assert str(MailedCheckpoint.objects.create(seq=3, **row)) == "checkpoint 3"
    with pytest.raises(IntegrityError, match="checkpoints_are_mailed_once_to_an_address"):
        MailedCheckpoint.objects.create(seq=4, **row)


def test_an_observer_is_found_by_a_verified_address_while_active():
    olga = Observer.objects.create(name="Olga", speaks_for="Ash", email="olga@example.org")
    user = UserFactory(email="olga@example.org")
    address = EmailAddressFactory(user=user, verified=False)
    assert not Observer.objects.of_user(user).exists()
    address.verified = True
    address.save()

    assert Observer.objects.of_user(user).get() == olga
    assert str(olga) == "Olga, for Ash"
    assert not Observer.objects.of_user(AnonymousUser()).exists()
    Observer.objects.update(is_active=False)
    assert not Observer.objects.of_user(user).exists()
