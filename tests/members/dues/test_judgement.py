"""Good standing by example: what was paid, the day, the answer and its words."""

from datetime import date, timedelta

import pytest

from members.dues import Standing, judge
from tests.members.dues.builders import RULES, dues, gift, refund, rules, waiver

YEAR = dues(1, 120_00, "2026-03-03")
MONTH = dues(1, 10_00, "2026-04-01")
WAIVER = waiver(1, "2026-03-03")


def on(day: str) -> date:
    return date.fromisoformat(day)


@pytest.mark.parametrize(
    ("ledger", "day", "reason"),
    [
        ([YEAR], "2026-04-02", "Dues of $120 on 3 March 2026 cover until 3 March 2027."),
        ([YEAR], "2027-03-03", "Dues of $120 on 3 March 2026 cover until 3 March 2027."),
        (
            [YEAR],
            "2027-03-04",
            "Your dues ran out on 3 March 2027; the 30 days of grace last until 2 April 2027.",
        ),
        (
            [YEAR],
            "2027-04-02",
            "Your dues ran out on 3 March 2027; the 30 days of grace last until 2 April 2027.",
        ),
        (
            [MONTH, dues(2, 10_50, "2026-04-20")],
            "2026-06-01",
            "Dues of $10.50 on 20 April 2026 cover until 1 June 2026.",
        ),
        ([WAIVER], "2026-04-02", "Your dues are waived until 3 March 2027."),
        (
            [WAIVER],
            "2027-03-10",
            "Your waiver of dues ended on 3 March 2027; "
            "the 30 days of grace last until 2 April 2027.",
        ),
        (
            [YEAR, dues(2, 1_200_00, "2026-05-05"), refund(3, YEAR, "2026-05-06")],
            "2026-06-06",
            "Dues of $1,200 on 5 May 2026 cover until 5 May 2027.",
        ),
    ],
)
def test_good_standing(ledger, day, reason):
    standing = judge(ledger, [RULES], on(day))

    assert (standing.is_good, standing.reason) == (True, reason)


@pytest.mark.parametrize(
    ("ledger", "day", "reason"),
    [
        ([], "2026-04-04", "No dues are recorded for you."),
        ([YEAR], "2026-03-02", "No dues are recorded for you."),
        (
            [gift(1, 500_00, "2026-03-03")],
            "2026-04-04",
            "Gifts are recorded for you, but no dues.",
        ),
        (
            [dues(1, 5_00, "2026-03-03")],
            "2026-04-04",
            "Dues of $5 on 3 March 2026 are less than one month costs, $10.",
        ),
        (
            [YEAR],
            "2026-04-01",
            "Your membership began on 3 March 2026; "
            "30 days of membership are needed before you can vote.",
        ),
        (
            [MONTH],
            "2026-06-01",
            "Your dues lapsed on 1 May 2026; the 30 days of grace ended on 31 May 2026.",
        ),
        (
            [WAIVER],
            "2027-04-03",
            "Your waiver of dues ended on 3 March 2027; "
            "the 30 days of grace ended on 2 April 2027.",
        ),
        (
            [YEAR, refund(2, YEAR, "2026-04-04")],
            "2026-04-04",
            "Your payment of $120 on 3 March 2026 was refunded.",
        ),
        (
            [WAIVER, refund(2, WAIVER, "2026-04-04")],
            "2026-04-04",
            "Your waiver of dues of 3 March 2026 was withdrawn.",
        ),
        (
            [gift(1, 5_00, "2026-03-03"), refund(2, gift(1, 5_00, "2026-03-03"), "2026-03-04")],
            "2026-04-04",
            "No dues are recorded for you.",
        ),
        (
            [
                MONTH,
                dues(2, 50_00, "2026-05-01"),
                refund(3, dues(2, 50_00, "2026-05-01"), "2026-05-09"),
            ],
            "2026-06-01",
            "Your payment of $50 on 1 May 2026 was refunded. "
            "Your dues lapsed on 1 May 2026; the 30 days of grace ended on 31 May 2026.",
        ),
        (
            [
                dues(1, 10_00, "2026-01-01"),
                refund(2, dues(1, 10_00, "2026-01-01"), "2026-01-02"),
                dues(3, 10_00, "2026-04-01"),
            ],
            "2026-06-01",
            "Your dues lapsed on 1 May 2026; the 30 days of grace ended on 31 May 2026.",
        ),
    ],
)
def test_no_good_standing(ledger, day, reason):
    standing = judge(ledger, [RULES], on(day))

    assert (standing.is_good, standing.reason) == (False, reason)


def test_a_refund_changes_no_answer_about_earlier_days():
    ledger = [YEAR, refund(2, YEAR, "2026-05-05")]

    assert judge(ledger, [RULES], on("2026-05-04")).is_good
    assert not judge(ledger, [RULES], on("2026-05-05")).is_good


def test_who_comes_back_after_a_lapse_votes_at_once():
    ledger = [dues(1, 10_00, "2024-01-01"), YEAR]

    assert judge(ledger, [RULES], on("2026-03-03")).is_good


def test_standing_tells_since_and_until():
    ledger = [dues(1, 10_00, "2024-01-01"), YEAR]

    assert judge(ledger, [RULES], on("2026-03-04")) == Standing(
        is_good=True,
        reason="Dues of $120 on 3 March 2026 cover until 3 March 2027.",
        since=date(2024, 1, 1),
        until=date(2027, 3, 3),
    )
    assert judge([], [RULES], on("2026-03-04")).since is None


def test_raising_the_dues_takes_nothing_from_who_has_paid():
    book = [RULES, rules(effective_from=date(2026, 6, 1), annual_dues_cents=200_00)]

    assert judge([YEAR], book, on("2027-01-01")).is_good


def test_dues_too_small_are_named_with_the_price_of_their_own_day():
    book = [RULES, rules(effective_from=date(2026, 6, 1), monthly_dues_cents=12_00)]

    standing = judge([dues(1, 10_00, "2026-07-01")], book, on("2026-08-01"))

    assert standing.reason == "Dues of $10 on 1 July 2026 are less than one month costs, $12."


def test_grace_is_that_of_the_day_asked_about():
    book = [RULES, rules(effective_from=date(2026, 5, 10), grace_days=5)]

    assert judge([MONTH], book, on("2026-05-09")).is_good
    assert not judge([MONTH], book, on("2026-05-10")).is_good


@pytest.mark.parametrize(
    ("grace", "reason"),
    [
        (0, "Your dues lapsed on 1 May 2026."),
        (1, "Your dues lapsed on 1 May 2026; the 1 day of grace ended on 2 May 2026."),
    ],
)
def test_short_grace_in_words(grace, reason):
    assert judge([MONTH], [rules(grace_days=grace)], on("2026-06-01")).reason == reason


def test_one_day_of_membership_in_words():
    standing = judge([YEAR], [rules(minimum_days=1)], YEAR.received_on)

    assert standing.reason == (
        "Your membership began on 3 March 2026; 1 day of membership is needed before you can vote."
    )


def test_minimum_of_no_days_lets_members_vote_on_the_day_they_pay():
    assert judge([YEAR], [rules(minimum_days=0)], YEAR.received_on).is_good


def test_the_first_day_of_voting_is_minimum_days_after_the_first_payment():
    first_day = YEAR.received_on + timedelta(days=RULES.minimum_days)

    assert not judge([YEAR], [RULES], first_day - timedelta(days=1)).is_good
    assert judge([YEAR], [RULES], first_day).is_good
