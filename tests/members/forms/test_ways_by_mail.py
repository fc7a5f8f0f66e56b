"""An unproved address beside a proved one leads nobody in: tried through allauth's real pages."""

import pytest
from allauth.account.models import EmailAddress
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from members.forms.ways_by_mail import led_to
from tests.factories.members import EmailAddressFactory, UserFactory
from tests.members.logging_in import CODE, person

pytestmark = pytest.mark.django_db
VICTIM = "victim@example.org"


@pytest.fixture(autouse=True)
def fresh_limits():
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def trap():
    """A stranger's log-in, proved by another address, where the victim's lies in wait."""
    user = person(email="eve@example.org")
    EmailAddressFactory(user=user, email=VICTIM, verified=False, primary=False)
    return user


def ask_for_code(client, email):
    return client.post(reverse("account_request_login_code"), {"email": email})


def ask_for_password(client, email):
    return client.post(reverse("account_reset_password"), {"email": email})


def test_a_code_leads_nobody_into_a_strangers_login(trap, mailoutbox):
    answer = ask_for_code(Client(), VICTIM)

    [mail] = mailoutbox
    assert mail.to == [VICTIM]
    assert not CODE.search(mail.body)
    assert answer.url == reverse("account_confirm_login_code")
    assert not EmailAddress.objects.filter(email=VICTIM, verified=True).exists()


def test_a_new_password_is_not_offered_for_a_strangers_login(trap, mailoutbox):
    ask_for_password(Client(), VICTIM)

    [mail] = mailoutbox
    assert (mail.to, "/password/reset/key/" in mail.body) == ([VICTIM], False)


def test_the_name_of_a_login_is_no_way_in_beside_a_proved_address(mailoutbox):
    user = UserFactory(email=VICTIM)
    EmailAddressFactory(user=user, email="eve@example.org")

    ask_for_code(Client(), VICTIM)
    ask_for_password(Client(), VICTIM)

    assert [bool(CODE.search(mail.body)) for mail in mailoutbox] == [False, False]
    assert all("/password/reset/key/" not in mail.body for mail in mailoutbox)


@pytest.mark.parametrize("ask", [ask_for_code, ask_for_password])
def test_a_proved_address_leads_in_whichever_case_it_is_typed(trap, mailoutbox, ask):
    ask(Client(), "Eve@example.org")

    [mail] = mailoutbox
    assert CODE.search(mail.body) or "/password/reset/key/" in mail.body


def test_who_has_proved_none_yet_is_led_in(mailoutbox):
    user = EmailAddressFactory(email="new@example.org", verified=False).user

    assert led_to("new@example.org", [user]) == [user]
