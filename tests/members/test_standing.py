"""Standing asked about stored members."""

from datetime import UTC, date, datetime

import pytest

from members.dues import Standing
from members.standing import everyones_standing, near_misses, standing_of
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


def test_standing_as_a_roll_saw_it_when_it_was_frozen():
    late = ContributionFactory(recorded_at=datetime(2026, 5, 6, 12, tzinfo=UTC))
    frozen_at = datetime(2026, 5, 6, 11, tzinfo=UTC)

    standing = standing_of(late.member, on=DAY, recorded_by=frozen_at)

    assert standing == Standing(
        False,
        "Dues of $120 on 3 March 2026 came onto the ledger on 6 May 2026, "
        "after the roll was frozen on 6 May 2026.",
    )
    everyone = list(everyones_standing(on=DAY, recorded_by=frozen_at))
    assert everyone == list(near_misses(on=DAY, recorded_by=frozen_at)) == [(late.member, standing)]


def test_near_misses_leave_out_who_is_in_and_who_never_paid():
    ContributionFactory()
    MemberFactory()
    lapsed = ContributionFactory(received_on=date(2025, 1, 1)).member

    assert [member for member, _ in near_misses(on=DAY)] == [lapsed]
