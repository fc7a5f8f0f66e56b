"""People who log in through the real pages, and what their app shows, in tests."""

import re
import time

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.test import Client, RequestFactory
from django.urls import reverse

from members import second_factors
from members.models import User
from tests.factories.members import APP_SECRET, PASSWORD, EmailAddressFactory, UserFactory

# A line of a mail that is nothing but a code.
CODE = re.compile(r"^\s*([A-Z0-9]{4}-[A-Z0-9]{4})$", re.MULTILINE)


def person(*, app: bool = False, **fields) -> User:
    """A login with a verified address and a password, and an app if wanted."""
    user = EmailAddressFactory(user=UserFactory(**{"password": PASSWORD} | fields)).user
    if not user.password:
        user.set_unusable_password()
        user.save(update_fields=["password"])
    if app:
        second_factors.give_app(user, APP_SECRET)
    return user


def code_now(*, steps: int = 0, secret: str = APP_SECRET) -> str:
    """What an app shows, or will show some half minutes later."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps))


def code_in(mail) -> str:
    [code] = CODE.findall(mail.body)
    return code


def give_password(client: Client, user: User, **fields):
    sent = {"login": user.email, "password": PASSWORD} | fields
    return client.post(reverse("account_login"), sent)


def give_code(client: Client, code: str):
    return client.post(reverse("mfa_authenticate"), {"code": code})


def log_in(client: Client, user: User) -> Client:
    """The whole way, with the app where there is one."""
    give_password(client, user)
    if second_factors.has_one(user):
        give_code(client, code_now())
    assert is_logged_in(client, user)
    return client


def is_logged_in(client: Client, user: User) -> bool:
    return client.session.get("_auth_user_id") == str(user.pk)


def log_in_long_ago(client: Client, user: User, method: str = "password", **detail) -> None:
    """A session that began yesterday."""
    client.force_login(user)
    request = RequestFactory().get("/")
    request.session = client.session
    record_authentication(request, user, method, **detail)
    for record in request.session["account_authentication_methods"]:
        record["at"] -= 24 * 3600
    request.session.save()
