"""Codes by mail for who is logged in already and must show once more that it is they.

The code is kept in the session, and only its digest: reading the sessions is no way in.
"""

import time
from collections.abc import MutableMapping
from typing import Any

from allauth.account import app_settings
from allauth.account.adapter import get_adapter
from allauth.account.models import EmailAddress
from allauth.core.internal.cryptokit import normalize_user_code
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.utils.crypto import constant_time_compare, salted_hmac

from members.errors import MembersError
from members.models import User

KEY = "mailed_code"
Session = MutableMapping[str, Any]


class WrongCode(MembersError):
    """The code is not the one that was sent last, or is used up."""


def address_of(user: User | AnonymousUser) -> str | None:
    """Where codes go: the main one of the addresses that the user has shown to be theirs."""
    verified = EmailAddress.objects.filter(user_id=user.pk, verified=True).order_by(
        "-primary", "pk"
    )
    return verified.values_list("email", flat=True).first()


def send(request: HttpRequest, to: str) -> None:
    """Mail a new code; an older one no longer works."""
    code = get_adapter().generate_login_code()
    request.session[KEY] = {"digest": _digest(code), "at": time.time(), "tries": 0}
    get_adapter().send_mail("account/email/code_again", to, {"code": code})


def is_waiting(session: Session) -> bool:
    """Whether a code was sent that can still be typed in."""
    return KEY in session and _is_young(session[KEY])


def use(session: Session, code: str) -> None:
    """Take the code, once.

    Raises:
        WrongCode: no such code waits; after the last try none does.
    """
    waiting = session.pop(KEY, None)
    if waiting is None or not _is_young(waiting):
        raise WrongCode("That code is too old. Ask for a new one.")
    if constant_time_compare(waiting["digest"], _digest(code)):
        return
    if waiting["tries"] + 1 >= app_settings.LOGIN_BY_CODE_MAX_ATTEMPTS:
        raise WrongCode("That is not the code, and it was the last try. Ask for a new one.")
    session[KEY] = waiting | {"tries": waiting["tries"] + 1}
    raise WrongCode("That is not the code. Look at the newest mail.")


def _is_young(waiting: dict[str, Any]) -> bool:
    return time.time() - waiting["at"] < app_settings.LOGIN_BY_CODE_TIMEOUT


def _digest(code: str) -> str:
    return salted_hmac(KEY, normalize_user_code(code), algorithm="sha256").hexdigest()
