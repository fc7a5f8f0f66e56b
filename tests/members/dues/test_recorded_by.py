"""Who is on a roll: dated by the record date, and recorded before the roll was frozen."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from members.dues import judge, near_miss
from members.dues.judgement import is_recorded_by, recorded_late
from tests.members.dues.builders import (
    RULES,
    credit,
    dues,
    gift,
    recorded,
    refund,
    reversal,
    waiver,
)

RECORD_DATE = date(2026, 5, 1)
FROZEN_AT = datetime(2026, 5, 3, 9, 0, tzinfo=ZoneInfo("America/New_York"))
YEAR = dues(1, 120_00, "2026-03-03")


def test_what_was_recorded_before_the_freeze_counts():
    assert judge([recorded(YEAR, "2026-05-02")], [RULES], RECORD_DATE, FROZEN_AT).is_good


def test_a_back_dated_payment_does_not_count_and_is_named():
    standing = judge([recorded(YEAR, "2026-05-04")], [RULES], RECORD_DATE, FROZEN_AT)

    assert not standing.is_good
    assert standing.reason == (
        "Dues of $120 on 3 March 2026 came onto the ledger on 4 May 2026, "
        "after the roll was frozen on 3 May 2026."
    )


@pytest.mark.parametrize(
    ("late", "words"),
    [
        (waiver(1, "2026-03-03"), "A waiver of dues of 3 March 2026 came"),
        (credit(1, "2026-03-03", "2026-12-31"), "A membership brought over of 3 March 2026 came"),
    ],
)
def test_what_came_late_is_called_by_its_name(late, words):
    standing = judge([recorded(late, "2026-05-04")], [RULES], RECORD_DATE, FROZEN_AT)

    assert standing.reason.startswith(words)


def test_a_late_payment_that_would_not_have_helped_is_not_named():
    small = recorded(dues(1, 1_00, "2026-03-03"), "2026-05-04")

    assert judge([small], [RULES], RECORD_DATE, FROZEN_AT).reason == "No dues are recorded for you."


def test_a_refund_recorded_after_the_freeze_strikes_nobody_from_the_roll():
    ledger = [
        recorded(YEAR, "2026-04-01"),
        recorded(refund(2, YEAR, "2026-04-30"), "2026-05-04"),
    ]

    assert judge(ledger, [RULES], RECORD_DATE, FROZEN_AT).is_good
    assert not judge(ledger, [RULES], RECORD_DATE).is_good


def test_a_late_reversal_of_a_refund_leaves_the_reason_as_it_was():
    given_back = refund(2, YEAR, "2026-04-30")
    ledger = [YEAR, given_back, recorded(reversal(3, given_back), "2026-05-04")]

    assert judge(ledger, [RULES], RECORD_DATE, FROZEN_AT).reason == (
        "Your payment of $120 on 3 March 2026 was refunded."
    )


def test_an_entry_without_a_moment_is_never_late():
    assert is_recorded_by(YEAR, FROZEN_AT)
    with pytest.raises(ValueError, match="never late"):
        recorded_late(YEAR, FROZEN_AT)


def test_near_miss_is_none_for_those_in_and_for_those_who_never_paid():
    assert near_miss([YEAR], [RULES], RECORD_DATE) is None
    assert near_miss([], [RULES], RECORD_DATE) is None
    assert near_miss([gift(1, 5_00, "2026-03-03")], [RULES], RECORD_DATE) is None


@pytest.mark.parametrize(
    ("ledger", "words"),
    [
        ([dues(1, 10_00, "2026-01-01")], "Your dues lapsed on 1 February 2026"),
        ([dues(1, 120_00, "2026-04-15")], "Your membership began on 15 April 2026"),
        (
            [dues(1, 120_00, "2026-05-02")],
            "The first entry that counts is of 2 May 2026, after 1 May 2026.",
        ),
        ([recorded(YEAR, "2026-05-04")], "Dues of $120 on 3 March 2026 came onto the ledger"),
        (
            [YEAR, refund(2, YEAR, "2026-04-04"), dues(3, 10_00, "2026-05-20")],
            "The first entry that counts is of 20 May 2026",
        ),
    ],
)
def test_near_miss_says_why(ledger, words):
    assert near_miss(ledger, [RULES], RECORD_DATE, FROZEN_AT).reason.startswith(words)
