"""The invented people: the same for the same seed, and plainly nobody."""

from collections import Counter
from datetime import date, timedelta

import pytest

from endorsements.demo import invention
from endorsements.demo.invention import invent
from endorsements.demo.logins import MEMBERS

TODAY = date(2026, 11, 22)
LATER = TODAY + timedelta(days=40)


@pytest.fixture(scope="module")
def people():
    return invent(1, TODAY)


def test_same_seed_invents_the_same_people(people):
    assert invent(1, TODAY) == people


def test_another_seed_invents_others(people):
    assert {one.name for one in invent(2, TODAY)} != {one.name for one in people}


def test_a_later_loading_moves_the_dates_and_nothing_else(people):
    later = invent(1, LATER)

    assert [(one.name, one.town, one.addresses, one.chapters) for one in later] == [
        (one.name, one.town, one.addresses, one.chapters) for one in people
    ]
    moved = [payment.on for payment in later[0].ledger]
    assert moved == [payment.on + (LATER - TODAY) for payment in people[0].ledger]


def test_nobody_shares_a_surname(people):
    assert len({one.name.split()[-1] for one in people}) == len(people) == 400


def test_addresses_lead_nowhere_and_are_of_every_kind(people):
    owners = Counter(email for one in people for email in one.addresses)

    assert all(email.endswith("@example.org") and email == email.lower() for email in owners)
    assert sorted(owners.values())[-5:] == [1, 2, 2, 2, 2]
    assert Counter(len(one.addresses) for one in people) == {
        0: invention.WITHOUT_ADDRESS,
        1: 400 - invention.WITHOUT_ADDRESS - invention.WITH_TWO_ADDRESSES,
        2: invention.WITH_TWO_ADDRESSES,
    }


def test_some_belong_to_a_chapter_a_few_to_both_most_to_none(people):
    sizes = Counter(len(one.chapters) for one in people)

    assert sizes[0] > sizes[1] > sizes[2] > 0


def test_logins_are_given_to_the_first_of_their_cohorts(people):
    found = {one.addresses: one.ledger for one in people}

    assert all((member.email,) in found for member in MEMBERS)
    assert len(found["member@example.org",]) == len(people[0].ledger)


def test_everybody_joined_before_they_paid(people):
    assert all(one.joined_on <= payment.on <= TODAY for one in people for payment in one.ledger)
