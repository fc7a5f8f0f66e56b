"""Logging in by way of Google, Facebook or X: which are offered, and what is connected.

An account there opens a log-in here only once it was connected: by making the log-in with it, or
later, under “Logging in”. An address alone never connects the two, whoever says it is verified.
"""

from dataclasses import dataclass
from datetime import datetime

from allauth.account.internal.flows.reauthentication import raise_if_reauthentication_required
from allauth.account.models import EmailAddress
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.models import SocialAccount
from allauth.socialaccount.providers import registry
from allauth.socialaccount.providers.base import Provider
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest

from members.errors import MembersError
from members.models import User


class LastWayIn(MembersError):
    """Whoever disconnects this could not log in any more."""


@dataclass(frozen=True)
class Connected:
    """An account of another site, as it is shown; `called` is what it calls itself there."""

    pk: int
    site: str
    called: str
    since: datetime


def offered(request: HttpRequest) -> list[Provider]:
    """The sites that the organisation has keys for, by name."""
    return sorted(get_adapter().list_providers(request), key=lambda provider: provider.name)


def connected(user: User | AnonymousUser) -> list[Connected]:
    """Also those of sites that the organisation has no keys for any more."""
    accounts = SocialAccount.objects.filter(user_id=user.pk).order_by("provider", "pk")
    return [
        Connected(account.pk, site_of(account).name, _called(account), account.date_joined)
        for account in accounts
    ]


def site_of(account: SocialAccount) -> type[Provider]:
    return registry.get_class(account.provider)


def part_with(request: HttpRequest, account: SocialAccount) -> None:
    """Disconnect an account; a mail tells its owner.

    Raises:
        LastWayIn: there is no address that a code could be sent to.
    """
    raise_if_reauthentication_required(request, app="allauth.socialaccount")
    if not EmailAddress.objects.filter(user=account.user, verified=True).exists():
        raise LastWayIn("First confirm an email address: without one you could not log in again.")
    account.delete()
    get_adapter().send_notification_mail(
        "socialaccount/email/account_disconnected",
        account.user,
        context={"site": site_of(account).name},
    )


def _called(account: SocialAccount) -> str:
    known = account.extra_data
    return known.get("username") or known.get("email") or known.get("name") or account.uid
