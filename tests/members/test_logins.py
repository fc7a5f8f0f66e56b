"""Staff logins made on the server."""

import pytest

from members import logins
from members.models import AuditEvent, User
from tests.factories.members import EmailAddressFactory, UserFactory

pytestmark = pytest.mark.django_db
SECRET = "a horse and a staple"


def test_make_staff_makes_a_verified_login_with_all_rights():
    user = logins.make_staff("eve@example.org", password=SECRET)

    stored = User.objects.get()
    assert (stored.email, stored.is_staff, stored.is_superuser) == ("eve@example.org", True, True)
    assert stored.check_password(SECRET)
    address = user.emailaddress_set.get()
    assert (address.email, address.verified, address.primary) == ("eve@example.org", True, True)


def test_make_staff_leaves_a_trace():
    user = logins.make_staff("eve@example.org", password=SECRET)

    event = AuditEvent.objects.get()
    assert (event.action, event.actor_label) == ("user.made_staff", "the system")
    assert event.object_id == str(user.pk)


def test_make_staff_lets_somebody_in_again():
    barred = UserFactory(email="eve@example.org", is_active=False)

    assert logins.make_staff("eve@example.org", password=SECRET) == barred

    barred.refresh_from_db()
    assert (barred.is_active, barred.check_password(SECRET)) == (True, True)


def test_make_staff_finds_the_login_by_any_verified_address():
    user = EmailAddressFactory().user
    EmailAddressFactory(user=user, email="eve@example.org", primary=False)

    assert logins.make_staff("eve@example.org", password=SECRET) == user

    assert User.objects.count() == 1


def test_verify_twice_changes_nothing():
    user = UserFactory()

    for _ in range(2):
        logins.verify(user, user.email)

    assert user.emailaddress_set.get().verified
