"""Joining as a visitor, as somebody with a new address and as a member; with keys and without."""

import re
from datetime import timedelta
from uuid import UUID

import pytest
from django.urls import reverse
from django.utils import timezone

from members.models import Checkout, Member
from tests.factories.members import (
    ChapterFactory,
    ContributionFactory,
    EmailAddressFactory,
    MemberAddressFactory,
    StandingRulesFactory,
    UserFactory,
)
from tests.members.feeding import ledger
from tests.members.stripe_site import connected

pytestmark = pytest.mark.django_db
JOIN = reverse("members:join")
TOKEN = UUID("12345678-1234-4234-8234-123456789abc")
SAID = {
    "token": str(TOKEN),
    "level": "level-1",
    "period": "month",
    "name": "Ada Lovelace",
    "email": "Ada@Example.org",
}


@pytest.fixture
def fake(settings):
    with connected(settings) as fake:
        yield fake


def log_in(client, email="ada@example.org"):
    user = UserFactory(email=email)
    EmailAddressFactory(user=user, email=email)
    client.force_login(user)
    return user


def send(client, **changes):
    return client.post(JOIN, SAID | changes)


def words(response) -> str:
    return " ".join(response.content.decode().split())


def pay(client, fake, **changes):
    """Through the form, the fake's page, and back; the page of thanks."""
    send(client, **changes)
    fake.books.pay(Checkout.objects.latest("pk").session_id)
    return client.get(reverse("members:thanks", args=[TOKEN]))


def test_without_keys_the_page_leads_to_actblue_and_says_nothing_of_cards(client, settings):
    settings.ACTBLUE_LINK = "https://secure.actblue.example/donate/us"
    page = words(client.get(JOIN))

    assert 'href="https://secure.actblue.example/donate/us"' in page
    assert "$120" in page
    assert not re.search(r"\bcards?\b|stripe", page.lower().split("<main", 1)[1])
    assert "<form" not in page.split("<main", 1)[1]


def test_with_neither_it_says_whom_to_write_to(client):
    page = words(client.get(JOIN))

    assert "To join, to renew or to give, write to" in page
    assert "actblue" not in page.lower()


def test_without_keys_nothing_can_be_posted(client):
    assert send(client).status_code == 200
    assert not Checkout.objects.exists()


def test_a_visitor_is_shown_the_sum_and_the_way_to_stripe(client, fake):
    response = send(client, gift="5")
    page = words(client.get(response["Location"]))

    begun = Checkout.objects.get()
    assert response["Location"] == reverse("members:checkout", args=[TOKEN])
    assert (begun.dues_cents, begun.gift_cents, begun.member) == (10_00, 5_00, None)
    assert "$15 today" in page
    assert f'href="{begun.url}"' in page
    [asked] = fake.calls_of("POST", "/v1/checkout/sessions")
    assert asked["customer_email"] == "ada@example.org"
    assert asked["success_url"] == f"http://testserver/members/join/{TOKEN}/thanks/"


def test_a_visitor_learns_nothing_of_who_is_a_member(client, fake):
    """The page after the payment is the same for an address that is on the rolls."""
    new = words(pay(client, fake))
    Checkout.objects.all().delete()
    known = words(pay(client, fake))

    assert new == known
    assert "log in with the address that you gave" in new
    assert Member.objects.count() == 1


def test_a_member_is_not_asked_who_they_are(client, fake):
    StandingRulesFactory(minimum_days=0)
    member = MemberAddressFactory(email="ada@example.org", member__name="Ada L").member
    log_in(client)
    page = words(client.get(JOIN))
    assert 'name="email"' not in page
    assert 'name="name"' not in page

    thanks = words(pay(client, fake, name="Mallory", email="mallory@example.org"))

    assert ledger()[0][:3] == ("Ada L", "dues", 10_00)
    assert "Thank you. You are in good standing." in thanks
    assert member.contributions.count() == 1


def test_a_verified_address_that_nobody_has_becomes_the_members(client, fake):
    log_in(client)

    thanks = words(pay(client, fake, email="mallory@example.org"))

    assert [a.email for a in Member.objects.get().addresses.all()] == ["ada@example.org"]
    assert "Thank you. Your dues have arrived." in thanks
    first = timezone.localdate() + timedelta(days=30)
    assert "30 days of membership are needed before you can vote" in thanks
    assert f"whose record date is {first:%-d %B %Y} or later" in thanks


def test_a_log_in_without_a_verified_address_is_a_visitor(client, fake):
    client.force_login(UserFactory(email="ada@example.org"))

    assert 'name="email"' in words(client.get(JOIN))
    assert "Confirm the address that you gave" in words(pay(client, fake))


def test_a_member_sees_how_they_stand_and_what_renews_itself(client, fake):
    member = MemberAddressFactory(email="ada@example.org").member
    ContributionFactory(member=member)
    log_in(client)
    pay(client, fake)

    page = words(client.get(JOIN))
    assert "How you stand today:" in page
    assert "You pay $10 a month already" in page
    assert "You pay $10 a month already" in words(send(client, token=str(UUID(int=7))))
    assert Checkout.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"level": "other"}, "how much you want to pay"),
        ({"level": "other", "other": "0.60"}, "The least for a month is $1."),
        ({"level": "other", "other": "abc"}, "is not an amount"),
        ({"level": "other", "other": "0.10"}, "from $0.50 to $999,999.99"),
        ({"other": "15"}, "Choose “Another amount” above"),
        ({"level": "gift"}, "how much you want to give"),
        ({"gift": "-5"}, "is below zero"),
        ({"gift": "999999.99"}, "up to $999,999.99 at once"),
        ({"level": "odd"}, "Select a valid choice"),
        ({"period": "week"}, "Select a valid choice"),
        ({"name": "\u200b"}, "Please say your name"),
        ({"email": "ada"}, "Enter a valid email address"),
        ({"email": "ada@exam_ple.org"}, "e-mail address"),
        ({"token": "x"}, "Enter a valid UUID"),
    ],
)
def test_what_cannot_be_is_said_beside_the_field(client, fake, changes, said):
    response = send(client, **changes)

    assert response.status_code == 200
    assert fake.calls == []
    if "token" not in changes:
        assert said in words(response).replace("&#x27;", "'").replace("&quot;", '"')


def test_the_chapter_is_a_choice(client, fake):
    chapter = ChapterFactory(name="Natick")

    pay(client, fake, chapter=str(chapter.pk))

    assert chapter.members.get().name == "Ada Lovelace"


def test_stripe_away_is_one_sentence_and_the_form_keeps_what_was_typed(client, fake):
    fake.faults[:] = ["500", "500"]
    page = words(send(client))

    assert "Nothing was charged. Please try again in a few minutes." in page
    assert 'value="Ada Lovelace"' in page
    assert not Checkout.objects.exists()


def test_who_comes_back_unpaid_or_while_stripe_is_away_may_look_again(client, fake):
    send(client)
    address = reverse("members:thanks", args=[TOKEN])
    assert "It can take some seconds to reach us." in words(client.get(address))
    fake.faults[:] = ["500", "500"]
    assert "does not answer just now" in words(client.get(address))
    fake.books.expire(Checkout.objects.get().session_id)
    assert "was not made in time" in words(client.get(address))
    assert "was not made in time" in words(client.get(reverse("members:checkout", args=[TOKEN])))


def test_what_nobody_can_place_is_said_and_a_paid_page_is_not_paid_again(client, fake):
    for name in ("Ada", "Charles"):
        MemberAddressFactory(email="ada@example.org", member__name=name)

    assert "One of us has to look at this" in words(pay(client, fake, name="Somebody Else"))
    response = client.get(reverse("members:checkout", args=[TOKEN]))
    assert response["Location"] == reverse("members:thanks", args=[TOKEN])


def test_a_payment_that_waits_in_line_is_said_to(client, fake, monkeypatch):
    monkeypatch.setattr("members.imports.work_on", lambda import_id: None)

    assert "It is being entered" in words(pay(client, fake))


def test_a_gift_is_thanked_as_a_gift(client, fake):
    assert "Thank you for your gift." in words(pay(client, fake, level="gift", gift="20"))


@pytest.mark.parametrize("name", ["checkout", "thanks"])
def test_a_token_that_nobody_was_given_leads_nowhere(client, fake, name):
    assert client.get(reverse(f"members:{name}", args=[TOKEN])).status_code == 404


@pytest.mark.parametrize(
    ("days", "said"), [(0, "on the day of your first dues"), (1, "1 day after")]
)
def test_the_page_says_from_when_one_can_vote(client, days, said):
    StandingRulesFactory(minimum_days=days)

    assert said in words(client.get(JOIN))


def test_who_tries_again_and_again_is_asked_to_wait(client, fake, settings):
    settings.ACCOUNT_RATE_LIMITS = {"join": "1/h/ip"}
    send(client)

    assert send(client, token=str(UUID(int=7))).status_code == 429
    assert Checkout.objects.count() == 1
