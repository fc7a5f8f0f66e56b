"""All that we do otherwise than django-allauth: names in mails, guarded doors, sealed secrets."""

import hashlib
from contextlib import suppress
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.account.models import EmailAddress
from allauth.core import context
from allauth.core.exceptions import ReauthenticationRequired
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.urls import reverse
from nacl.encoding import URLSafeBase64Encoder
from nacl.exceptions import CryptoError
from nacl.secret import SecretBox

from members import freshness, mailed_codes, second_factors
from members.models import User

IN_OUR_WORDS = {
    "reauthenticate": "Use your password",
    "mailed_code": "Get a code by email",
    "mfa_reauthenticate": "Use your app or a recovery code",
    "mfa_reauthenticate:webauthn": "Use a passkey",
}


class AccountAdapter(DefaultAccountAdapter):
    """Anybody may sign up: a login becomes a member's only by a verified address."""

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        organisation = {"name": settings.ORGANISATION_NAME, "domain": settings.BASE_URL}
        super().send_mail(template_prefix, email, {"current_site": organisation} | context)

    def format_email_subject(self, subject: str) -> str:
        return f"{settings.ORGANISATION_NAME}: {subject}"

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Asked before addresses, passwords, factors and other sites' accounts are changed.

        Raises:
            ReauthenticationRequired: instead of answering True. The library would then let in
                everybody who has neither password nor factor: they too can show who they are.
        """
        if freshness.is_fresh(context.request):
            return False
        raise ReauthenticationRequired

    def get_reauthentication_methods(self, user: User | AnonymousUser) -> list[dict[str, str]]:
        """Where there is a second factor, it and nothing less."""
        if not user.is_authenticated:
            return []
        ways = super().get_reauthentication_methods(user)
        if second_factors.has_one(user):
            ways = [way for way in ways if way["id"].startswith("mfa_")]
        elif mailed_codes.address_of(user):
            ways.append({"id": "mailed_code", "url": reverse("account_send_code_again")})
        return [way | {"description": IN_OUR_WORDS[way["id"]]} for way in ways]


class SecondFactorAdapter(DefaultMFAAdapter):
    """Secrets of apps and recovery codes lie sealed: a copy of the database is no second factor."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": "That did not work. Each code works once and not for long.",
        "unverified_email": "First confirm your email addresses, or remove those not yours.",
        "cannot_generate_recovery_codes": "Set up an app or a passkey first.",
    }

    def encrypt(self, text: str) -> str:
        box = _box(settings.SECRET_KEY)
        return box.encrypt(text.encode(), encoder=URLSafeBase64Encoder).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """With today's secret key, or with a former one."""
        for former in settings.SECRET_KEY_FALLBACKS:
            with suppress(CryptoError):
                return _opened(encrypted_text, former)
        return _opened(encrypted_text, settings.SECRET_KEY)

    def generate_authenticator_name(self, user: User, type: Authenticator.Type) -> str:  # noqa: A002
        number = Authenticator.objects.filter(user=user, type=type).count() + 1
        return "My passkey" if number == 1 else f"Passkey {number}"


def _box(secret_key: str) -> SecretBox:
    return SecretBox(hashlib.sha256(f"second factors:{secret_key}".encode()).digest())


def _opened(sealed: str, secret_key: str) -> str:
    return _box(secret_key).decrypt(sealed.encode(), encoder=URLSafeBase64Encoder).decode()


def drop_unproved_password(
    *, request: HttpRequest, email_address: EmailAddress, **signal: Any
) -> None:
    """Called when an address is verified; forgets a password that its owner may not have set.

    A stranger may sign up under a member's address and wait. When the owner then logs in with
    a code, the address becomes verified and the login the owner's: the stranger's password
    must not open it. (allauth does the same for log-ins by social account, not by code.)
    """
    user = email_address.user
    if request.user.is_authenticated or not _came_by_code(request, user):
        return
    if EmailAddress.objects.filter(user=user, verified=True).exclude(pk=email_address.pk).exists():
        return
    user.set_unusable_password()
    user.save(update_fields=["password"])


def _came_by_code(request: HttpRequest, user: User) -> bool:
    records = get_authentication_records(request, user)
    return any(record["method"] == "code" for record in records)
