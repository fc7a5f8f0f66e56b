"""Dues that renew themselves, on their owner's pages; to others there is nothing."""

import pytest
from django.urls import reverse

from members import checkouts
from tests.factories.members import (
    EmailAddressFactory,
    MemberAddressFactory,
    SourcePersonFactory,
    SubscriptionFactory,
    UserFactory,
)
from tests.members.stripe_site import connected, hear, paid

pytestmark = pytest.mark.django_db
PAYMENTS = reverse("members:payments")
TOKEN = "12345678-1234-4234-8234-123456789abc"


@pytest.fixture
def fake(settings):
    with connected(settings) as fake:
        yield fake


@pytest.fixture
def ada(fake):
    ada = MemberAddressFactory(email="ada@example.org").member
    paid(fake, checkouts.Payer("Ada", "ada@example.org", ada, is_proved=True))
    hear(*fake.books.events)
    return ada


@pytest.fixture
def as_ada(client, ada):
    user = UserFactory(email="ada@example.org")
    EmailAddressFactory(user=user)
    client.force_login(user)
    return client


def words(response) -> str:
    return " ".join(response.content.decode().split())


def address(name, fake):
    from members.models import Subscription

    return reverse(f"members:{name}", args=[Subscription.objects.first().pk])


def test_the_owner_sees_amount_and_next_day(as_ada):
    page = words(as_ada.get(PAYMENTS))

    assert "$10 every month" in page
    assert "The next payment is on" in page


def test_a_card_that_failed_and_an_end_are_said(as_ada, fake):
    [subscription] = fake.books.all("subscription")
    fake.books.fail_renewal(subscription["id"])
    fake.books.cancel_at_period_end(subscription["id"])
    hear(*fake.books.events)
    page = words(as_ada.get(PAYMENTS))

    assert "The last payment did not go through" in page
    assert "nothing more is charged" in page


def test_the_portal_is_a_link_on_a_page(as_ada, fake):
    page = words(as_ada.post(address("payment_portal", fake)))

    assert f'href="{fake.url}/p/session/' in page
    [asked] = fake.calls_of("POST", "/v1/billing_portal/sessions")
    assert asked["return_url"] == f"http://testserver{PAYMENTS}"


def test_stripe_away_is_one_sentence(as_ada, fake):
    fake.faults[:] = ["500", "500"]
    response = as_ada.post(address("payment_portal", fake), follow=True)
    assert "Please try again in a few minutes." in words(response)
    fake.faults[:] = ["500", "500"]
    said = {"token": TOKEN, "amount": "25"}
    assert "Please try again" in words(as_ada.post(address("payment_amount", fake), said))


def test_another_amount(as_ada, fake):
    said = {"token": TOKEN, "amount": "25"}
    response = as_ada.post(address("payment_amount", fake), said, follow=True)

    assert "From the next payment on you pay $25 a month." in words(response)
    assert "$25 every month" in words(response)


@pytest.mark.parametrize(
    ("amount", "said"), [("0.60", "The least for a month is $1."), ("", "This field is required.")]
)
def test_too_little_is_said(as_ada, fake, amount, said):
    page = words(as_ada.post(address("payment_amount", fake), {"token": TOKEN, "amount": amount}))

    assert said in page


@pytest.mark.parametrize("name", ["payment_portal", "payment_amount"])
def test_to_anybody_else_there_is_nothing(client, ada, fake, name):
    where = address(name, fake)
    assert client.post(where).status_code == 302
    user = UserFactory(email="mallory@example.org")
    EmailAddressFactory(user=user)
    client.force_login(user)
    assert client.post(where).status_code == 404
    MemberAddressFactory(email="mallory@example.org")
    assert client.post(where).status_code == 404
    calls = [path for _, path, _ in fake.calls if "portal" in path]
    assert calls == []


def test_without_keys_nothing_is_offered(as_ada, fake, settings):
    settings.STRIPE_SECRET_KEY = ""

    assert as_ada.post(address("payment_portal", fake)).status_code == 404


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_asks_as_often_for_three_as_for_one(as_ada, ada, count_queries, number):
    for _ in range(number - 1):
        one = SubscriptionFactory()
        SourcePersonFactory(member=ada, source=one.source, number=one.customer)

    with count_queries() as queries:
        assert words(as_ada.get(PAYMENTS)).count("every month") == number
    assert len(queries) == 4


def test_who_has_no_membership_is_told_why(client):
    user = UserFactory(email="new@example.org")
    client.force_login(user)

    assert "We do not know yet that new@example.org is yours" in words(client.get(PAYMENTS))
    EmailAddressFactory(user=user)
    assert "No member on our rolls has the address" in words(client.get(PAYMENTS))
    for _ in range(2):
        MemberAddressFactory(email="new@example.org")
    told = words(client.get(PAYMENTS))
    assert "Your addresses lead to more than one member on our rolls" in told
    assert "No member" not in told
