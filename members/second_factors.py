"""Second factors: an authenticator app or a passkey. Who has one, and who has shown it.

django-allauth stores them (`Authenticator`) and asks for them at log-in. Recovery codes stand in
for a factor and are none.
"""

from typing import Any

from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.login import record_authentication
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest

from members.models import User

KINDS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]


def has_one(user: User | AnonymousUser) -> bool:
    return Authenticator.objects.filter(user_id=user.pk, type__in=KINDS).exists()


def was_shown(request: HttpRequest) -> bool:
    """Whether this session has proved that it has the user's second factor.

    A session that began before there was a factor, or before its owner became staff, has not.
    """
    records = get_authentication_records(request, request.user)
    return any(record["method"] == "mfa" for record in records) and has_one(request.user)


def note_that_it_was_shown(
    *, request: HttpRequest, user: User, authenticator: Authenticator, **signal: Any
) -> None:
    """Called when a factor is added: who sets one up has it in hand."""
    if authenticator.type in KINDS:
        record_authentication(request, user, "mfa", id=authenticator.pk, type=authenticator.type)


def addresses_to_warn(user: User) -> list[str]:
    """All that the user has shown to be theirs: somebody else may read one of them."""
    verified = EmailAddress.objects.filter(user=user, verified=True)
    return list(verified.values_list("email", flat=True))


def give_app(user: User, secret: str) -> None:
    """Set up an app that holds this secret (base 32), for demonstrations and tests."""
    TOTP.activate(user, secret)
