"""How somebody stands, in one sentence."""

from datetime import date, timedelta

import pytest

from members.dues import Entry, Rules, Standing, judge
from members.dues.grounds import Grounds
from members.portrait import State, portrait, state_without_member
from tests.factories.members import EmailAddressFactory, MemberAddressFactory, UserFactory

RULES = [Rules(date(2020, 1, 1), 120_00, 10_00, grace_days=30, waiver_months=12, minimum_days=30)]
PAID = Entry(1, "dues", 120_00, date(2026, 3, 3))
MAY = date(2026, 5, 5)


@pytest.mark.parametrize(
    ("ledger", "today", "state", "sentence"),
    [
        ([], MAY, State.NEVER, "You are not in good standing: no dues are recorded for you."),
        (
            [PAID, Entry(2, "refund", -120_00, date(2026, 4, 4), 1)],
            MAY,
            State.NEVER,
            "You are not in good standing: what you paid was given back.",
        ),
        (
            [Entry(1, "dues", 5_00, date(2026, 3, 3))],
            MAY,
            State.NEVER,
            "You are not in good standing: what you paid is less than a month's dues.",
        ),
        (
            [PAID],
            date(2026, 3, 20),
            State.TOO_NEW,
            "You are a member; you can vote from 2 April 2026.",
        ),
        ([PAID], MAY, State.COVERED, "You are a member in good standing until 3 March 2027."),
        (
            [Entry(1, "waiver", 0, date(2026, 3, 3))],
            MAY,
            State.WAIVED,
            "You are a member in good standing until 3 March 2027; your dues are waived.",
        ),
        (
            [PAID],
            date(2027, 4, 2),
            State.GRACE,
            "You are in good standing until 2 April 2027; your dues ran out on 3 March 2027.",
        ),
        ([PAID], date(2027, 4, 3), State.LAPSED, "Your membership lapsed on 3 March 2027."),
    ],
)
def test_the_sentence_of_every_state(ledger, today, state, sentence):
    standing = judge(ledger, RULES, today)

    found = portrait(standing)

    assert (found.state, found.sentence, found.standing) == (state, sentence, standing)
    assert standing.is_good == (state in (State.COVERED, State.WAIVED, State.GRACE))


def test_the_day_to_vote_from_is_the_first_on_which_standing_holds():
    day = date(2026, 4, 2)

    assert judge([PAID], RULES, day).is_good
    assert not judge([PAID], RULES, day - timedelta(days=1)).is_good


@pytest.mark.parametrize(
    ("ledger", "today", "may_renew"),
    [
        ([PAID], MAY, False),
        ([PAID], date(2027, 3, 4), True),
        ([PAID], date(2027, 5, 5), True),
        ([], MAY, True),
    ],
)
def test_who_is_covered_is_not_asked_for_money(ledger, today, may_renew):
    assert portrait(judge(ledger, RULES, today)).may_renew is may_renew


def test_a_cause_without_its_day_is_a_fault():
    with pytest.raises(ValueError, match="lacks the day"):
        portrait(Standing(False, "", grounds=Grounds("lapsed")))


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
