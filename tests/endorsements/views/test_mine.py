"""A member's own page."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from endorsements import additions
from endorsements.paper import marking
from members.models import Member
from tests.endorsements.views.voters import log_in, user_of
from tests.factories.endorsements import cast, certified_round, entries, open_round
from tests.factories.members import (
    ContributionFactory,
    EmailAddressFactory,
    MemberAddressFactory,
    MemberFactory,
    StaffFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


def shown(client):
    return client.get(reverse("endorsements:my_ballots")).content.decode()


def test_my_ballots_asks_to_log_in(client):
    answer = client.get(reverse("endorsements:my_ballots"))
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith(reverse("account_login"))


def test_a_voter_sees_what_is_open_and_not_voted_yet(client):
    entry = entries(open_round(3))[0]
    log_in(client, user_of(entry))
    page = shown(client)
    assert "You have not voted yet" in page
    assert "Vote now" in page
    assert "Governor" in page


def test_a_voter_sees_that_and_how_often_they_voted(client):
    entry = entries(open_round(3))[0]
    cast(entry)
    cast(entry, "birch")
    log_in(client, user_of(entry))
    page = shown(client)
    assert "You have voted" in page
    assert "Version 2 of your ballot is recorded." in page


def test_who_votes_on_paper_is_not_told_to_have_voted_and_given_no_ballot(client):
    voting_round = open_round(2)
    entry = entries(voting_round)[0]
    marking.mark(entry.pk, is_on_paper=True, by=StaffFactory(), proposed_by=StaffFactory())
    log_in(client, user_of(entry))
    page = shown(client)
    assert "You vote on paper" in page
    assert "You have voted" not in page
    assert "Vote now" not in page


def test_a_lapsed_member_sees_why_they_may_not_vote(client):
    open_round(3)
    user = UserFactory()
    EmailAddressFactory(user=user)
    MemberAddressFactory(member=MemberFactory(), email=user.email)
    log_in(client, user)
    page = shown(client)
    assert "You are not on the roll of this round" in page
    assert "No dues are recorded for you." in page


def test_a_login_without_a_member_is_told_what_to_do(client):
    open_round(3)
    log_in(client, UserFactory(email="stranger@example.org"))
    page = shown(client)
    assert "No member on our rolls has the address stranger@example.org" in page
    assert reverse("account_email") in page


def test_a_login_of_an_address_that_two_members_share_is_told_so(client):
    user = UserFactory(email="both@example.org")
    EmailAddressFactory(user=user)
    for name in ("Ada", "Bo"):
        MemberAddressFactory(member__name=name, email=user.email)
    log_in(client, user)

    page = shown(client)

    assert "Two members have the address of this log-in, both@example.org" in page
    assert "No member on our rolls" not in page


def test_the_roll_is_asked_as_it_was_frozen(client):
    """A payment that was entered with an earlier date after the freeze is named as such."""
    address = MemberAddressFactory()
    ContributionFactory(member=address.member, received_on=date(2024, 1, 1))
    voting_round = open_round(3)
    ContributionFactory(member=address.member, recorded_at=timezone.now() + timedelta(hours=1))
    user = UserFactory(email=address.email)
    EmailAddressFactory(user=user)
    log_in(client, user)

    for page in (shown(client), round_page(client, voting_round)):
        assert "Dues of $120 on 3 March 2026 came onto the ledger on" in page
        assert "It counts for the next round." in page


def round_page(client, voting_round):
    return client.get(reverse("endorsements:round", args=[voting_round.slug])).content.decode()


def test_a_row_that_was_merged_stays_on_the_roll_for_its_person(client):
    entry = entries(open_round(3))[0]
    person = MemberFactory()
    Member.objects.filter(pk=entry.member_id).update(merged_into=person)
    log_in(client, user_of(entry))

    assert "Vote now" in shown(client)


def test_after_certification_my_ballots_still_knows_that_i_voted(client):
    voting_round = certified_round(["ash", "ash", "ash"])
    log_in(client, user_of(entries(voting_round)[0]))
    assert "Your ballot was recorded." in shown(client)


def test_who_was_added_to_the_roll_reads_why(client):
    member = MemberFactory()
    MemberAddressFactory(member=member)
    entry = additions.add(
        open_round(3).pk,
        member.pk,
        style="S1",
        reason="Your cheque was mislaid.",
        by=StaffFactory(),
        proposed_by=StaffFactory(),
    )
    log_in(client, user_of(entry))

    page = shown(client)

    assert "Vote now" in page
    assert " because: Your cheque was mislaid." in page
