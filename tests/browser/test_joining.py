"""Somebody new joins by card in a real browser, by way of a fake Stripe on loopback."""

from datetime import timedelta

import pytest
from django.utils import timezone

from endorsements import rounds
from members.models import Contribution, Member
from tests.browser import passkeys, people
from tests.factories.endorsements import draft_round, fresh
from tests.factories.members import (
    ContributionFactory,
    EmailAddressFactory,
    MemberAddressFactory,
    StaffFactory,
    StandingRulesFactory,
    UserFactory,
)
from tests.members.stripe_site import SECRET, connected

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NARROW, DESK = {"width": 320, "height": 640}, {"width": 1280, "height": 900}


@pytest.fixture
def fake(settings, live_server):
    hook = f"{live_server.url}/members/hooks/stripe/"
    with connected(settings, hook=hook) as fake:
        fake.secret = SECRET
        yield fake


@pytest.fixture
def grace():
    user = UserFactory(email="grace@example.org")
    EmailAddressFactory(user=user)
    return people.with_password(user)


def to_stripe(page, *, level="Member"):
    page.goto("/members/join/")
    page.get_by_role("radio", name=level).check()
    if page.get_by_label("Your name").count():
        page.get_by_label("Your name").fill("Grace Hopper")
    page.get_by_role("button", name="Continue").click()
    page.get_by_role("link", name="Pay at Stripe").click()


def test_somebody_new_joins_logs_in_by_passkey_and_is_on_the_roll_of_the_next_round_alone(
    new_page, live_server, fake, grace
):
    page = new_page(base_url=passkeys.by_name(live_server))
    passkeys.give_authenticator(page)
    StandingRulesFactory(minimum_days=0)
    today = timezone.localdate()
    past = draft_round(3, record_date=today - timedelta(days=1))
    rounds.schedule(past.pk, by=StaffFactory())
    people.log_in(page, grace, then="/members/join/")

    to_stripe(page)
    page.get_by_role("button", name="Pay with a card that is declined").click()
    page.get_by_text("Your card was declined.").wait_for()
    page.get_by_role("link", name="Back to the shop").click()
    page.get_by_text("Not paid yet").wait_for()
    assert not Contribution.objects.filter(source="stripe_test").exists()
    page.get_by_role("link", name="Pay at Stripe").click()
    page.get_by_role("button", name="Pay", exact=True).click()

    page.get_by_role("heading", name="Thank you. You are in good standing.").wait_for()
    member = Member.objects.joined_to(grace)
    assert (member.name, member.contributions.get().amount_cents) == ("Grace Hopper", 10_00)
    passkeys.add(page)
    passkeys.log_out(page)
    passkeys.log_in(page, then="/members/me/")
    page.get_by_text("In good standing", exact=True).wait_for()
    coming = draft_round(3, record_date=today, opens_at=timezone.now())
    rounds.schedule(coming.pk, by=StaffFactory())
    on_roll = [fresh(one).roll.filter(member=member).exists() for one in (past, coming)]
    assert on_roll == [False, True]


def test_a_member_changes_the_amount_and_ends_the_payments(page, fake, grace):
    member = MemberAddressFactory(email="grace@example.org", member__name="Grace Hopper").member
    ContributionFactory(member=member)
    people.log_in(page, grace, then="/members/join/")
    to_stripe(page)
    page.get_by_role("button", name="Pay", exact=True).click()
    page.get_by_role("heading", name="Thank you.").wait_for()

    page.goto("/members/payments/")
    page.get_by_role("link", name="Change the amount").click()
    page.get_by_label("New amount").fill("15")
    page.get_by_role("button", name="Pay this from now on").click()
    page.get_by_text("From the next payment on you pay $15 a month.").wait_for()
    page.get_by_role("button", name="Card, or end it").click()
    page.get_by_role("link", name="Go to Stripe").click()
    page.get_by_role("button", name="Use another card").click()
    page.get_by_role("button", name="Cancel").click()
    page.get_by_text("ends").wait_for()
    fake.send_events()

    assert fake.books.all("subscription")[0]["cancel_at_period_end"]


def test_no_page_of_joining_has_a_fault(new_page, fake):
    # Colours that fade from one scheme to the other would be looked at on their way.
    page, found = new_page(reduced_motion="reduce"), []

    def look():
        for viewport, scheme in ((NARROW, "dark"), (DESK, "light")):
            page.set_viewport_size(viewport)
            page.emulate_media(color_scheme=scheme)
            found.extend(people.faults(page))
            assert not people.is_wider_than_its_screen(page), page.url

    page.goto("/members/join/")
    look()
    page.get_by_label("Your name").fill("Grace Hopper")
    page.get_by_label("Your e-mail address").fill("grace@example.org")
    page.get_by_role("button", name="Continue").click()
    page.get_by_role("link", name="Pay at Stripe").wait_for()
    look()
    page.get_by_role("link", name="Pay at Stripe").click()
    page.get_by_role("button", name="Pay", exact=True).click()
    page.get_by_role("heading", name="Thank you.").wait_for()
    look()
    assert found == []
