"""Logged-in voters, and care for downloads, in tests of pages."""

import time

from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.account.internal.flows.login import record_authentication
from django.http.response import HttpResponseBase
from django.test import Client, RequestFactory

from endorsements.models import RollEntry
from members.models import MemberAddress, User
from tests.factories.members import EmailAddressFactory, UserFactory


def log_in(client: Client, user: User, *, hours_ago: float = 0) -> None:
    """Log in as if `hours_ago`, with a password."""
    client.force_login(user)
    request = RequestFactory().get("/")
    request.session = client.session
    record_authentication(request, user, method="password", email=user.email)
    request.session[AUTHENTICATION_METHODS_SESSION_KEY][-1]["at"] = time.time() - hours_ago * 3600
    request.session.save()


def user_of(entry: RollEntry) -> User:
    """A login with the verified address of the member on the roll."""
    address = MemberAddress.objects.filter(member=entry.member).first().email
    user = User.objects.filter(email=address).first()
    if user is None:
        user = UserFactory(email=address)
        EmailAddressFactory(user=user, email=address)
    return user


def release(answer: HttpResponseBase) -> None:
    """Close a download's file; `answer.close()` would close the test's connection too."""
    for close in answer._resource_closers:
        close()
