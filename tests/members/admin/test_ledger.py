"""Staff add to the ledger and undo in it; they change nothing."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse

from members.models import AuditEvent, Contribution
from tests.factories.members import ContributionFactory, MemberFactory, RefundFactory

pytestmark = pytest.mark.django_db
LIST = "admin:members_contribution_changelist"


@pytest.fixture(autouse=True)
def fifth_of_may():
    with time_machine.travel("2026-05-05T16:00:00Z"):
        yield


def add(client, **changes):
    fields = {
        "member": MemberFactory().pk,
        "kind": "dues",
        "amount": "12.50",
        "received_on": "2026-05-05",
    }
    return client.post(reverse("admin:members_contribution_add"), fields | changes)


def test_staff_add_an_entry(admin_client):
    response = add(admin_client)

    assert response.status_code == 302
    entry = Contribution.objects.get()
    assert (entry.kind, entry.amount_cents, entry.source) == ("dues", 12_50, "hand")
    assert entry.received_on == date(2026, 5, 5)
    assert AuditEvent.objects.get().action == "contribution.entered"


def test_staff_add_a_waiver(admin_client):
    add(admin_client, kind="waiver", amount="0")

    assert Contribution.objects.get().kind == "waiver"


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"kind": "waiver", "amount": "1"}, "A waiver is 0"),
        ({"amount": "0"}, "A waiver is 0"),
        ({"amount": "-5"}, "greater than or equal to 0"),
        ({"amount": "1.005"}, "no more than 2 decimal places"),
        ({"kind": "refund", "amount": "5"}, "not one of the available choices"),
        ({"received_on": "2026-05-06"}, "This day has not come yet."),
    ],
)
def test_an_impossible_entry_is_refused_in_words(admin_client, changes, words):
    response = add(admin_client, **changes)

    assert words in response.content.decode()
    assert not Contribution.objects.exists()


def test_an_entry_is_shown_and_not_changed(admin_client):
    entry = ContributionFactory()
    address = reverse("admin:members_contribution_change", args=[entry.pk])

    assert "$120.00" in admin_client.get(address).content.decode()
    assert admin_client.post(address, {"amount": "1"}).status_code == 403


def test_an_entry_is_not_deleted(admin_client):
    entry = ContributionFactory()

    response = admin_client.post(reverse("admin:members_contribution_delete", args=[entry.pk]))

    assert response.status_code == 403


def test_staff_undo_entries_that_they_mark(admin_client):
    entry = ContributionFactory()

    admin_client.post(reverse(LIST), {"action": "undo", "_selected_action": [entry.pk]})

    refund = Contribution.objects.get(undoes=entry)
    assert (refund.amount_cents, refund.received_on) == (-120_00, date(2026, 5, 5))


def test_a_refusal_to_undo_is_shown(admin_client):
    refund = RefundFactory()

    response = admin_client.post(
        reverse(LIST), {"action": "undo", "_selected_action": [refund.pk]}, follow=True
    )

    assert "A refund is not undone" in response.content.decode()


def test_the_list_takes_as_many_queries_for_three_as_for_one(admin_client, count_queries):
    ContributionFactory()
    with count_queries() as with_one:
        admin_client.get(reverse(LIST))
    ContributionFactory.create_batch(2)

    with count_queries() as with_three:
        response = admin_client.get(reverse(LIST))

    assert response.status_code == 200
    assert len(with_three) == len(with_one)
