"""Standing asked about stored members."""

from datetime import date

import pytest

from members.dues import Standing
from members.standing import everyones_standing, standing_of
from tests.factories.members import (
    ContributionFactory,
    MemberFactory,
    RefundFactory,
    StandingRulesFactory,
)

pytestmark = pytest.mark.django_db
DAY = date(2026, 5, 5)


def test_standing_of_reads_ledger_and_rules():
    StandingRulesFactory(annual_dues_cents=60_00)
    paid = ContributionFactory(amount_cents=60_00)

    assert standing_of(paid.member, on=DAY) == Standing(
        True,
        "Dues of $60 on 3 March 2026 cover until 3 March 2027.",
        since=date(2026, 3, 3),
        until=date(2027, 3, 3),
    )


def test_standing_of_knows_refunds():
    refund = RefundFactory()

    assert standing_of(refund.member, on=DAY) == Standing(
        False, "Your payment of $120 on 3 March 2026 was refunded."
    )


def test_standing_of_works_without_any_rules_stored():
    assert standing_of(ContributionFactory().member, on=DAY).is_good


def test_everyones_standing_is_what_each_ones_is():
    members = [ContributionFactory().member, MemberFactory(), RefundFactory().member]
    ContributionFactory(member=members[2], amount_cents=10_00)

    assert list(everyones_standing(on=DAY)) == [
        (member, standing_of(member, on=DAY)) for member in members
    ]


@pytest.mark.parametrize("count", [1, 3])
def test_everyones_standing_takes_three_queries(count, django_assert_num_queries):
    ContributionFactory.create_batch(count)

    with django_assert_num_queries(3):
        assert len(list(everyones_standing(on=DAY))) == count


def test_standing_of_takes_two_queries(django_assert_num_queries):
    member = ContributionFactory().member

    with django_assert_num_queries(2):
        standing_of(member, on=DAY)
