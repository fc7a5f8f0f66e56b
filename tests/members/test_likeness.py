"""Which rows may be one person."""

import pytest

from members.likeness import likely_duplicates
from tests.factories.members import MemberAddressFactory, MemberFactory

pytestmark = pytest.mark.django_db


def pairs(**limits):
    return [(pair.one, pair.other, pair.alike) for pair in likely_duplicates(**limits)[0]]


def test_rows_of_one_name_and_town_are_a_pair_however_they_are_written():
    one = MemberFactory(name="José Muñoz", town="Natick")
    other = MemberFactory(name="JOSE MUNOZ", town="natick")
    MemberFactory(name="José Muñoz", town="Lowell")

    assert pairs() == [(one, other, "same name and town")]


def test_rows_of_one_address_come_after_those_of_one_name_and_those_of_both_first():
    names = [MemberFactory(name="Bo") for _ in range(2)]
    couple = [MemberAddressFactory(email="us@example.org").member for _ in range(2)]
    both = [
        MemberAddressFactory(email="cy@example.org", member__name="Cy").member for _ in range(2)
    ]

    assert pairs() == [
        (*both, "same name and town and same address"),
        (*names, "same name and town"),
        (*couple, "same address"),
    ]


def test_many_of_one_name_make_a_line_each_and_not_one_for_every_two():
    people = [MemberFactory(name="Wei Zhang") for _ in range(5)]

    assert pairs() == [(people[0], other, "same name and town") for other in people[1:]]


def test_who_is_merged_or_has_left_is_in_no_pair():
    person = MemberAddressFactory(email="a@example.org", member__name="Ada").member
    MemberAddressFactory(email="a@example.org", member__name="Ada", member__merged_into=person)
    MemberFactory.create_batch(2, left_on="2026-01-01")

    assert likely_duplicates() == ([], 0)


def test_of_very_many_the_number_is_said():
    for _ in range(4):
        MemberFactory(name="Ada")

    shown, number = likely_duplicates(most=2)

    assert (len(shown), number) == (2, 3)


def test_the_list_takes_as_many_queries_for_three_pairs_as_for_one(django_assert_num_queries):
    MemberFactory(name="Ada")
    for _ in (1, 2):
        MemberFactory(name="Ada")
        with django_assert_num_queries(3):
            likely_duplicates()
