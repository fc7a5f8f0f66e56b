"""A withdrawal and a voiding: by two, in the log, told to whom they concern."""

import pytest

from endorsements.errors import IllegalMove, NotReady
from endorsements.models import Candidate, Envelope, LogEntry, RollEntry
from endorsements.round_acts import taking_out
from members import proposals
from members.errors import CannotBeDone
from members.models import AuditEvent, MemberAddress, OutboxMail
from tests.endorsements.paper.piles import entered_twice, finished, marked
from tests.factories.endorsements import cast, close, entries, fresh, open_round
from tests.factories.members import MemberFactory, StaffFactory

pytestmark = pytest.mark.django_db
WHY = "A letter of this morning."


def last(voting_round):
    entry = LogEntry.objects.filter(round=voting_round).in_order().last()
    return entry.kind, entry.payload


def propose_voiding(voting_round, member, by, reason_class="double membership"):
    return taking_out.propose_voiding(
        voting_round, member=member, reason_class=reason_class, by=by, reason=WHY
    )


def test_a_withdrawal_is_noted_by_two_and_told_to_who_voted(ada, ben):
    voting_round = open_round(3)
    first, second, _ = entries(voting_round)
    cast(first, "ash")
    cast(second, "birch")
    ash = Candidate.objects.get(key="ash")
    proposal = taking_out.propose_withdrawal(voting_round, candidate=ash, by=ada, reason=WHY)
    assert not OutboxMail.objects.filter(kind="withdrawal").exists()

    proposals.confirm(proposal.pk, by=ben)

    assert last(voting_round) == ("withdraw", {"contest": "governor", "candidate": "ash"})
    mails = OutboxMail.objects.filter(kind="withdrawal")
    voted = MemberAddress.objects.filter(member__in=[first.member, second.member])
    assert set(mails.values_list("to", flat=True)) == set(voted.values_list("email", flat=True))
    assert AuditEvent.objects.get(action="candidate.withdrawn").detail == {"proposed_by": str(ada)}
    words = proposals.acts["round.withdraw_candidate"].words(proposal)
    assert words[0].startswith("Ash withdraws from “Governor”")


def test_two_candidates_may_wait_at_once_and_none_of_another_round(ada):
    voting_round, other = open_round(1), open_round(1)
    for candidate in Candidate.objects.filter(contest__round=voting_round):
        taking_out.propose_withdrawal(voting_round, candidate=candidate, by=ada, reason=WHY)
    stranger = Candidate.objects.filter(contest__round=other).first()

    with pytest.raises(IllegalMove, match="does not stand in this round"):
        taking_out.propose_withdrawal(voting_round, candidate=stranger, by=ada, reason=WHY)


def test_who_takes_out_a_member_on_paper_is_warned_of_their_sheet(ada, ben):
    voting_round = open_round(3)
    entry, other, _ = map(marked, entries(voting_round))
    proposal = propose_voiding(voting_round, entry.member, ada)
    assert taking_out.THEIR_SHEET in proposals.acts["round.void_slot"].cautions(proposal)
    proposals.confirm(proposal.pk, by=ben)
    close(voting_round)

    entered_twice(fresh(voting_round), ["ash", "ash", "birch"])

    with pytest.raises(NotReady, match="3 sheets with ballot S1 are entered, and 2 members"):
        finished(fresh(voting_round))
    assert other.pk in RollEntry.objects.on_paper().values_list("pk", flat=True)


def test_a_slot_is_voided_by_two_and_only_its_member_is_told(ada, ben):
    voting_round = open_round(3, title="Spring")
    entry, other, _ = entries(voting_round)
    cast(entry)
    cast(other)
    proposal = propose_voiding(voting_round, entry.member, ada)
    cautions = proposals.acts["round.void_slot"].cautions(proposal)

    proposals.confirm(proposal.pk, by=ben)

    slot = bytes(entry.slot).hex()
    assert last(voting_round) == ("void", {"slot": slot, "reason": "double membership"})
    assert Envelope.objects.filter(round=voting_round).count() == 1
    mail = OutboxMail.objects.get(kind="voiding")
    assert mail.to == MemberAddress.objects.get(member=entry.member).email
    assert "on the roll twice" in mail.body
    assert slot not in mail.body
    assert mail.forget
    assert cautions[1] == "They have voted. Nobody knows how, and nobody will."
    event = AuditEvent.objects.get(action="slot.voided")
    assert event.detail == {"reason": "double membership", "proposed_by": str(ada)}
    words = proposals.acts["round.void_slot"].words(proposal)
    assert str(entry.member) in words[0]
    assert slot not in str(words) + str(event.detail) + str(proposal.parameters)


def test_who_looks_at_the_proposal_looks_at_a_member(ada):
    voting_round = open_round(2)
    entry = entries(voting_round)[0]
    proposal = propose_voiding(voting_round, entry.member, ada)

    assert proposals.acts["round.void_slot"].member(proposal) == entry.member


def test_nobody_is_taken_out_twice_and_nobody_who_is_not_on_the_roll(ada, ben):
    voting_round = open_round(3)
    first, second, _ = entries(voting_round)
    proposals.confirm(propose_voiding(voting_round, first.member, ada).pk, by=ben)

    with pytest.raises(CannotBeDone, match="voided already"):
        propose_voiding(voting_round, first.member, ada)
    with pytest.raises(IllegalMove, match="is not on the roll of this round"):
        propose_voiding(voting_round, MemberFactory(), ada)
    with pytest.raises(ValueError, match="anything"):
        propose_voiding(voting_round, second.member, ada, reason_class="anything")
    again = propose_voiding(voting_round, second.member, ada)
    cautions = proposals.acts["round.void_slot"].cautions(again)
    assert cautions[-1] == "Taken out of this count before: 1."
    assert RollEntry.objects.filter(is_voided=True).count() == 1


def test_who_proposes_needs_no_second_login_to_fail(ada):
    voting_round = open_round(1)
    entry = entries(voting_round)[0]
    proposal = propose_voiding(voting_round, entry.member, ada)
    StaffFactory()

    assert proposals.why_not(proposal, ada) == proposals.OWN
    assert fresh(voting_round).status == "open"
