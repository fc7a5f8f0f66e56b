"""Logins that are made without a mail to and fro, and logins that are forgotten."""

from allauth.account.models import EmailAddress
from django.contrib.admin.models import LogEntry
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.db import models, transaction

from members import audit
from members.models import User

# A name that no mail can ever reach (RFC 2606).
NOWHERE = "closed.invalid"


@transaction.atomic
def make_staff(email: str, *, password: str) -> User:
    """Give whoever owns this address a login with all rights, whether they had one or not.

    Who may call this holds the server, so the address is taken as verified.
    """
    user = User.objects.owner_of(email) or User(email=email)
    user.is_active = user.is_staff = user.is_superuser = True
    user.set_password(password)
    user.save()
    verify(user, email)
    audit.record("user.made_staff", by=None, of=user)
    return user


def verify(user: User, email: str) -> None:
    """Take the address as one that the user has proved to be theirs."""
    address, _ = EmailAddress.objects.get_or_create(user=user, email=email)
    address.set_verified()
    address.set_as_primary(conditional=True)


def forget_login(user: User) -> None:
    """Empty a login for good: no address, no way in, no session; the number alone stays.

    The trail and what staff did point at the number, so that the row is not deleted. What other
    apps hang on a login (second factors, social accounts, lists of sessions) goes with it.
    """
    for relation in user._meta.related_objects:
        belongs = relation.on_delete is models.CASCADE and relation.related_model is not LogEntry
        if belongs and not relation.many_to_many:
            relation.related_model._base_manager.filter(**{relation.field.name: user}).delete()
    user.groups.clear()
    user.user_permissions.clear()
    user.email = f"closed-{user.pk}@{NOWHERE}"
    user.is_active = False
    user.last_login = None
    user.set_unusable_password()
    user.save()


def forget_sessions() -> int:
    """Delete what is stored of the sessions of those who cannot log in any more; says how many.

    They ended the moment their login was barred; but a stored session still holds an address.
    """
    closed = {str(pk) for pk in User.objects.filter(is_active=False).values_list("pk", flat=True)}
    ended = [
        session.pk
        for session in Session.objects.iterator()
        if session.get_decoded().get(SESSION_KEY) in closed
    ]
    return Session.objects.filter(pk__in=ended).delete()[0]
