"""Standing asked about stored members."""

from datetime import UTC, date, datetime

import pytest

from members.dues import Standing
from members.standing import standing_for_a_roll, standing_of
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


def test_a_person_stands_by_the_ledger_of_all_their_rows():
    person = MemberFactory()
    duplicate = ContributionFactory(member__merged_into=person).member

    for row in (person, duplicate):
        assert standing_of(row, on=DAY).is_good


def test_who_closed_the_account_stood_well_until_then():
    member = ContributionFactory(member__left_on=date(2026, 5, 5)).member

    assert standing_of(member, on=date(2026, 5, 4)).is_good
    assert standing_of(member, on=DAY).reason == "You closed your account on 5 May 2026."


def test_for_a_roll_a_first_payment_after_the_day_is_named():
    paid = ContributionFactory(received_on=date(2026, 5, 6))

    assert standing_of(paid.member, on=DAY).reason == "No dues are recorded for you."
    assert standing_for_a_roll(paid.member, on=DAY).reason == (
        "The first entry that counts is of 6 May 2026, after 5 May 2026."
    )
    assert standing_for_a_roll(MemberFactory(), on=DAY).reason == "No dues are recorded for you."
    assert standing_for_a_roll(ContributionFactory().member, on=DAY).is_good


def test_rules_of_calendar_years_and_of_coming_back_are_read():
    StandingRulesFactory(period="calendar", next_year_from=11, waits_again="always")
    member = ContributionFactory(received_on=date(2024, 3, 3)).member
    back = ContributionFactory(member=member, received_on=date(2026, 5, 1))

    standing = standing_of(member, on=DAY)

    assert (standing.until, standing.paid_by) == (date(2026, 12, 31), back.pk)
    assert standing.reason == (
        "Your membership began on 1 May 2026; 30 days of membership are needed before you can vote."
    )
