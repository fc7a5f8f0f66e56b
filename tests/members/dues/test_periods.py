"""Standing over time: periods without gaps, each day as it is judged."""

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from members.dues import Period, judge, periods, state_of
from members.dues.periods import GRACE, LAPSED, NEVER, PAID, WAITING
from tests.members.dues.builders import RULES as RULE
from tests.members.dues.builders import dues, refund, rules

RULES = [RULE]
FIRST, LAST = date(2026, 1, 1), date(2027, 12, 31)


def on(day):
    return date.fromisoformat(day)


def test_a_year_is_waited_for_paid_for_graced_and_lapsed():
    assert periods([dues(1, 120_00, "2026-03-03")], RULES, FIRST, LAST) == [
        Period(FIRST, on("2026-03-02"), NEVER),
        Period(on("2026-03-03"), on("2026-04-01"), WAITING),
        Period(on("2026-04-02"), on("2027-03-03"), PAID),
        Period(on("2027-03-04"), on("2027-04-02"), GRACE),
        Period(on("2027-04-03"), LAST, LAPSED),
    ]


def test_a_refund_changes_nothing_before_its_day():
    paid = dues(1, 120_00, "2026-03-03")

    found = periods([paid, refund(2, paid, "2026-06-01")], RULES, FIRST, LAST)

    assert found[-2:] == [
        Period(on("2026-04-02"), on("2026-05-31"), PAID),
        Period(on("2026-06-01"), LAST, NEVER),
    ]


def test_nobody_who_never_paid_has_more_than_one_period():
    assert periods([], RULES, FIRST, LAST) == [Period(FIRST, LAST, NEVER)]


def test_no_days_have_no_periods():
    assert periods([], RULES, LAST, FIRST) == []


DAYS = st.dates(date(2025, 6, 1), date(2027, 10, 1)).map(str)
PAYMENTS = st.lists(st.tuples(st.sampled_from([10_00, 120_00, 5_00]), DAYS), max_size=8)
BOOKS = st.sampled_from(
    [RULES, [RULE, rules(effective_from=date(2026, 9, 15), grace_days=0, minimum_days=90)]]
)


@given(payments=PAYMENTS, book=BOOKS, taken=st.integers(0, 7), after=st.integers(0, 300))
def test_every_day_is_in_one_period_and_is_judged_as_it_says(payments, book, taken, after):
    ledger = [dues(number, cents, day) for number, (cents, day) in enumerate(payments)]
    if taken < len(ledger):
        day = ledger[taken].received_on + timedelta(days=after)
        ledger.append(refund(100, ledger[taken], str(day)))

    found = periods(ledger, book, FIRST, LAST)

    days = [
        one.start + timedelta(days=n)
        for one in found
        for n in range((one.end - one.start).days + 1)
    ]
    assert days == [FIRST + timedelta(days=n) for n in range((LAST - FIRST).days + 1)]
    for one in found:
        for day in (one.start, one.end):
            assert state_of(judge(ledger, book, day), day) == one.state
    for day in days[:: len(days) // 25]:
        [around] = [one for one in found if one.start <= day <= one.end]
        assert state_of(judge(ledger, book, day), day) == around.state
    assert all(one.state != after.state for one, after in pairwise(found))
