"""Staff find rows that may be one person, and propose to join or to part them."""

import pytest
import time_machine
from django.contrib.auth.models import Permission
from django.urls import reverse

from members.admin.proposals import PROPOSED
from members.models import Look, Member, Proposal
from tests.factories.members import (
    ContributionFactory,
    MemberAddressFactory,
    MemberFactory,
    SourcePersonFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada():
    return MemberAddressFactory(email="ada@example.org", member__name="Ada Lovelace").member


@pytest.fixture
def twin():
    return MemberAddressFactory(email="old@example.org", member__name="A. Byron").member


def merge_page(one, other):
    return reverse("admin:members_member_merge", args=[one.pk, other.pk])


def part_page(row):
    return reverse("admin:members_member_part", args=[row.pk])


def said(response):
    return [str(message) for message in response.context["messages"]]


@time_machine.travel("2026-05-05T16:00:00Z")
def test_both_rows_stand_side_by_side_with_standing_before_and_after(admin_client, ada, twin):
    ContributionFactory(member=twin, amount_cents=123_45)
    SourcePersonFactory(member=twin, source="actblue", number="X7")

    response = admin_client.get(merge_page(ada, twin))

    one, other = response.context["rows"]
    assert (one["addresses"], one["entries"], one["standing"].is_good) == (
        ["ada@example.org"],
        0,
        False,
    )
    assert (other["numbers"], other["dollars"], other["standing"].is_good) == (
        ["actblue X7"],
        123.45,
        True,
    )
    assert response.context["together"].is_good
    assert "$123.45 kept" in response.content.decode()
    assert set(Look.objects.values_list("page", "member_id")) == {
        ("merge", ada.pk),
        ("merge", twin.pk),
    }


@pytest.mark.parametrize("stands", [0, 1])
def test_staff_propose_which_row_stands(admin_client, ada, twin, stands):
    person, duplicate = (ada, twin) if stands == 0 else (twin, ada)

    response = admin_client.post(
        merge_page(ada, twin), {"stands": person.pk, "reason": "Said so."}, follow=True
    )

    proposal = Proposal.objects.get(act="member.join")
    assert (proposal.object_id, proposal.parameters) == (str(duplicate.pk), {"into": person.pk})
    assert said(response) == [PROPOSED]
    assert f"for whom the entry of {person} stands" in response.content.decode()
    assert Member.objects.whole().count() == 2


def test_without_a_reason_the_page_asks_for_one(admin_client, ada, twin):
    response = admin_client.post(merge_page(ada, twin), {"stands": ada.pk, "reason": " "})

    assert "Please say why" in response.content.decode()
    assert Member.objects.whole().count() == 2


def test_a_row_that_is_neither_of_the_two_cannot_stand(admin_client, ada, twin):
    response = admin_client.post(
        merge_page(ada, twin), {"stands": MemberFactory().pk, "reason": "Said so."}
    )

    assert "Select a valid choice" in response.content.decode()
    assert Member.objects.whole().count() == 3


def test_what_bars_a_merge_is_said_before_and_after(admin_client, ada):
    gone = MemberFactory(left_on="2026-01-01")

    page = admin_client.get(merge_page(ada, gone)).content.decode()
    response = admin_client.post(
        merge_page(ada, gone), {"stands": ada.pk, "reason": "Said so."}, follow=True
    )

    assert "Former member has closed the account." in page
    assert said(response) == ["Former member has closed the account."]


def test_a_row_beside_itself_is_refused(admin_client, ada):
    response = admin_client.post(
        merge_page(ada, ada), {"stands": ada.pk, "reason": "Said so."}, follow=True
    )

    assert said(response) == ["These are not two entries, but one."]


def test_undoing_a_merge_is_proposed_from_the_persons_page(admin_client, ada, twin):
    Member.objects.filter(pk=twin.pk).update(merged_into=ada)
    asked = admin_client.get(part_page(twin))

    response = admin_client.post(part_page(twin), {"reason": "Mother and daughter."}, follow=True)

    assert "A. Byron, Natick and Ada Lovelace, Natick will be two" in asked.content.decode()
    assert said(response) == [PROPOSED]
    assert Proposal.objects.get().act == "member.part"
    assert Member.objects.whole().count() == 1


def test_what_is_not_merged_cannot_be_undone(admin_client, ada):
    response = admin_client.get(part_page(ada), follow=True)

    assert said(response) == ["Ada Lovelace, Natick is not merged with anybody."]


def test_undoing_asks_for_a_reason(admin_client, ada, twin):
    Member.objects.filter(pk=twin.pk).update(merged_into=ada)

    response = admin_client.post(part_page(twin), {"reason": ""})

    assert "Please say why" in response.content.decode()
    assert Member.objects.whole().count() == 1


def test_the_other_row_is_found_by_what_is_known(admin_client, ada, twin):
    page = reverse("admin:members_member_find", args=[ada.pk])

    found = admin_client.get(page, {"q": "byron"})
    nobody = admin_client.get(page, {"q": "lovelace"}).content.decode()

    assert list(found.context["people"]) == [twin]
    assert merge_page(ada, twin) in found.content.decode()
    assert "Nobody else is found by this." in nobody
    assert list(Look.objects.values_list("term", flat=True)) == [
        "members: lovelace",
        "members: byron",
    ]


def test_likely_duplicates_lead_to_the_page_of_both(admin_client, ada):
    twin = MemberFactory(name="Ada Lovelace")

    page = admin_client.get(reverse("admin:members_member_alike")).content.decode()

    assert merge_page(ada, twin) in page
    assert "Same name and town." in page


def test_without_duplicates_the_page_says_so(admin_client):
    assert "None." in admin_client.get(reverse("admin:members_member_alike")).content.decode()


def test_who_may_only_look_merges_nothing(client, ada, twin):
    staff = UserFactory(is_staff=True)
    staff.user_permissions.set(Permission.objects.filter(codename="view_member"))
    client.force_login(staff)
    pages = [
        merge_page(ada, twin),
        part_page(twin),
        reverse("admin:members_member_find", args=[ada.pk]),
        reverse("admin:members_member_alike"),
    ]

    assert [client.get(page).status_code for page in pages] == [403] * 4
    assert client.post(merge_page(ada, twin), {"stands": ada.pk, "reason": "x"}).status_code == 403
    assert Member.objects.whole().count() == 2


def test_a_row_that_is_not_there_is_not_found(admin_client, ada):
    nobody = Member(pk=10**9)

    assert admin_client.get(merge_page(ada, nobody)).status_code == 404
