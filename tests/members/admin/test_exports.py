"""Members and ledger leave as CSV, with a trace."""

import csv
import io
from datetime import date

import pgtrigger
import pytest
import time_machine
from django.contrib.auth.models import Permission
from django.urls import reverse

from members.models import AuditEvent, Contribution, Look, Member
from tests.factories.members import (
    ChapterFactory,
    ContributionFactory,
    MemberAddressFactory,
    MemberFactory,
    RefundFactory,
    ReversalFactory,
    SourcePersonFactory,
    UserFactory,
)
from tests.members.feeding import apply, counted

pytestmark = pytest.mark.django_db
MEMBERS = "admin:members_member_export"
LEDGER = "admin:members_contribution_export"


def downloaded(client, name, **asked):
    response = client.get(reverse(name), asked)
    return b"".join(response.streaming_content)


def rows(content):
    text = content.decode()
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


@time_machine.travel("2026-05-05T16:00:00Z")
def test_members_leave_with_standing_addresses_chapters_and_numbers(admin_client):
    member = ContributionFactory(member__name="=Ada", member__town="").member
    for email in ("a@example.org", "b@example.org"):
        MemberAddressFactory(member=member, email=email)
    member.chapters.set([ChapterFactory(name="Natick")])
    SourcePersonFactory(member=member, source="actblue", number="7")
    MemberFactory(name="A. Byron", merged_into=member)

    assert rows(downloaded(admin_client, MEMBERS)) == [
        {
            "number": str(member.pk),
            "name": "'=Ada",
            "town": "",
            "joined": "2025-01-15",
            "standing": "good",
            "covered until": "2027-03-03",
            "addresses": "a@example.org;b@example.org",
            "chapters": "Natick",
            "sources": "actblue 7",
        }
    ]


def test_an_export_is_of_the_list_as_it_is_filtered_and_leaves_a_trace(admin_client):
    MemberFactory(name="Ada")
    MemberFactory(name="Bo")

    [row] = rows(downloaded(admin_client, MEMBERS, q="ada"))

    event, look = AuditEvent.objects.get(), Look.objects.get()
    assert row["name"] == "Ada"
    assert (event.action, event.detail) == ("member.exported", {"rows": 1, "filter": "q=ada"})
    assert (look.page, look.term) == ("export", "members: 1 rows, q=ada")


def test_the_ledger_leaves_with_amounts_as_numbers(admin_client):
    paid = ContributionFactory(amount_cents=123_45, series="S1")
    back = RefundFactory(undoes=paid, received_on=date(2026, 4, 4))

    first, second = rows(downloaded(admin_client, LEDGER))

    assert (first["amount"], first["kept"], first["series"]) == ("123.45", "123.45", "S1")
    assert (second["amount"], second["kept"]) == ("123.45", "-123.45")
    assert second["refund of"] == first["id"] == f"ledger-{paid.pk}"
    assert second["undoes"] == f"ledger-{paid.pk}"
    assert second["id"] == f"ledger-{back.pk}"


def test_the_feed_reads_the_exported_ledger_with_every_trap_in_it(admin_client):
    names = ["=1+1", "+Ada", "-Bo", "@Cy", "'=Di", 'Eve, "the" one', "Zoë 🎉", "'t Hooft"]
    for name in names:
        MemberAddressFactory(
            email=f"m{names.index(name)}@example.org",
            member=ContributionFactory(member__name=name, member__town="-Natick").member,
        )
    RefundFactory(undoes=Contribution.objects.first())
    ledger = downloaded(admin_client, LEDGER)
    before = kept()
    with_triggers_off(Contribution.objects.all())

    assert counted(apply(ledger)) == (len(names) + 1, 0, 0, 0)
    assert kept() == before
    assert set(Member.objects.values_list("name", flat=True)) == set(names)


def kept():
    entries = Contribution.objects.order_by("member__name", "kind")
    return list(entries.values_list("member__name", "member__town", "kind", "amount_cents"))


def with_triggers_off(entries):
    """Empties the ledger and the rolls, as a new organisation's are."""
    with pgtrigger.ignore():
        entries.filter(undoes__isnull=False).delete()
        entries.all().delete()
    Member.objects.all().delete()


def test_what_the_feed_does_not_know_it_names(admin_client):
    ReversalFactory()

    applied = apply(downloaded(admin_client, LEDGER))

    assert [reason.partition(";")[0] for _, reason in applied.refusals] == ['"reversal" is no kind']


@pytest.mark.parametrize("name", [MEMBERS, LEDGER])
def test_who_has_no_right_to_export_gets_nothing(client, name):
    staff = UserFactory(is_staff=True)
    staff.user_permissions.set(
        Permission.objects.filter(codename__in=["view_member", "view_contribution"])
    )
    client.force_login(staff)

    assert client.get(reverse(name)).status_code == 403
    assert not AuditEvent.objects.exists()


@pytest.mark.parametrize("name", [MEMBERS, LEDGER])
def test_an_export_takes_as_many_queries_for_three_as_for_one(admin_client, name, count_queries):
    ContributionFactory()
    with count_queries() as with_one:
        downloaded(admin_client, name)
    for _ in range(2):
        MemberAddressFactory(member=ContributionFactory().member)

    with count_queries() as with_three:
        downloaded(admin_client, name)

    assert len(with_three) == len(with_one)
