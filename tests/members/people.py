"""Members with a log-in, for the tests of their own pages."""

import time

from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.account.internal.flows.login import record_authentication
from django.test import RequestFactory

from members.models import Member, User
from tests.factories.members import (
    PASSWORD,
    EmailAddressFactory,
    MemberAddressFactory,
    MemberFactory,
    UserFactory,
)

ADA = "ada@example.org"


def ada(**fields) -> tuple[Member, User]:
    """A member with one address, and the log-in that has shown it to be its own."""
    member = MemberFactory(**{"name": "Ada Lovelace"} | fields)
    MemberAddressFactory(member=member, email=ADA)
    return member, login_of(ADA)


def login_of(email: str, **fields) -> User:
    return EmailAddressFactory(user=UserFactory(email=email, password=PASSWORD), **fields).user


def log_in(client, user: User, *, minutes_ago: float = 0) -> None:
    client.force_login(user)
    request = RequestFactory().get("/")
    request.session = client.session
    record_authentication(request, user, method="password", email=user.email)
    request.session[AUTHENTICATION_METHODS_SESSION_KEY][-1]["at"] = time.time() - minutes_ago * 60
    request.session.save()
