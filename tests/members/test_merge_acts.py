"""Rows of the rolls are joined and parted by two of the staff. The command: `test_merging`."""

import pytest

from members import merge_acts, proposals
from members.errors import CannotBeDone, MembersError
from members.models import Member
from tests.factories.members import (
    ContributionFactory,
    EmailAddressFactory,
    MemberAddressFactory,
    MemberFactory,
    StaffFactory,
)

pytestmark = pytest.mark.django_db
WHY = "Same birthday, said so on the phone."


@pytest.fixture
def ann():
    return StaffFactory(email="ann@example.org")


@pytest.fixture
def ben():
    return StaffFactory(email="ben@example.org")


@pytest.fixture
def payer():
    """Pays, and has no address: nobody would be told."""
    return ContributionFactory(member__name="Ada", member__town="").member


@pytest.fixture
def stranger():
    member = MemberFactory(name="Eve", town="")
    return MemberAddressFactory(email="eve@example.org", member=member).member


def join(duplicate, into, by):
    return merge_acts.propose_joining(duplicate, into, by=by, reason=WHY)


def part(row, by):
    return merge_acts.propose_parting(row, by=by, reason=WHY)


def people():
    return Member.objects.whole().count()


def test_one_alone_does_not_lead_a_payer_to_an_address(payer, stranger, ann):
    user = EmailAddressFactory(email="eve@example.org").user

    proposal = join(payer, stranger, ann)
    with pytest.raises(MembersError, match="another person"):
        proposals.confirm(proposal.pk, by=ann)

    assert (people(), Member.objects.joined_to(user)) == (2, stranger)


def test_two_join_rows_and_part_them_again(payer, stranger, ann, ben):
    proposals.confirm(join(payer, stranger, ann).pk, by=ben)
    payer.refresh_from_db()
    assert payer.merged_into == stranger

    proposals.confirm(part(payer, ben).pk, by=ann)
    assert people() == 2


def test_the_same_pair_waits_once_whichever_row_stands(payer, stranger, ann, ben):
    join(payer, stranger, ann)

    with pytest.raises(MembersError, match="proposed already"):
        join(stranger, payer, ben)


def test_what_bars_joining_is_said_when_it_is_proposed(payer, ann):
    with pytest.raises(CannotBeDone, match="not two entries, but one"):
        join(payer, payer, ann)


@pytest.mark.parametrize("whose", ["ann", "ben"])
def test_neither_of_the_two_joins_a_row_of_their_own(payer, stranger, ann, ben, whose):
    EmailAddressFactory(user={"ann": ann, "ben": ben}[whose], email="eve@example.org")

    with pytest.raises(CannotBeDone, match="somebody else has to do this"):
        proposals.confirm(join(payer, stranger, ann).pk, by=ben)
    assert people() == 2


def test_a_row_that_is_gone_is_refused_in_words(payer, ann, ben):
    gone = MemberFactory()
    proposal = join(gone, payer, ann)
    gone.delete()

    with pytest.raises(CannotBeDone, match="There is no entry with the number"):
        proposals.confirm(proposal.pk, by=ben)


def test_the_page_names_addresses_and_standing_of_both(payer, stranger, ann):
    proposal = join(payer, stranger, ann)

    assert merge_acts.JOIN.words(proposal)[:3] == [
        "Ada and Eve become one person, for whom the entry of Eve stands.",
        f"Ada (number {payer.pk}): no address; alone in good standing.",
        f"Eve (number {stranger.pk}): eve@example.org; alone not in good standing.",
    ]
    assert merge_acts.JOIN.cautions(proposal) == [merge_acts.FREELY.format(one="Ada", other="Eve")]


def test_it_is_said_that_the_proposer_is_one_of_them(payer, stranger, ann):
    MemberAddressFactory(member=payer, email="ada@example.org")
    proposal = join(payer, stranger, ann)
    EmailAddressFactory(user=ann, email="ada@example.org")

    assert merge_acts.JOIN.cautions(proposal) == ["Whoever proposes it is one of these members."]


def test_what_is_not_joined_is_not_parted(payer, ann):
    with pytest.raises(CannotBeDone, match="Ada is not merged with anybody"):
        part(payer, ann)


def test_parting_from_somebody_else_than_was_proposed_is_refused(payer, stranger, ann, ben):
    row = MemberFactory(name="Bo", town="", merged_into=payer)
    proposal = part(row, ann)
    assert merge_acts.PART.words(proposal) == [
        "Bo is a person of its own again, with the addresses and entries that were its own.",
        f"Bo (number {row.pk}): no address; alone not in good standing.",
    ]
    Member.objects.filter(pk=row.pk).update(merged_into=stranger)

    with pytest.raises(CannotBeDone, match="not merged"):
        proposals.confirm(proposal.pk, by=ben)
