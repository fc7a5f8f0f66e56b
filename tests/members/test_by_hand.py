"""Entries by hand: in words before, on the ledger after a second person, never twice."""

from datetime import date, timedelta

import pytest
import time_machine
from django.utils import timezone

from members import by_hand, merging, proposals
from members.errors import CannotBeDone, ProposedAlready
from members.models import AuditEvent, Contribution, Proposal
from tests.factories.members import (
    ContributionFactory,
    EmailAddressFactory,
    MemberAddressFactory,
    MemberFactory,
    ProposalFactory,
    RefundFactory,
    StaffFactory,
)

pytestmark = pytest.mark.django_db
DAY = date(2026, 5, 5)


@pytest.fixture(autouse=True)
def fifth_of_may():
    with time_machine.travel("2026-05-05T16:00:00Z"):
        yield


@pytest.fixture
def ada():
    return StaffFactory(email="ada@example.org")


@pytest.fixture
def ben():
    return StaffFactory(email="ben@example.org")


@pytest.fixture
def member():
    return MemberFactory(name="Cleo", town="Natick")


def propose(member, by, **changes):
    said = {
        "kind": "dues",
        "amount_cents": 30_00,
        "received_on": DAY,
        "means": "cash",
        "note": "Receipt 7.",
    }
    return by_hand.propose_entry(member, by=by, **said | changes)


def by_cheque(member, by, number="1001", **changes):
    return propose(
        member, by, means="cheque", cheque_number=number, cheque_date=date(2026, 5, 1), **changes
    )


def words(proposal):
    return proposals.acts[proposal.act].words(proposal)


def cautions(proposal):
    return proposals.acts[proposal.act].cautions(proposal)


def test_an_entry_is_written_when_it_is_confirmed_and_recorded_then(member, ada, ben):
    proposal = propose(member, ada, received_on=date(2026, 4, 1))
    assert not Contribution.objects.exists()

    with time_machine.travel("2026-05-06T09:00:00Z"):
        proposals.confirm(proposal.pk, by=ben)
        confirmed_at = timezone.now()

    entry = Contribution.objects.get()
    assert (entry.member, entry.kind, entry.amount_cents) == (member, "dues", 30_00)
    assert (entry.received_on, entry.source, entry.external_id) == (date(2026, 4, 1), "hand", "")
    assert confirmed_at - entry.recorded_at < timedelta(seconds=5)
    event = AuditEvent.objects.about(entry).get()
    assert (event.action, event.actor_label) == ("contribution.entered", "ben@example.org")
    assert event.detail == {
        "member": member.pk,
        "kind": "dues",
        "amount_cents": 30_00,
        "received_on": "2026-04-01",
        "proposal": proposal.pk,
        "proposed_by": "ada@example.org",
        "note": "Receipt 7.",
    }


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        (
            {},
            [
                "Dues of $30.00 for Cleo, Natick, dated 5 May 2026.",
                "It came in cash.",
            ],
        ),
        (
            {"means": "cheque", "cheque_number": "0077", "cheque_date": date(2026, 5, 1)},
            [
                "Dues of $30.00 for Cleo, Natick, dated 5 May 2026.",
                "It came by cheque number 77 of 1 May 2026.",
            ],
        ),
        (
            {"kind": "gift", "means": "other"},
            [
                "Gift of $30.00 for Cleo, Natick, dated 5 May 2026.",
                "It came in another way.",
            ],
        ),
        (
            {"kind": "waiver", "amount_cents": 0, "means": "none"},
            ["Waiver of dues for Cleo, Natick, dated 5 May 2026."],
        ),
    ],
)
def test_an_entry_is_said_in_words(member, ada, changes, said):
    proposal = propose(member, ada, **changes)

    assert words(proposal) == [*said, "It counts for rolls that are frozen from now on."]
    assert cautions(proposal) == []


def test_one_cheque_is_entered_once(member, ada, ben):
    first = by_cheque(member, ada)
    with pytest.raises(ProposedAlready):
        by_cheque(member, ada, number="01001")
    proposals.confirm(first.pk, by=ben)

    with pytest.raises(CannotBeDone, match=r"on the ledger already: \$30.00 for Cleo, Natick"):
        by_cheque(member, ada)

    assert Contribution.objects.get().external_id == f"cheque-1001-2026-05-01-{member.pk}"


def test_a_cheque_that_got_there_meanwhile_is_not_confirmed(member, ada, ben):
    proposal = by_cheque(member, ada)
    ContributionFactory(member=member, external_id=proposal.parameters["external_id"])

    with pytest.raises(CannotBeDone, match="on the ledger already"):
        proposals.confirm(proposal.pk, by=ben)

    assert Proposal.objects.get().state == "open"


def test_a_cheque_that_was_taken_back_can_be_entered_again(member, ada, ben):
    proposals.confirm(by_cheque(member, ada).pk, by=ben)
    wrong = Contribution.objects.get()
    undoing = by_hand.propose_undoing(wrong, is_error=True, reason="It was $50.", by=ben)
    proposals.confirm(undoing.pk, by=ada)

    proposals.confirm(by_cheque(member, ada, amount_cents=50_00).pk, by=ben)

    rows = Contribution.objects.order_by("pk").values_list("kind", "amount_cents", "edition")
    assert list(rows) == [("dues", 30_00, 1), ("reversal", -30_00, 1), ("dues", 50_00, 2)]


def test_one_cheque_for_two_members_is_pointed_out(member, ada, ben):
    other, third = MemberFactory(name="Dan", town=""), MemberFactory(name="Eve", town="")
    proposals.confirm(by_cheque(member, ada).pk, by=ben)
    by_cheque(third, ada)

    assert cautions(by_cheque(other, ada)) == [
        "A cheque of this number and day is on the ledger already: $30.00 for Cleo, Natick.",
        "A cheque of this number and day is proposed for Eve as well.",
    ]


def test_what_looks_like_a_mistake_is_pointed_out(member, ada):
    EmailAddressFactory(user=ada)
    MemberAddressFactory(email=ada.email, member=member)
    ContributionFactory(member=member, received_on=date(2026, 1, 5), amount_cents=30_00)
    ContributionFactory(member=member, received_on=date(2026, 1, 6), amount_cents=30_00)

    assert cautions(propose(member, ada, received_on=date(2026, 1, 5))) == [
        "It is dated 120 days ago.",
        "Whoever proposes it is the member whom it is for.",
        "The ledger has $30.00 of the same day already: dues of 5 January 2026.",
    ]


def test_nothing_is_entered_for_a_row_that_was_joined(member, ada, ben):
    person = MemberFactory(name="Dan", town="")
    proposal = propose(member, ada)
    merging.merge(member.pk, into=person.pk, by=ben, reason="One person.")

    for attempt in (lambda: propose(member, ada), lambda: proposals.confirm(proposal.pk, by=ben)):
        with pytest.raises(CannotBeDone, match="was joined with Dan: enter the payment there"):
            attempt()


def test_nothing_is_dated_in_days_to_come(member, ada):
    with pytest.raises(CannotBeDone, match="has not come yet"):
        propose(member, ada, received_on=date(2026, 5, 6))


def test_a_refund_works_from_the_day_it_is_confirmed(member, ada, ben):
    entry = ContributionFactory(member=member, source="actblue", received_on=date(2026, 3, 3))
    proposal = by_hand.propose_undoing(entry, is_error=False, reason="Asked for it.", by=ada)
    assert words(proposal) == [
        "Dues of 3 March 2026, $120.00, for Cleo, Natick is undone in full, from the day on which "
        "this is confirmed.",
        "Days before that stay as they were. Money is not moved: give it back yourselves.",
    ]

    with time_machine.travel("2026-05-06T09:00:00Z"):
        proposals.confirm(proposal.pk, by=ben)

    refund = Contribution.objects.get(kind="refund")
    assert (refund.undoes, refund.received_on) == (entry, date(2026, 5, 6))
    event = AuditEvent.objects.get(action="contribution.undone")
    assert (event.actor_label, event.detail["proposed_by"]) == (
        "ben@example.org",
        "ada@example.org",
    )


def test_what_was_entered_in_error_counts_for_no_day(member, ada, ben):
    entry = ContributionFactory(member=member, received_on=date(2026, 3, 3))
    proposal = by_hand.propose_undoing(entry, is_error=True, reason="Another Cleo.", by=ada)
    assert words(proposal)[1].startswith("It counts for no day any more.")

    proposals.confirm(proposal.pk, by=ben)

    reversal = Contribution.objects.get(kind="reversal")
    assert (reversal.undoes, reversal.received_on) == (entry, date(2026, 3, 3))
    assert AuditEvent.objects.get(action="contribution.reversed").detail["note"] == "Another Cleo."


def test_what_cannot_be_undone_is_not_proposed(ada):
    refund = RefundFactory()

    for entry, is_error, sentence in (
        (refund, False, "A refund is not undone"),
        (refund.undoes, True, "undone already"),
        (ContributionFactory(source="actblue"), True, "came from another system"),
    ):
        with pytest.raises(CannotBeDone, match=sentence):
            by_hand.propose_undoing(entry, is_error=is_error, reason="Why.", by=ada)


def test_the_same_undoing_waits_once(ada):
    entry = ContributionFactory()
    by_hand.propose_undoing(entry, is_error=False, reason="Why.", by=ada)

    with pytest.raises(ProposedAlready):
        by_hand.propose_undoing(entry, is_error=False, reason="Why.", by=ada)


def test_what_was_undone_meanwhile_is_not_undone_again(ada, ben):
    entry = ContributionFactory()
    proposal = by_hand.propose_undoing(entry, is_error=True, reason="Why.", by=ada)
    RefundFactory(undoes=entry)

    with pytest.raises(CannotBeDone, match="undone already"):
        proposals.confirm(proposal.pk, by=ben)


def test_every_act_by_hand_is_registered():
    assert {act.name for act in by_hand.ACTS} <= set(proposals.acts)
    assert ProposalFactory.build().act not in proposals.acts
