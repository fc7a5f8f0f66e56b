"""The rolls, and how a login is joined to them."""

from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, InternalError
from django.utils import timezone

from members.models import Member, MemberAddress
from tests.factories.members import (
    ChapterFactory,
    EmailAddressFactory,
    ImportFactory,
    MemberAddressFactory,
    MemberFactory,
    ProposalFactory,
    StaffFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


def test_joined_to_finds_the_member_with_a_verified_address():
    member = MemberAddressFactory(email="ada@example.org").member
    MemberAddressFactory()
    user = EmailAddressFactory(email="ada@example.org").user

    assert Member.objects.joined_to(user) == member


def test_joined_to_ignores_the_case_in_which_allauth_kept_the_address():
    member = MemberAddressFactory(email="ada@example.org").member
    user = EmailAddressFactory(email="Ada@Example.org").user

    assert Member.objects.joined_to(user) == member


def test_joined_to_ignores_unverified_addresses():
    MemberAddressFactory(email="ada@example.org")
    user = EmailAddressFactory(email="ada@example.org", verified=False).user

    assert Member.objects.joined_to(user) is None


def test_joined_to_ignores_the_address_that_stands_on_the_login_only():
    MemberAddressFactory(email="ada@example.org")
    user = UserFactory(email="ada@example.org")

    assert Member.objects.joined_to(user) is None


def test_joined_to_takes_two_addresses_of_one_member_as_one_member():
    member = MemberFactory()
    user = UserFactory()
    for number, email in enumerate(["ada@example.org", "ada@home.example"]):
        MemberAddressFactory(member=member, email=email)
        EmailAddressFactory(user=user, email=email, primary=number == 0)

    assert Member.objects.joined_to(user) == member


def test_joined_to_refuses_to_choose_between_members_who_share_an_address():
    MemberAddressFactory(email="us@example.org")
    MemberAddressFactory(email="us@example.org")
    user = EmailAddressFactory(email="us@example.org").user

    assert Member.objects.joined_to(user) is None


def test_joined_to_refuses_to_choose_when_two_addresses_are_of_two_members():
    user = UserFactory()
    for number in range(2):
        email = MemberAddressFactory().email
        EmailAddressFactory(user=user, email=email, primary=number == 0)

    assert Member.objects.joined_to(user) is None


def test_joined_to_takes_addresses_of_merged_rows_as_the_persons():
    person, user = MemberAddressFactory(email="ada@example.org").member, UserFactory()
    MemberAddressFactory(email="ada@home.example", member__merged_into=person)
    for number, email in enumerate(["ada@example.org", "ada@home.example"]):
        EmailAddressFactory(user=user, email=email, primary=number == 0)

    assert Member.objects.joined_to(user) == person


def test_joined_to_is_sure_of_an_address_that_rows_of_one_person_share():
    person = MemberAddressFactory(email="ada@example.org").member
    MemberAddressFactory(email="ada@example.org", member__merged_into=person)
    user = EmailAddressFactory(email="ada@example.org").user

    assert Member.objects.joined_to(user) == person


def test_joined_to_refuses_an_address_of_one_persons_duplicate_and_another_person():
    MemberAddressFactory(email="us@example.org", member__merged_into=MemberFactory())
    MemberAddressFactory(email="us@example.org")
    user = EmailAddressFactory(email="us@example.org").user

    assert Member.objects.joined_to(user) is None


def test_joined_to_knows_nobody_who_is_not_logged_in():
    MemberAddressFactory()

    assert Member.objects.joined_to(AnonymousUser()) is None


def test_joined_to_takes_one_query(django_assert_num_queries):
    user = EmailAddressFactory(email=MemberAddressFactory().email).user

    with django_assert_num_queries(1):
        Member.objects.joined_to(user)


def test_in_chapter_lists_the_members_of_that_chapter():
    chapter, other = ChapterFactory(), ChapterFactory()
    member = MemberFactory()
    member.chapters.set([chapter, other])
    MemberFactory().chapters.set([other])

    assert list(Member.objects.in_chapter(chapter)) == [member]


def test_people_and_chapters_are_called_by_their_names():
    assert str(MemberFactory.build(name="Ada", town="Natick")) == "Ada, Natick"
    assert str(MemberFactory.build(name="Ada", town="")) == "Ada"
    assert str(ChapterFactory.build(name="Natick")) == "Natick"
    assert str(MemberAddressFactory.build(email="ada@example.org")) == "ada@example.org"


def test_two_chapters_cannot_share_a_name():
    ChapterFactory(name="Natick")

    with pytest.raises(IntegrityError, match="chapter_has_a_name_of_its_own"):
        ChapterFactory(name="natick")


def test_a_chapter_without_a_name_is_refused():
    with pytest.raises(IntegrityError, match="chapter_has_a_name"):
        ChapterFactory(name="")


def test_a_member_without_a_name_is_refused():
    with pytest.raises(IntegrityError, match="member_has_a_name"):
        MemberFactory(name="")


def test_a_member_has_each_address_once():
    address = MemberAddressFactory()

    with pytest.raises(IntegrityError, match="member_has_each_address_once"):
        MemberAddressFactory(member=address.member, email=address.email)


def test_a_members_address_with_capitals_is_refused():
    with pytest.raises(IntegrityError, match="member_address_is_in_lower_case"):
        MemberAddressFactory(email="Ada@example.org")


def test_a_member_is_not_merged_into_themselves():
    member = MemberFactory()

    with pytest.raises(IntegrityError, match="member_is_not_merged_into_itself"):
        Member.objects.filter(pk=member.pk).update(merged_into=member.pk)


def test_a_person_in_two_rows_is_counted_once():
    person = MemberFactory()
    MemberFactory(merged_into=person)
    gone = MemberFactory(left_on=date(2026, 3, 1))

    assert list(Member.objects.whole().order_by("pk")) == [person, gone]
    assert list(Member.objects.still_here()) == [person]


def test_rows_of_a_person_are_found_from_any_of_them():
    later = MemberFactory()
    person = MemberFactory()
    Member.objects.filter(pk=later.pk).update(merged_into=person)
    later.refresh_from_db()
    MemberFactory()

    assert list(Member.objects.rows_of(person)) == [person, later]
    assert list(Member.objects.rows_of(later)) == [person, later]
    assert (person.person_id, later.person_id) == (person.pk, person.pk)


def test_addresses_lead_to_people_from_all_their_rows():
    person = MemberAddressFactory(email="ada@example.org").member
    MemberAddressFactory(email="old@example.org", member__merged_into=person)
    MemberAddressFactory(email="bo@example.org")

    found = MemberAddress.objects.leading_to([person.pk]).values_list("email", flat=True)
    assert list(found) == ["ada@example.org", "old@example.org"]


def test_merges_make_no_chain_upwards():
    duplicate = MemberFactory(merged_into=MemberFactory())

    with pytest.raises(IntegrityError, match="merges_make_no_chain"):
        MemberFactory(merged_into=duplicate)


def test_merges_make_no_chain_downwards():
    person = MemberFactory()
    MemberFactory(merged_into=person)

    with pytest.raises(IntegrityError, match="merges_make_no_chain"):
        Member.objects.filter(pk=person.pk).update(merged_into=MemberFactory())


@pytest.mark.parametrize("column", ["name", "town"])
def test_member_who_left_is_not_named(column):
    with pytest.raises(IntegrityError, match="member_who_left_is_not_named"):
        MemberFactory(left_on=date(2026, 3, 1), **{column: "Ada"})


@pytest.mark.parametrize("day", [None, date(2026, 3, 2)])
def test_who_left_stays_away(day):
    member = MemberFactory(left_on=date(2026, 3, 1))
    member.left_on = day

    with pytest.raises(IntegrityError, match="who_left_stays_away"):
        member.save()


def proposed_address(member, **changes):
    parameters = {"email": "new@example.org"}
    fields = {"act": "member.add_address", "object_id": str(member.pk), "parameters": parameters}
    return ProposalFactory(**fields | changes)


def add_as(proposal, member, email="new@example.org", **fields):
    return MemberAddressFactory(member=member, email=email, proposal=proposal, **fields)


def test_member_address_is_as_proposed():
    member = MemberFactory()

    assert add_as(proposed_address(member), member).email == "new@example.org"


@pytest.mark.parametrize("changes", [{"act": "test.act"}, {"object_id": "0"}])
def test_member_address_is_of_no_other_proposal(changes):
    member = MemberFactory()

    with pytest.raises(IntegrityError, match="member_address_is_as_proposed"):
        add_as(proposed_address(member, **changes), member)


def test_member_address_is_not_another_than_was_proposed():
    member = MemberFactory()

    with pytest.raises(IntegrityError, match="member_address_is_as_proposed"):
        add_as(proposed_address(member), member, email="eve@example.org")


def test_member_address_is_not_added_by_a_proposal_that_was_refused():
    member = MemberFactory()
    refused = {"state": "refused", "settled_by": StaffFactory(), "settled_at": timezone.now()}

    with pytest.raises(IntegrityError, match="member_address_is_as_proposed"):
        add_as(proposed_address(member, **refused), member)


def test_member_address_came_one_way():
    member = MemberFactory()

    with pytest.raises(IntegrityError, match="member_address_came_one_way"):
        add_as(proposed_address(member), member, came_with=ImportFactory())


@pytest.mark.parametrize("fields", [{"email": "eve@example.org"}, {"member_id": 0}])
def test_address_stays_as_it_is(fields):
    MemberAddressFactory()

    with pytest.raises(InternalError, match="Cannot update"):
        MemberAddress.objects.update(**fields)


def test_who_left_has_no_address():
    with pytest.raises(IntegrityError, match="who_left_has_no_address"):
        MemberAddressFactory(member__left_on=date(2026, 3, 1))
