"""Each cohort stands as it should on the rolls' day and today, whatever day the demo is loaded."""

from datetime import date, timedelta

import pytest

from endorsements.demo import ledgers
from endorsements.demo.ledgers import COHORTS, RECORD_DAYS_AGO
from endorsements.demo.people import rules
from endorsements.demo.seed import dice
from members.dues import Entry, Rules, judge

REASONS = {
    ledgers.yearly: "cover until",
    ledgers.monthly: "cover until",
    ledgers.waived: "Your dues are waived until",
    ledgers.in_grace: "30 days of grace last until",
    ledgers.yearly_and_gifts: "cover until",
    ledgers.paid_twice: "Dues of $120 on",
    ledgers.lapsed: "Your dues lapsed on",
    ledgers.lapsed_monthly: "Your dues lapsed on",
    ledgers.gifts_only: "Gifts are recorded for you, but no dues.",
    ledgers.refunded: "was refunded.",
    ledgers.too_new: "30 days of membership are needed",
    ledgers.waiver_over: "Your waiver of dues ended on",
    ledgers.nothing: "No dues are recorded for you.",
}
LOADING_DAYS = [date(2028, 2, 29), date(2027, 3, 1), date(2026, 12, 31), date(2027, 8, 15)]


@pytest.mark.parametrize("today", LOADING_DAYS, ids=str)
@pytest.mark.parametrize("cohort", COHORTS, ids=lambda cohort: cohort.ledger.__name__)
def test_cohort_stands_alike_on_the_record_date_and_today(cohort, today):
    rulebook = [
        Rules(
            row.effective_from,
            row.annual_dues_cents,
            row.monthly_dues_cents,
            row.grace_days,
            row.waiver_months,
            row.minimum_days,
        )
        for row in rules(today)
    ]

    for number in range(60):
        payments = cohort.ledger(dice(number, "test"), today)
        entries = [
            Entry(place, payment.kind, payment.cents, payment.on, payment.undoes)
            for place, payment in enumerate(payments)
        ]
        for day in (today - timedelta(days=RECORD_DAYS_AGO), today):
            standing = judge(entries, rulebook, day)
            assert (standing.is_good, REASONS[cohort.ledger] in standing.reason) == (
                cohort.is_good,
                True,
            ), standing.reason


def test_cohorts_are_400_people_of_whom_350_may_vote():
    assert sum(cohort.size for cohort in COHORTS) == 400
    assert sum(cohort.size for cohort in COHORTS if cohort.is_good) == 350


def test_every_kind_of_contribution_is_there():
    kinds = {
        payment.kind
        for cohort in COHORTS
        for payment in cohort.ledger(dice(1, "test"), date(2027, 1, 1))
    }

    assert kinds == {ledgers.DUES, ledgers.GIFT, ledgers.REFUND, ledgers.WAIVER}
