"""What holds of good standing whatever the ledger."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from members.dues import Entry, judge
from tests.members.dues.builders import RULES, rules

DAYS = st.dates(date(2024, 1, 1), date(2027, 12, 31))
AMOUNTS = st.sampled_from([5_00, 10_00, 50_00, 119_99, 120_00, 500_00])
PAYMENTS = st.one_of(
    st.tuples(st.sampled_from(["dues", "gift"]), AMOUNTS, DAYS),
    st.tuples(st.just("waiver"), st.just(0), DAYS),
)
BOOK = [
    RULES,
    rules(effective_from=date(2025, 6, 1), annual_dues_cents=150_00, grace_days=10),
    rules(effective_from=date(2026, 6, 1), monthly_dues_cents=5_00, minimum_days=60),
]


@st.composite
def ledgers(draw) -> list[Entry]:
    """Up to eight payments, some of them undone later."""
    payments = [
        Entry(number, *drawn)
        for number, drawn in enumerate(draw(st.lists(PAYMENTS, max_size=8)), start=1)
    ]
    undone = [payment for payment in payments if draw(st.integers(0, 3)) == 0]
    return payments + [undo(payment, draw(st.integers(0, 400))) for payment in undone]


def undo(payment: Entry, days: int) -> Entry:
    return Entry(
        payment.id + 1000,
        "refund",
        -payment.amount_cents,
        payment.received_on + timedelta(days=days),
        undoes=payment.id,
    )


@given(ledger=ledgers(), amount=AMOUNTS, given_on=DAYS, day=DAYS)
def test_a_gift_never_changes_standing(ledger, amount, given_on, day):
    before = judge(ledger, BOOK, day)

    after = judge([*ledger, Entry(999, "gift", amount, given_on)], BOOK, day)

    # The words may name the gift, where nothing else is on the ledger.
    assert replace(after, reason=before.reason) == before


@given(ledger=ledgers(), day=DAYS)
def test_undoing_everything_at_once_is_never_having_paid(ledger, day):
    payments = [entry for entry in ledger if entry.kind != "refund"]

    standing = judge([*payments, *(undo(payment, 0) for payment in payments)], BOOK, day)

    assert (standing.is_good, standing.since, standing.until) == (False, None, None)


@given(ledger=ledgers(), amount=AMOUNTS, paid_on=DAYS, day=DAYS)
def test_paying_more_dues_never_costs_standing(ledger, amount, paid_on, day):
    before = judge(ledger, BOOK, day)

    after = judge([*ledger, Entry(999, "dues", amount, paid_on)], BOOK, day)

    assert after.is_good >= before.is_good
    assert before.until is None or after.until >= before.until


@given(ledger=ledgers(), day=DAYS, order=st.randoms())
def test_the_order_of_the_rows_does_not_matter(ledger, day, order):
    shuffled = list(ledger)
    order.shuffle(shuffled)

    assert judge(shuffled, BOOK, day) == judge(ledger, BOOK, day)


@given(ledger=ledgers(), later=ledgers(), day=DAYS)
def test_what_comes_in_later_changes_no_answer(ledger, later, day):
    numbered = [
        replace(entry, id=entry.id + 5000, undoes=entry.undoes and entry.undoes + 5000)
        for entry in later
        if entry.received_on > day
    ]

    assert judge([*ledger, *numbered], BOOK, day) == judge(ledger, BOOK, day)


@given(ledger=ledgers(), day=DAYS)
def test_good_standing_is_covered_or_in_grace_and_old_enough(ledger, day):
    standing = judge(ledger, BOOK, day)

    if standing.is_good:
        assert standing.since <= day <= standing.until + timedelta(days=30)
