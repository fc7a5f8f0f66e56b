"""All that we do otherwise than django-allauth: names in mails, guarded doors, sealed secrets."""

import hashlib
from contextlib import suppress
from functools import reduce
from operator import or_
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.account.models import EmailAddress
from allauth.core import context
from allauth.core.exceptions import ImmediateHttpResponse, ReauthenticationRequired
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import (
    DefaultSocialAccountAdapter,
    _build_apps_from_settings,
)
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialLogin
from allauth.socialaccount.providers.base import AuthProcess
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.models import AnonymousUser
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from nacl.encoding import URLSafeBase64Encoder
from nacl.exceptions import CryptoError
from nacl.secret import SecretBox

from members import devices, freshness, mailed_codes, outbox, second_factors
from members.models import User

IN_OUR_WORDS = {
    "reauthenticate": "Use your password",
    "mailed_code": "Get a code by email",
    "mfa_reauthenticate": "Use your app or a recovery code",
    "mfa_reauthenticate:webauthn": "Use a passkey",
}
TAKEN = (
    "{email} has a log-in here already. Log in with a code by email; then you can connect {site} "
    "under “Logging in”."
)


class AccountAdapter(DefaultAccountAdapter):
    """Anybody may sign up: a login becomes a member's only by a verified address."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "too_many_login_attempts": "Too many tries. Wait five minutes, then try again.",
        "rate_limited": "Too many tries. Wait a minute, then try again.",
    }

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        super().send_mail(template_prefix, email, {"current_site": _organisation()} | context)

    def format_email_subject(self, subject: str) -> str:
        return f"{settings.ORGANISATION_NAME}: {subject}"

    def post_login(self, request: HttpRequest, user: User, **detail: Any) -> HttpResponse:
        """A log-in on a device that has not been seen before is told of; a sign-up is none."""
        response = super().post_login(request, user, **detail)
        if not detail["signup"] and not devices.is_known(request, user):
            self._tell_of_new_device(request, user)
        devices.remember(request, response, user)
        return response

    def _tell_of_new_device(self, request: HttpRequest, user: User) -> None:
        """By way of the outbox: nobody shall stand outside because the mail server is away."""
        to = mailed_codes.address_of(user)
        if to is None:
            return
        known = {
            "organisation": _organisation(),
            "at": timezone.localtime(),
            "device": devices.name_of(self.get_http_user_agent(request)),
            "ip": self.get_client_ip(request),
        }
        subject = render_to_string("account/email/new_device_subject.txt").strip()
        outbox.put(
            to=to,
            subject=self.format_email_subject(subject),
            body=render_to_string("account/email/new_device_message.txt", known),
            kind="new-device",
            forget=True,
        )

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


def _organisation() -> dict[str, str]:
    return {"name": settings.ORGANISATION_NAME, "domain": settings.BASE_URL}


class OtherSitesAdapter(DefaultSocialAccountAdapter):
    """Keys come from the settings alone, and an address connects nothing."""

    def list_apps(self, request: HttpRequest, **wanted: Any) -> list[SocialApp]:
        # Rows of the database could add a site, or other keys for one: they are not looked at.
        of_sites = _build_apps_from_settings(**wanted)
        return [app for apps in of_sites.values() for app in apps]

    def get_app(self, request: HttpRequest, **wanted: Any) -> SocialApp:
        try:
            return super().get_app(request, **wanted)
        except SocialApp.DoesNotExist:
            raise Http404("The organisation has no keys for this site.") from None

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Says what to do where the library would ask for a code that is never sent.

        Only to who owns the address, as the other site says: others learn nothing.
        """
        if sociallogin.is_existing or sociallogin.state.get("process") == AuthProcess.CONNECT:
            return
        verified = [address.email for address in sociallogin.email_addresses if address.verified]
        if verified and User.objects.owner_of(verified[0]):
            site = sociallogin.account.get_provider().name
            messages.info(request, TAKEN.format(email=verified[0], site=site))
            raise ImmediateHttpResponse(redirect("account_login"))

    def get_connect_redirect_url(self, request: HttpRequest, socialaccount: SocialAccount) -> str:
        return reverse("mfa_index")


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


def drop_unproved_ways_in(
    *, request: HttpRequest, email_address: EmailAddress, **signal: Any
) -> None:
    """Called when an address is verified; forgets ways in that its owner may not have made.

    A stranger may make a log-in under a member's address, by password or by an account of another
    site, and wait. When the owner then comes and the address becomes verified, the log-in is the
    owner's: only what opened it this time may open it again.
    """
    user = email_address.user
    used = get_authentication_records(request, user)
    if request.user.is_authenticated:
        return
    if EmailAddress.objects.filter(user=user, verified=True).exclude(pk=email_address.pk).exists():
        return
    # Nothing is recorded of who signs up with a form, or sets a new password by a mailed link.
    if used and not any(record["method"] == "password" for record in used):
        user.set_unusable_password()
        user.save(update_fields=["password"])
    ours = [
        Q(provider=record["provider"], uid=record["uid"])
        for record in used
        if record["method"] == "socialaccount"
    ]
    strangers = SocialAccount.objects.filter(user=user)
    (strangers.exclude(reduce(or_, ours)) if ours else strangers).delete()
