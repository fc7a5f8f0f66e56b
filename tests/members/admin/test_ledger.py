"""Staff propose entries of the ledger and their undoing; nothing is written by one person."""

import re
from datetime import date

import pytest
import time_machine
from django.urls import reverse

from members import by_hand, proposals
from members.models import AuditEvent, Contribution, Look, Proposal
from tests.factories.members import (
    ContributionFactory,
    MemberFactory,
    RefundFactory,
    StaffFactory,
)

pytestmark = pytest.mark.django_db
LIST = "admin:members_contribution_changelist"
ADD = "admin:members_contribution_add"


@pytest.fixture(autouse=True)
def fifth_of_may():
    with time_machine.travel("2026-05-05T16:00:00Z"):
        yield


def add(client, **changes):
    fields = {
        "member": MemberFactory(name="Ada", town="").pk,
        "kind": "dues",
        "amount": "12.50",
        "received_on": "2026-05-05",
        "means": "cash",
        "note": "Receipt 7, annual meeting.",
    }
    return client.post(reverse(ADD), fields | changes)


def undo(entry):
    return reverse("admin:members_contribution_undo", args=[entry.pk])


def test_staff_propose_an_entry_and_nothing_is_written(admin_client):
    response = add(admin_client)

    proposal = Proposal.objects.get()
    assert response.url == reverse("admin:members_proposal_change", args=[proposal.pk])
    assert (proposal.act, proposal.object_label) == ("contribution.enter", "Ada")
    assert proposal.parameters == {
        "kind": "dues",
        "amount_cents": 12_50,
        "received_on": "2026-05-05",
        "means": "cash",
        "external_id": "",
    }
    assert proposal.reason == "Receipt 7, annual meeting."
    assert not Contribution.objects.exists()


def test_a_cheque_keeps_its_number_and_date(admin_client):
    add(admin_client, means="cheque", cheque_number="00ab12", cheque_date="2026-05-01")

    proposal = Proposal.objects.get()
    assert proposal.parameters["external_id"] == f"cheque-AB12-2026-05-01-{proposal.object_id}"


def test_staff_propose_a_waiver(admin_client):
    add(admin_client, kind="waiver", amount="0", means="none")

    assert Proposal.objects.get().parameters["kind"] == "waiver"


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"kind": "waiver", "amount": "1", "means": "none"}, "A waiver is 0"),
        ({"amount": "0"}, "A waiver is 0"),
        ({"amount": "-5"}, "greater than or equal to 0"),
        ({"amount": "1.005"}, "no more than 2 decimal places"),
        ({"kind": "refund", "amount": "5"}, "not one of the available choices"),
        ({"received_on": "2026-05-06"}, "This day has not come yet."),
        ({"means": "none"}, "dues and gifts come somehow"),
        ({"kind": "waiver", "amount": "0"}, "For a waiver no money comes"),
        ({"means": "cheque"}, "a number and a date"),
        ({"means": "cheque", "cheque_number": "12"}, "a number and a date"),
        ({"cheque_number": "12"}, "Only a cheque has a number"),
        ({"means": "cheque", "cheque_number": "1-2"}, "digits and letters only"),
        ({"means": "cheque", "cheque_number": "000"}, "digits and letters only"),
        (
            {"means": "cheque", "cheque_number": "12", "cheque_date": "2026-05-06"},
            "This day has not come yet.",
        ),
        ({"note": " "}, "Please say what shows it"),
        ({"member": ""}, "Please choose whose payment it is."),
    ],
)
def test_an_impossible_entry_is_refused_in_words(admin_client, changes, words):
    response = add(admin_client, **changes)

    page = response.content.decode()
    assert words in page
    assert 'value="2026-05-0' in page
    assert not Proposal.objects.exists()


def test_a_refusal_of_the_command_keeps_what_was_typed(client):
    client.force_login(StaffFactory(staff_since="2099-01-01T00:00:00Z"))

    response = add(client)

    page = response.content.decode()
    assert "less than 24 hours old" in page
    assert "Receipt 7, annual meeting." in page


def test_who_may_not_add_proposes_nothing(client):
    client.force_login(StaffFactory(is_superuser=False))
    entry = ContributionFactory()

    assert add(client).status_code == 403
    assert client.get(undo(entry)).status_code == 403


def test_an_entry_is_shown_and_not_changed(admin_client):
    entry = ContributionFactory()
    address = reverse("admin:members_contribution_change", args=[entry.pk])

    page = admin_client.get(address).content.decode()
    assert "$120.00" in page
    assert undo(entry) in page
    assert admin_client.post(address, {"amount": "1"}).status_code == 403


def test_an_entry_by_hand_says_who_proposed_and_who_confirmed_it(admin_client):
    ada, ben = StaffFactory(email="ada@example.org"), StaffFactory(email="ben@example.org")
    proposal = by_hand.propose_entry(
        MemberFactory(),
        kind="gift",
        amount_cents=5_00,
        received_on=date(2026, 5, 5),
        means="cash",
        note="Receipt <7>.",
        by=ada,
    )
    proposals.confirm(proposal.pk, by=ben)
    entry = Contribution.objects.get()

    address = reverse("admin:members_contribution_change", args=[entry.pk])
    page = admin_client.get(address).content.decode()

    link = f'<a href="/admin/members/proposal/{proposal.pk}/change/">'
    words = "proposed by ada@example.org, confirmed by ben@example.org</a>: Receipt &lt;7&gt;."
    assert link + words in page


def test_an_entry_is_not_deleted(admin_client):
    entry = ContributionFactory()

    response = admin_client.post(reverse("admin:members_contribution_delete", args=[entry.pk]))

    assert response.status_code == 403


@pytest.mark.parametrize(
    ("answer", "act"), [("no", "contribution.refund"), ("yes", "contribution.reverse")]
)
def test_staff_propose_to_undo_an_entry(admin_client, answer, act):
    entry = ContributionFactory()
    assert re.search("<option[^>]*>Choose</option>", admin_client.get(undo(entry)).content.decode())

    response = admin_client.post(undo(entry), {"is_error": answer, "reason": "The cheque bounced."})

    proposal = Proposal.objects.get()
    assert response.url == reverse("admin:members_proposal_change", args=[proposal.pk])
    assert (proposal.act, proposal.object_id) == (act, str(entry.pk))
    assert Contribution.objects.count() == 1


def test_looking_at_what_is_proposed_leaves_a_trace(admin_client):
    add(admin_client)
    proposal, entry = Proposal.objects.get(), ContributionFactory()

    for address in (reverse("admin:members_proposal_change", args=[proposal.pk]), undo(entry)):
        admin_client.get(address)

    seen = Look.objects.order_by("pk").values_list("page", "member_id")
    assert list(seen) == [("person", int(proposal.object_id)), ("entry", entry.member_id)]


def test_a_refusal_to_undo_is_shown(admin_client):
    refund = RefundFactory()

    response = admin_client.post(undo(refund), {"is_error": "no", "reason": "Why."})

    assert "A refund is not undone" in response.content.decode()


def test_undoing_needs_a_reason_and_a_choice(admin_client):
    response = admin_client.post(undo(ContributionFactory()), {})

    page = response.content.decode()
    assert "Please say why" in page
    assert "This field is required." in page
    assert not AuditEvent.objects.exists()


def test_the_list_takes_as_many_queries_for_three_as_for_one(admin_client, count_queries):
    ContributionFactory()
    with count_queries() as with_one:
        admin_client.get(reverse(LIST))
    ContributionFactory.create_batch(2)

    with count_queries() as with_three:
        response = admin_client.get(reverse(LIST))

    assert response.status_code == 200
    assert len(with_three) == len(with_one)
