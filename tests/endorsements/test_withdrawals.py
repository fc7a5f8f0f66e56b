"""Withdrawals: noted once, while members vote, and told to everybody who has voted."""

import pytest

from endorsements import withdrawals
from endorsements.admin.act_forms import WithdrawalForm
from endorsements.errors import IllegalMove
from endorsements.models import Candidate, RollEntry
from members.models import MemberAddress, OutboxMail
from tests.endorsements.paper.piles import marked
from tests.factories.endorsements import CandidateFactory, cast, entries, open_round
from tests.factories.members import StaffFactory
from tests.tampering import guards_off

pytestmark = pytest.mark.django_db


@pytest.fixture
def voting_round():
    return open_round(4)


@pytest.fixture
def candidate(voting_round):
    return Candidate.objects.get(contest__round=voting_round, key="ash")


def mails():
    return OutboxMail.objects.filter(kind="withdrawal")


def test_everybody_who_voted_is_told_whomever_they_chose(voting_round, candidate):
    chose_ash, chose_birch, *_ = entries(voting_round)
    cast(chose_ash, "ash")
    cast(chose_birch, "birch")

    withdrawals.note(candidate.pk, by=StaffFactory(), proposed_by=StaffFactory())

    voted = MemberAddress.objects.filter(member__in=[chose_ash.member, chose_birch.member])
    assert set(mails().values_list("to", flat=True)) == set(voted.values_list("email", flat=True))
    assert len(set(mails().values_list("subject", "body"))) == 1
    assert mails().first().subject == "Ash has withdrawn"
    assert f"/ballots/{voting_round.slug}/" in mails().first().body


def test_who_votes_on_paper_is_told_what_becomes_of_a_sheet(voting_round, candidate):
    here, on_paper, *taken_out = entries(voting_round)
    cast(here)
    cast(taken_out[0])
    marked(on_paper)
    marked(taken_out[1])
    RollEntry.objects.filter(pk__in=[one.pk for one in taken_out]).update(is_voided=True)

    withdrawals.note(candidate.pk, by=StaffFactory(), proposed_by=StaffFactory())

    told = {mail.to: mail.body for mail in mails()}
    addresses = [entry.member.addresses.get().email for entry in (here, on_paper)]
    assert set(told) == set(addresses)
    assert "A sheet that you have handed in cannot be given back" in told[addresses[1]]
    assert "You may change your ballot" not in told[addresses[1]]
    assert f"/rounds/{voting_round.slug}/" in told[addresses[1]]


def test_nobody_is_told_before_anybody_voted(candidate):
    withdrawals.note(candidate.pk, by=StaffFactory(), proposed_by=StaffFactory())
    assert not mails().exists()


def test_no_trace_of_these_mails_is_kept(voting_round, candidate):
    cast(entries(voting_round)[0])
    withdrawals.note(candidate.pk, by=StaffFactory(), proposed_by=StaffFactory())
    assert mails().get().forget


def test_a_second_withdrawal_is_refused_and_tells_nobody_again(voting_round, candidate):
    cast(entries(voting_round)[0])
    withdrawals.note(candidate.pk, by=StaffFactory(), proposed_by=StaffFactory())
    with pytest.raises(IllegalMove):
        withdrawals.note(candidate.pk, by=StaffFactory(), proposed_by=StaffFactory())
    assert mails().count() == 1


def test_an_answer_to_a_question_cannot_withdraw():
    voting_round = open_round(1, forms=["question"])
    with guards_off():
        left_over = CandidateFactory(contest=voting_round.contests.get())

    with pytest.raises(IllegalMove, match="An answer to a ballot question cannot withdraw"):
        withdrawals.note(left_over.pk, by=StaffFactory(), proposed_by=StaffFactory())
    assert not WithdrawalForm(voting_round=voting_round).fields["candidate"].queryset.exists()
