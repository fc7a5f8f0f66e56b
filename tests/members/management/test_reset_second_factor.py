"""manage.py reset_second_factor"""

import io

import pytest
from django.core.management import CommandError, call_command

from members import second_factors
from members.models import AuditEvent, OutboxMail
from tests.members.logging_in import person

pytestmark = pytest.mark.django_db


def said(*arguments):
    out = io.StringIO()
    call_command("reset_second_factor", *arguments, stdout=out)
    return out.getvalue()


def test_the_only_staff_member_gets_back_in():
    user = person(email="eve@example.org", app=True, is_staff=True)

    assert said("Eve@example.org ", "--reason", "Phone stolen.").startswith(
        "eve@example.org has no second factor any more"
    )

    assert not second_factors.has_one(user)
    event = AuditEvent.objects.get(action="user.second_factor_reset")
    assert (event.actor_id, event.detail) == (None, {"reason": "Phone stolen."})
    assert OutboxMail.objects.get(kind="second-factor-reset").to == "eve@example.org"


def test_an_unknown_address_is_refused():
    with pytest.raises(CommandError, match="There is no login with the address"):
        said("no@example.org")


def test_a_login_without_a_factor_is_refused():
    person(email="eve@example.org")

    with pytest.raises(CommandError, match="has no second factor"):
        said("eve@example.org")
