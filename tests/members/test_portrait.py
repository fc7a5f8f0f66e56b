"""How somebody stands, in one sentence."""

from datetime import date

import pytest

from members.dues import Entry, Rules
from members.portrait import State, portrait, state_without_member
from tests.factories.members import EmailAddressFactory, MemberAddressFactory, UserFactory

RULES = [Rules(date(2020, 1, 1), 120_00, 10_00, grace_days=30, waiver_months=12, minimum_days=30)]
PAID = Entry(1, "dues", 120_00, date(2026, 3, 3))
WAIVED = Entry(1, "waiver", 0, date(2026, 3, 3))


@pytest.mark.parametrize(
    ("ledger", "today", "state", "sentence"),
    [
        (
            [],
            date(2026, 5, 5),
            State.NEVER,
            "You are not in good standing: no dues are recorded for you.",
        ),
        (
            [PAID],
            date(2026, 3, 20),
            State.TOO_NEW,
            "You are a member; you can vote from 2 April 2026.",
        ),
        (
            [PAID],
            date(2026, 5, 5),
            State.COVERED,
            "You are a member in good standing until 3 March 2027.",
        ),
        (
            [WAIVED],
            date(2026, 5, 5),
            State.WAIVED,
            "You are a member in good standing until 3 March 2027; your dues are waived.",
        ),
        (
            [PAID],
            date(2027, 3, 4),
            State.GRACE,
            "You are in good standing until 2 April 2027; your dues ran out on 3 March 2027.",
        ),
        ([PAID], date(2027, 4, 2), State.GRACE, None),
        ([PAID], date(2027, 4, 3), State.LAPSED, "Your membership lapsed on 3 March 2027."),
    ],
)
def test_the_sentence_of_every_state(ledger, today, state, sentence):
    found = portrait(ledger, RULES, today)

    assert found.state == state
    assert sentence in (found.sentence, None)
    assert found.standing.is_good == (state in (State.COVERED, State.WAIVED, State.GRACE))


@pytest.mark.parametrize(
    ("today", "may_renew"),
    [(date(2026, 5, 5), False), (date(2027, 3, 4), True), (date(2027, 5, 5), True)],
)
def test_who_is_covered_is_not_asked_for_money(today, may_renew):
    assert portrait([PAID], RULES, today).may_renew is may_renew


@pytest.mark.django_db
def test_without_a_verified_address_nobody_can_say_who_it_is():
    MemberAddressFactory(email="ada@example.org")
    user = EmailAddressFactory(email="ada@example.org", verified=False).user

    assert state_without_member(user) == State.UNVERIFIED
    assert state_without_member(UserFactory()) == State.UNVERIFIED


@pytest.mark.django_db
def test_an_address_may_be_on_no_roll():
    assert state_without_member(EmailAddressFactory().user) == State.UNKNOWN


@pytest.mark.django_db
def test_an_address_may_be_shared():
    for _ in range(2):
        MemberAddressFactory(email="ada@example.org")

    assert state_without_member(EmailAddressFactory(email="Ada@example.org").user) == State.SHARED
