"""What a new organisation is told about its settings before anybody votes: `manage.py check`."""

from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Error, register
from django.core.checks import Warning as CheckWarning
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.http.request import validate_host

from members import gateway
from scorecard import atlas
from scorecard.errors import Unreadable

KEY_FOLDERS = ["SIGNING_KEY_DIR", "MIX_KEY_DIR", "TALLY_KEY_DIR"]


@register
def organisation_settings(**_: Any) -> list[CheckMessage]:
    return [
        *_base_url(),
        *_addresses(),
        *_key_folders(),
        *_stripe(),
        *_join_levels(),
        *_places(),
    ]


def _base_url() -> Iterator[CheckMessage]:
    url = urlsplit(settings.BASE_URL)
    wanted = "https" if settings.HTTPS else "http"
    if url.scheme != wanted or not url.hostname:
        yield Error(
            f"BASE_URL must begin with {wanted}://, it is {settings.BASE_URL}.", id="site.E1"
        )
    elif not validate_host(url.hostname, settings.ALLOWED_HOSTS):
        yield Error(
            f"BASE_URL names {url.hostname}, which is not among ALLOWED_HOSTS: "
            "the links in mails would lead nowhere.",
            id="site.E2",
        )


def _addresses() -> Iterator[CheckMessage]:
    named = {
        "ORGANISATION_CONTACT": [settings.ORGANISATION_CONTACT],
        "ALERT_ADDRESSES": settings.ALERT_ADDRESSES,
        "OBSERVER_ADDRESSES": settings.OBSERVER_ADDRESSES,
    }
    for name, addresses in named.items():
        for address in addresses:
            try:
                validate_email(address)
            except ValidationError:
                yield Error(f"{name} has no e-mail address in {address!r}.", id="site.E3")


def _key_folders() -> Iterator[CheckMessage]:
    folders = [folder for name in KEY_FOLDERS if (folder := getattr(settings, name))]
    if len(set(folders)) < len(folders):
        yield Error("Two kinds of keys share a folder: each needs one of its own.", id="site.E4")


def _stripe() -> Iterator[CheckMessage]:
    keys = [settings.STRIPE_SECRET_KEY, settings.STRIPE_WEBHOOK_SECRET]
    if any(keys) and not all(keys):
        yield Error(
            "STRIPE_SECRET_KEY and STRIPE_WEBHOOK_SECRET belong together: without the second "
            "nobody here would hear of refunds and renewals.",
            id="site.E5",
        )
    elif all(keys) and not settings.DEMO and not gateway.is_live():
        yield CheckWarning(
            "STRIPE_SECRET_KEY is one of the test mode: cards that do not exist buy standing.",
            id="site.W1",
        )


def _join_levels() -> Iterator[CheckMessage]:
    for name, times in settings.JOIN_LEVELS.items():
        try:
            is_enough = Decimal(times) >= 1
        except InvalidOperation:
            is_enough = False
        if not is_enough:
            yield Error(
                f"JOIN_LEVELS has {times!r} for {name}: it takes a number of times the dues, 1 or "
                "more.",
                id="site.E6",
            )


def _places() -> Iterator[CheckMessage]:
    try:
        atlas.table()
    except Unreadable as fault:
        yield Error(f"PLACES_FILE: {fault}", id="site.E7")
