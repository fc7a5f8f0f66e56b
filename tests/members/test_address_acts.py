"""An address that leads to a member's vote: two of the staff agree on it."""

import pytest

from members import address_acts, proposals
from members.errors import CannotBeDone, MembersError
from members.models import AuditEvent, Member, OutboxMail
from tests.factories.members import (
    EmailAddressFactory,
    MemberAddressFactory,
    MemberFactory,
    StaffFactory,
)

pytestmark = pytest.mark.django_db
NEW = "new@example.org"
WHY = "She rang from the number we have."


@pytest.fixture
def ann():
    return StaffFactory(email="ann@example.org")


@pytest.fixture
def ben():
    return StaffFactory(email="ben@example.org")


@pytest.fixture
def ada():
    return MemberFactory(name="Ada", town="")


def propose(member, by, email=NEW):
    return address_acts.propose(member, email, by=by, reason=WHY)


def emails(member):
    return [str(address) for address in member.addresses.all()]


def cautions(proposal):
    return address_acts.ADD.cautions(proposal)


def test_nothing_is_added_until_another_person_confirms(ada, ann, ben):
    proposal = propose(ada, ann, "New@Example.org")
    assert emails(ada) == []

    proposals.confirm(proposal.pk, by=ben)

    assert emails(ada) == [NEW]
    assert ada.addresses.get().proposal == proposal
    event = AuditEvent.objects.get(action="member.address_added")
    assert (event.actor_label, event.object_label) == ("ben@example.org", "Ada")
    assert event.detail["proposed_by"] == "ann@example.org"


def test_who_proposed_it_does_not_confirm_it(ada, ann):
    proposal = propose(ada, ann)

    with pytest.raises(MembersError, match="another person"):
        proposals.confirm(proposal.pk, by=ann)
    assert emails(ada) == []


def test_every_address_that_was_there_is_told(ada, ann, ben):
    MemberAddressFactory(member=ada, email="old@example.org")

    proposals.confirm(propose(ada, ann).pk, by=ben)

    mail = OutboxMail.objects.get(kind="addresses-changed")
    assert (mail.to, f"added: {NEW}" in mail.body) == ("old@example.org", True)


def test_the_same_address_waits_once(ada, ann, ben):
    propose(ada, ann)

    with pytest.raises(MembersError, match="proposed already"):
        propose(ada, ben)
    assert propose(ada, ann, "other@example.org")


def test_no_address_of_who_proposes_or_confirms(ada, ann, ben):
    EmailAddressFactory(user=ben, email="Ben.B@example.org")

    with pytest.raises(CannotBeDone, match=r"ben@example\.org's own log-in"):
        propose(ada, ben, "ben.b@example.org")
    proposal = propose(ada, ann, "ben.b@example.org")
    with pytest.raises(CannotBeDone, match=r"ben@example\.org's own log-in"):
        proposals.confirm(proposal.pk, by=ben)
    assert emails(ada) == []


def test_an_address_that_is_theirs_is_refused_also_by_another_row(ada, ann):
    MemberAddressFactory(member=MemberFactory(merged_into=ada), email=NEW)

    with pytest.raises(CannotBeDone, match=r"Ada has new@example\.org already"):
        propose(ada, ann)


def test_a_row_that_was_joined_gets_none(ada, ann):
    with pytest.raises(CannotBeDone, match="was joined with Ada: add it there"):
        propose(MemberFactory(merged_into=ada), ann)


def test_who_left_gets_none(ann):
    with pytest.raises(CannotBeDone, match="has closed the account"):
        propose(MemberFactory(left_on="2026-01-01"), ann)


def test_a_member_who_was_joined_meanwhile_gets_none(ada, ann, ben):
    proposal = propose(ada, ann)
    Member.objects.filter(pk=ada.pk).update(merged_into=MemberFactory())

    with pytest.raises(CannotBeDone, match="was joined with"):
        proposals.confirm(proposal.pk, by=ben)


def test_the_page_says_what_was_there_before(ada, ann):
    MemberAddressFactory(member=ada, email="old@example.org")

    words = address_acts.ADD.words(propose(ada, ann))

    assert words[:2] == [
        f"new@example.org becomes an address of Ada (number {ada.pk}).",
        "Addresses until now: old@example.org.",
    ]


def test_it_is_said_that_nobody_is_told(ada, ann):
    proposal = propose(ada, ann)
    assert cautions(proposal) == [address_acts.UNHEARD]

    MemberAddressFactory(member=ada, email="old@example.org")
    assert cautions(proposal) == []


def test_it_is_said_who_shares_the_address_changed_the_row_or_logs_in_with_it(ada, ann):
    MemberAddressFactory(member=ada, email="old@example.org")
    MemberAddressFactory(member=MemberFactory(name="Bo", town=""), email=NEW)
    EmailAddressFactory(user=StaffFactory(), email=NEW)
    AuditEvent.objects.create(
        action="member.changed",
        actor_label="eve@example.org",
        object_type="members.member",
        object_id=str(ada.pk),
        at="2026-05-05T12:00Z",
    )

    assert cautions(propose(ada, ann)) == [
        address_acts.SHARED.format(other="Bo"),
        "Somebody of the staff logs in with this address.",
        "eve@example.org changed this entry of the rolls on 5 May 2026.",
    ]


def test_it_is_said_that_the_proposer_is_the_member(ada, ann):
    MemberAddressFactory(member=ada, email="ann.private@example.org")
    EmailAddressFactory(user=ann, email="ann.private@example.org")

    assert cautions(propose(ada, ann)) == ["Whoever proposes it is this member."]
