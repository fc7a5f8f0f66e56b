"""Who a row is about, and who it is not."""

import pytest

from members.matching import is_same_name
from members.models import Contribution, Member, MemberAddress, SourcePerson
from tests.factories.members import ChapterFactory, MemberAddressFactory, SourcePersonFactory
from tests.members.feeding import apply, counted, line, table

pytestmark = pytest.mark.django_db


def paid_by() -> list[str]:
    entries = Contribution.objects.order_by("external_id").select_related("member")
    return [entry.member.name for entry in entries]


def ada(**changes):
    return MemberAddressFactory(
        member__name="Ada Lovelace", email="ada@example.org", **changes
    ).member


def test_an_address_of_one_member_says_who_it_is():
    ada()

    assert counted(apply(table(line(name="A. Byron")))) == (1, 0, 0, 0)
    assert paid_by() == ["Ada Lovelace"]


def test_any_of_several_addresses_says_it():
    MemberAddressFactory(member=ada(), email="two@example.org")

    apply(table(line(), line(id="2", email="Two@Example.org ")))

    assert set(paid_by()) == {"Ada Lovelace"}


def test_a_payment_adds_no_address_to_a_member():
    SourcePersonFactory(member=ada(), number="55")

    apply(table(line(email="new@example.org", person="55")))

    assert paid_by() == ["Ada Lovelace"]
    assert MemberAddress.objects.count() == 1


def test_a_number_that_came_with_an_address_says_it_from_then_on():
    ada()
    apply(table(line(person="55")))

    apply(table(line(id="2", email="", person="55")))

    assert paid_by() == ["Ada Lovelace", "Ada Lovelace"]


def twin_of(person, **changes):
    """A row that was merged into this one, with an address and a number of its own."""
    row = MemberAddressFactory(
        **{"member__name": "A. Byron", "email": "old@example.org", "member__merged_into": person}
        | changes
    ).member
    SourcePersonFactory(member=row, number="77")
    return row


@pytest.mark.parametrize("cells", [{"email": "old@example.org"}, {"email": "", "person": "77"}])
def test_what_is_a_duplicates_goes_to_its_row_so_that_a_merge_can_be_undone(cells):
    twin_of(ada())

    assert counted(apply(table(line(**cells)))) == (1, 0, 0, 0)
    assert paid_by() == ["A. Byron"]


def test_number_and_address_of_two_rows_of_one_person_agree():
    twin_of(ada())

    assert counted(apply(table(line(person="77", email="ada@example.org")))) == (1, 0, 0, 0)
    assert paid_by() == ["A. Byron"]


def test_an_address_of_several_rows_of_one_person_says_the_one_that_stands():
    standing = MemberAddressFactory(member__name="Z", email="old@example.org").member
    twin_of(standing)

    assert counted(apply(table(line(email="old@example.org", name="")))) == (1, 0, 0, 0)
    assert paid_by() == ["Z"]


def test_the_name_on_a_duplicate_chooses_its_person_among_those_who_share_an_address():
    twin_of(ada(), email="ada@example.org")
    MemberAddressFactory(member__name="Bob Lovelace", email="ada@example.org")

    assert counted(apply(table(line(name="A. Byron"), line(id="2", name="Cy")))) == (1, 0, 0, 1)
    assert paid_by() == ["A. Byron"]


def test_a_known_name_on_any_row_of_a_person_explains_another_number():
    twin_of(ada(), email="ada@example.org")

    assert counted(apply(table(line(name="A. Byron", person="9")))) == (1, 0, 0, 0)


def test_a_refund_is_of_the_row_of_its_payment():
    twin_of(ada())
    apply(table(line(email="old@example.org")))

    back = line(id="2", kind="refund", amount="", email="ada@example.org", refund_of="1")
    assert counted(apply(table(back))) == (1, 0, 0, 0)
    assert paid_by() == ["A. Byron", "A. Byron"]


def test_number_and_address_of_two_members_are_refused():
    SourcePersonFactory(member__name="Bo", member__town="", number="55")
    ada()

    [[_, reason]] = apply(table(line(person="55"))).refusals

    assert reason == (
        "The number 55 is that of Bo, but the address ada@example.org that of Ada Lovelace, Natick."
    )


def test_another_number_with_another_name_is_another_person_and_refused():
    SourcePersonFactory(member=ada(), number="55")
    lines = line(person="56", name="Bob Lovelace"), line(id="2", person="56", name="ada lovelace")

    applied = apply(table(*lines))

    assert "Bob Lovelace needs an address of their own" in applied.refusals[0][1]
    assert paid_by() == ["Ada Lovelace"]


def test_a_shared_address_alone_never_says_who_is_who():
    ada()
    MemberAddressFactory(member__name="Bob Lovelace", email="ada@example.org")

    applied = apply(
        table(
            line(), line(id="2", name="Bob Lovelace"), line(id="3", name="B"), line(id="4", name="")
        )
    )

    assert paid_by() == ["Ada Lovelace", "Bob Lovelace"]
    assert [number for number, _ in applied.refusals] == [4, 5]
    assert "2 members have the address ada@example.org" in applied.refusals[0][1]


def test_people_of_one_name_at_one_address_are_refused():
    ada()
    ada()

    assert counted(apply(table(line()))) == (0, 0, 0, 1)


def test_a_list_gives_nobody_the_address_of_another():
    ada()
    MemberAddressFactory(member__name="Bo Diddley", email="bo@example.org")

    apply(
        b"nationbuilder_id,first_name,last_name,email1,email2\n"
        b"9,Ada,Lovelace,ada@example.org,bo@example.org\n",
        "nationbuilder",
    )

    assert MemberAddress.objects.count() == 2
    assert SourcePerson.objects.get().member.name == "Ada Lovelace"


def test_a_new_person_of_one_batch_is_known_to_its_next_line():
    apply(table(line(person="55"), line(id="2", email="", person="55", name=""), line(id="3")))

    assert Member.objects.get().contributions.count() == 3


def test_a_person_without_a_name_is_called_by_the_address():
    apply(b"email\nada@example.org\n", "action_network")

    assert str(Member.objects.get()) == "ada@example.org"


def test_people_fed_again_change_nothing():
    ChapterFactory(name="Newton")
    content = (
        b"uuid,email,first_name,can2_user_city,can2_user_tags\n"
        b'u1,ada@example.org,Ada,Natick,"newton, donor"\n'
    )

    assert [counted(apply(content, "action_network")) for _ in range(2)] == [
        (1, 0, 0, 0),
        (0, 0, 1, 0),
    ]
    assert [chapter.name for chapter in Member.objects.get().chapters.all()] == ["Newton"]


def test_a_list_fills_in_a_town_and_changes_none():
    blank, named = ada(member__town=""), MemberAddressFactory(email="bo@example.org").member

    applied = apply(
        b"email,can2_user_city\nada@example.org,Salem\nbo@example.org,Salem\n", "action_network"
    )

    blank.refresh_from_db()
    named.refresh_from_db()
    assert (blank.town, named.town, counted(applied)) == ("Salem", "Natick", (0, 1, 1, 0))


def test_chapters_are_joined_by_name_and_unknown_ones_refused():
    member = ada()
    member.chapters.add(ChapterFactory(name="Salem"))
    ChapterFactory(name="Newton")

    applied = apply(
        table(line(chapters="newton;Salem"), line(id="2", email="b@example.org", chapters="Nwton"))
    )

    assert sorted(chapter.name for chapter in member.chapters.all()) == ["Newton", "Salem"]
    assert applied.refusals == [[3, 'There is no chapter "Nwton".']]
    assert Member.objects.count() == 1


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ("Ada Lovelace", "ADA  B. LOVELACE", True),
        ("José Peña", "Jose Pena", True),
        ("Ada Lovelace", "Bob Lovelace", False),
        ("Ada", "Ada Lovelace", False),
        ("", "", False),
    ],
)
def test_is_same_name(one, other, is_same):
    assert is_same_name(one, other) is is_same
