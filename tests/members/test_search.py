"""People are found by what staff know of them."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from members.models import Member
from members.search import found
from tests.factories.members import MemberAddressFactory, MemberFactory, SourcePersonFactory

pytestmark = pytest.mark.django_db


def names(terms):
    return [person.name for person in found(Member.objects.whole(), terms)]


@pytest.mark.parametrize(
    ("name", "terms"),
    [
        ("José Muñoz", "jose munoz"),
        ("Jose Munoz", "MUÑOZ José"),
        ("Jose\u0301 Ruiz", "josé"),
        ("Søren Łuczak", "soren luczak"),
        ("Søren Łuczak", "SØREN"),
        ("Siobhán O\u2019Brien", "obrien"),
        ("Siobhan O'Brien", "o\u2019brien"),
        ("Mary-Ann Smith-Jones", "smith jones ann"),
        ("Mary Ann Smith", "mary-ann"),
        ("Bartholomew", "tholo"),
        ("Wei Zhang 張偉", "張偉"),
        ("Ada 🎉 Lovelace", "🎉"),
        ("100% Ada_B \\ C", "0% a_b \\"),
    ],
)
def test_names_are_found_however_they_are_typed(name, terms):
    MemberFactory(name=name)
    MemberFactory(name="Nobody", town="")

    assert names(terms) == [name]


def test_signs_of_patterns_are_only_signs():
    MemberFactory(name="Ada")

    assert names("a%a") == names("_d_") == names("%") == []


def test_name_and_town_may_be_mixed():
    MemberFactory(name="Ada Smith", town="Natick")
    MemberFactory(name="Ada Smith", town="Lowell")

    assert len(names("low ada")) == 1


def test_all_words_are_of_one_person():
    MemberFactory(name="Ada", town="")
    MemberFactory(name="Bo", town="")

    assert names("ada bo") == []


def test_addresses_are_found_in_part_and_in_capitals():
    MemberAddressFactory(member__name="Ada", email="a.lovelace@example.org")
    MemberFactory(name="Bo")

    assert names("LOVELACE@example") == names("ada lovelace") == ["Ada"]


def test_numbers_of_sources_are_found_whole():
    SourcePersonFactory(member__name="Ada", member__town="", number="X-5501")

    assert (names("X-5501"), names("X-55")) == (["Ada"], [])


def test_a_duplicate_leads_to_the_person():
    person = MemberFactory(name="Ada Lovelace", town="")
    twin = MemberAddressFactory(
        member__name="A. Byron", email="old@example.org", member__merged_into=person
    ).member
    SourcePersonFactory(member=twin, number="77")

    assert names("byron") == names("old@") == names("77") == names("ada") == ["Ada Lovelace"]


def test_no_words_find_everybody():
    MemberFactory(name="Ada")

    assert names("  ") == ["Ada"]


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(name=st.text(min_size=1, max_size=40), terms=st.text(max_size=40))
def test_any_text_can_be_searched_for_and_every_name_finds_itself(db, name, terms):
    kept = name.replace("\0", "x")
    kept = kept.encode("utf-8", "ignore").decode()
    person = MemberFactory(name=kept or "x", town="")

    found(Member.objects.all(), terms.encode("utf-8", "ignore").decode()).exists()
    words = person.name.split()[:8]
    assert person in found(Member.objects.all(), " ".join(words))
