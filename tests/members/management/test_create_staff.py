"""manage.py create_staff"""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from members.management.commands import create_staff
from members.models import User
from tests.factories.members import PASSWORD

pytestmark = pytest.mark.django_db


def said(*arguments: str) -> str:
    out = StringIO()
    call_command("create_staff", *arguments, stdout=out)
    return out.getvalue()


def test_create_staff_asks_for_a_password(monkeypatch):
    monkeypatch.setattr(create_staff, "getpass", lambda: PASSWORD)

    assert said("Eve@example.org") == (
        "eve@example.org can log in and has all rights in the admin. Before it opens, the first "
        "log-in sets up an authenticator app or a passkey.\n"
    )

    user = User.objects.get()
    assert (user.email, user.is_superuser) == ("eve@example.org", True)
    assert user.check_password(PASSWORD)


def test_create_staff_makes_up_a_password_and_shows_it():
    password = said("eve@example.org", "--generate").split("Password: ")[1].strip()

    assert User.objects.get().check_password(password)


def test_create_staff_refuses_a_weak_password(monkeypatch):
    monkeypatch.setattr(create_staff, "getpass", lambda: "secret")

    with pytest.raises(CommandError, match="too short"):
        said("eve@example.org")

    assert not User.objects.exists()


def test_create_staff_refuses_what_is_no_address():
    with pytest.raises(CommandError, match="valid email address"):
        said("eve", "--generate")
