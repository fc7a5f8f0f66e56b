"""Staff logins made on the server."""

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount, SocialToken
from allauth.usersessions.models import UserSession
from django.contrib.admin.models import LogEntry
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.utils import timezone

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


def session_of(user) -> str:
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session.save()
    return session.session_key


def test_forget_sessions_deletes_those_of_barred_logins_alone():
    barred, other = UserFactory(is_active=False), UserFactory()
    session_of(barred)
    kept = session_of(other)

    assert logins.forget_sessions() == 1

    assert [session.pk for session in Session.objects.all()] == [kept]
    assert logins.forget_sessions() == 0


def test_forget_login_takes_every_way_in():
    user = UserFactory()
    EmailAddressFactory(user=user)
    Authenticator.objects.create(user=user, type="totp", data={})
    account = SocialAccount.objects.create(user=user, provider="google", uid="1")
    SocialToken.objects.create(account=account, token="secret")
    UserSession.objects.create(user=user, session_key="abc", ip="10.0.0.1")

    logins.forget_login(user)

    for model in (EmailAddress, Authenticator, SocialAccount, SocialToken, UserSession):
        assert not model.objects.exists(), model


def test_forget_login_keeps_what_staff_have_to_answer_for():
    user = UserFactory(last_login=timezone.now())
    log = LogEntry.objects.create(user=user, action_flag=1, object_repr="A thing")
    EmailAddressFactory(user=user)

    logins.forget_login(user)

    user.refresh_from_db()
    assert (user.email, user.is_active, user.last_login) == (
        f"closed-{user.pk}@closed.invalid",
        False,
        None,
    )
    assert not user.has_usable_password()
    assert not EmailAddress.objects.exists()
    assert list(LogEntry.objects.all()) == [log]
