"""Two rows of the rolls become one person, and two again."""

from datetime import date

import pytest

from members import merging
from members.errors import CannotBeMerged
from members.models import AuditEvent, Contribution, Member, OutboxMail
from tests.factories.members import (
    ChapterFactory,
    ContributionFactory,
    EmailAddressFactory,
    MemberAddressFactory,
    MemberFactory,
    SourcePersonFactory,
    StaffFactory,
)

pytestmark = pytest.mark.django_db
DAY = date(2026, 5, 5)
WHY = "Same birthday, said so on the phone."


@pytest.fixture
def staff():
    return StaffFactory(email="staff@example.org")


@pytest.fixture
def ada():
    return MemberAddressFactory(email="ada@example.org", member__name="Ada Lovelace").member


@pytest.fixture
def twin():
    return MemberAddressFactory(email="a.byron@example.org", member__name="A. Byron").member


def merge(duplicate, into, by, reason=WHY):
    return merging.merge(duplicate.pk, into=into.pk, by=by, reason=reason)


def rows():
    return dict(Member.objects.values_list("pk", "merged_into"))


def test_merge_points_the_duplicate_at_the_row_that_stands(ada, twin, staff):
    assert merge(twin, ada, staff) == ada

    assert rows() == {ada.pk: None, twin.pk: ada.pk}


def test_merge_leaves_entries_addresses_numbers_and_chapters_where_they_were(ada, twin, staff):
    entry = ContributionFactory(member=twin)
    number = SourcePersonFactory(member=twin)
    twin.chapters.set([ChapterFactory(name="Natick")])

    merge(twin, ada, staff)

    entry.refresh_from_db()
    number.refresh_from_db()
    assert (entry.member, number.member) == (twin, twin)
    assert [chapter.name for chapter in twin.chapters.all()] == ["Natick"]
    assert [str(address) for address in twin.addresses.all()] == ["a.byron@example.org"]


def test_merge_leaves_a_trace_on_both_rows(ada, twin, staff):
    merge(twin, ada, staff, f"  {WHY} ")

    assert list(AuditEvent.objects.order_by("pk").values_list("action", "object_id", "detail")) == [
        ("member.merged", str(twin.pk), {"into": ada.pk, "reason": WHY}),
        ("member.took_in", str(ada.pk), {"row": twin.pk, "reason": WHY}),
    ]
    assert set(AuditEvent.objects.values_list("actor_label", flat=True)) == {"staff@example.org"}


def test_merge_tells_the_addresses_of_both(ada, twin, staff, settings):
    settings.ORGANISATION_NAME = "Progressive Examples"
    settings.ORGANISATION_CONTACT = "office@example.org"

    merge(twin, ada, staff)

    told = OutboxMail.objects.order_by("to")
    assert [mail.to for mail in told] == ["a.byron@example.org", "ada@example.org"]
    assert told[0].subject == "Progressive Examples: two entries of our rolls were joined"
    assert told[0].body == told[1].body
    assert told[0].body == (
        "Hello,\n\n"
        "two entries on the rolls of Progressive Examples were found to be one person:\n\n"
        "  Ada Lovelace: ada@example.org\n"
        "  A. Byron: a.byron@example.org\n\n"
        "Whoever reads the mail of one of these addresses can vote as this person.\n"
        "If this is wrong, write to office@example.org at once.\n"
    )


def test_the_duplicates_address_leads_to_the_person(ada, twin, staff):
    user = EmailAddressFactory(email="a.byron@example.org").user

    merge(twin, ada, staff)

    assert Member.objects.joined_to(user) == ada


def test_unmerge_makes_two_people_again(ada, twin, staff):
    user = EmailAddressFactory(email="a.byron@example.org").user
    merge(twin, ada, staff)
    OutboxMail.objects.all().delete()

    assert merging.unmerge(twin.pk, by=staff, reason="Mother and daughter.") == twin

    assert rows() == {ada.pk: None, twin.pk: None}
    assert Member.objects.joined_to(user) == twin
    parted = list(AuditEvent.objects.order_by("pk").values_list("action", "object_id", "detail"))
    assert parted[2:] == [
        ("member.unmerged", str(twin.pk), {"former": ada.pk, "reason": "Mother and daughter."}),
        ("member.let_go", str(ada.pk), {"row": twin.pk, "reason": "Mother and daughter."}),
    ]
    mails = OutboxMail.objects.order_by("to")
    assert [mail.to for mail in mails] == ["a.byron@example.org", "ada@example.org"]
    assert "are two people again" in mails[0].body
    assert "can vote" not in mails[0].body


def test_a_row_without_an_address_is_named_as_such(ada, staff):
    merge(MemberFactory(name="Cy"), ada, staff)

    assert "  Cy: no e-mail address\n" in OutboxMail.objects.get().body


@pytest.mark.parametrize("reason", ["", "  \n"])
def test_without_a_reason_nothing_happens(ada, twin, staff, reason):
    with pytest.raises(CannotBeMerged, match="Say why"):
        merge(twin, ada, staff, reason)
    with pytest.raises(CannotBeMerged, match="Say why"):
        merging.unmerge(twin.pk, by=staff, reason=reason)

    assert set(rows().values()) == {None}
    assert not AuditEvent.objects.exists()


def test_a_row_is_not_merged_into_itself(ada, staff):
    with pytest.raises(CannotBeMerged, match=r"^These are not two entries, but one\.$"):
        merge(ada, ada, staff)


def test_a_row_that_is_not_there_is_refused(ada, staff):
    with pytest.raises(CannotBeMerged, match="no entry with the number 999999999"):
        merging.merge(999999999, into=ada.pk, by=staff, reason=WHY)


def test_a_row_that_is_merged_is_neither_merged_again_nor_stands_for_others(ada, twin, staff):
    other = MemberFactory(name="Other", town="")
    merge(twin, ada, staff)

    for pair in [(twin, other), (other, twin)]:
        with pytest.raises(CannotBeMerged, match=r"^A. Byron, Natick is merged already\.$"):
            merge(*pair, staff)


def test_a_row_that_stands_for_others_is_not_merged(ada, twin, staff):
    merge(twin, ada, staff)

    with pytest.raises(CannotBeMerged, match="Other entries were merged into Ada Lovelace"):
        merge(ada, MemberFactory(), staff)


@pytest.mark.parametrize("is_duplicate", [True, False])
def test_who_closed_the_account_is_nobodys_duplicate(ada, staff, is_duplicate):
    gone = MemberFactory(name="Former member", town="", left_on=date(2026, 1, 1))

    with pytest.raises(CannotBeMerged, match=r"^Former member has closed the account\.$"):
        merge(*((gone, ada) if is_duplicate else (ada, gone)), staff)


@pytest.mark.parametrize("is_duplicate", [True, False])
def test_nobody_merges_a_row_of_their_own(ada, twin, is_duplicate):
    eve = EmailAddressFactory(email="A.Byron@example.org", user__is_staff=True).user

    with pytest.raises(CannotBeMerged, match="somebody else has to do this"):
        merge(*((twin, ada) if is_duplicate else (ada, twin)), eve)

    assert set(rows().values()) == {None}


def test_an_address_that_staff_have_not_verified_bars_nothing(ada, twin):
    eve = EmailAddressFactory(email="a.byron@example.org", verified=False).user

    assert merge(twin, ada, eve) == ada


def test_what_apps_above_object_to_is_refused_in_their_words(ada, twin, staff, monkeypatch):
    monkeypatch.setattr(merging, "objections", [lambda duplicate, into: [f"Not {duplicate}."]])

    with pytest.raises(CannotBeMerged, match=r"^Not A. Byron, Natick\.$"):
        merge(twin, ada, staff)


def test_what_is_not_merged_is_not_parted(ada, staff):
    with pytest.raises(CannotBeMerged, match="Ada Lovelace, Natick is not merged with anybody"):
        merging.unmerge(ada.pk, by=staff, reason=WHY)


def test_standing_together_adds_up_what_both_paid(ada, twin):
    ContributionFactory(member=ada, received_on=date(2024, 3, 3))
    ContributionFactory(member=twin, received_on=date(2025, 3, 3))

    assert merging.standing_together(ada, twin, on=DAY).until == date(2026, 3, 3)
    assert merging.standing_together(ada, on=DAY).until == date(2025, 3, 3)
    assert Contribution.objects.count() == 2
