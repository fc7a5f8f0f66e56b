"""Membership and money by the month."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
import time_machine
from django.core.management import call_command
from django.utils import timezone

from members import months, tasks
from members.models import MonthNumbers
from members.months import Income, income, reckon, reckon_what_is_due, whole_months
from tests.factories.members import (
    ContributionFactory,
    MemberFactory,
    RefundFactory,
    ReversalFactory,
    StandingRulesFactory,
)

pytestmark = pytest.mark.django_db
MARCH, APRIL, MAY = (date(2026, month, 1) for month in (3, 4, 5))
FIELDS = ["members", "good", "joined", "came_back", "renewed", "lapsed"]


def paid(*days, **changes):
    member = MemberFactory()
    for day in days:
        ContributionFactory(member=member, received_on=date.fromisoformat(day), **changes)
    return member


def numbers(month):
    reckon([month])
    return list(MonthNumbers.objects.filter(month=month).values_list(*FIELDS).get())


def test_who_first_pays_has_joined_and_waits():
    paid("2026-03-20")

    assert numbers(MARCH) == [1, 0, 1, 0, 0, 0]
    assert numbers(APRIL) == [1, 1, 0, 0, 0, 0]


def test_who_pays_on_has_renewed():
    paid("2025-03-20", "2026-03-20")

    assert numbers(MARCH) == [1, 1, 0, 0, 1, 0]


def test_who_is_in_grace_is_a_member_and_lapses_after_it():
    paid("2025-03-20")

    assert numbers(MARCH) == [1, 1, 0, 0, 0, 0]
    assert numbers(APRIL) == [0, 0, 0, 0, 0, 1]


def test_who_pays_after_grace_has_come_back():
    paid("2024-03-20", "2026-03-20")

    assert numbers(MARCH) == [1, 1, 0, 1, 0, 0]


def test_members_are_those_of_the_month_before_with_those_who_came_and_without_those_who_left():
    paid("2025-03-20", "2026-03-25")
    paid("2025-03-01")
    paid("2026-04-01")
    paid("2023-01-01", "2026-04-02")

    reckon([MARCH, APRIL, MAY])

    kept = list(MonthNumbers.objects.between(MARCH, MAY))
    for before, one in pairwise(kept):
        assert one.members == before.members + one.joined + one.came_back - one.lapsed
    assert [one.members for one in kept] == [2, 3, 3]


def test_counting_again_replaces_what_was_counted():
    paid("2026-03-20")
    reckon([MARCH])
    paid("2026-03-21")

    assert numbers(MARCH)[0] == 2
    assert MonthNumbers.objects.count() == 1


def test_months_are_whole_ones_since_the_first_entry():
    assert whole_months(MAY) == []
    paid("2026-03-31")

    assert whole_months(date(2026, 5, 31)) == [MARCH, APRIL]
    assert whole_months(date(2026, 3, 31)) == []


def test_of_long_ago_the_latest_are_shown():
    paid("2001-01-01")

    assert len(whole_months(MAY)) == months.MONTHS_SHOWN


@time_machine.travel("2026-05-05T16:00:00Z")
def test_what_is_due_is_what_was_never_counted_and_each_day_the_latest():
    paid("2025-12-31")

    assert reckon_what_is_due() == 5
    assert reckon_what_is_due() == 0
    MonthNumbers.objects.update(reckoned_at=timezone.now() - timedelta(days=2))
    assert reckon_what_is_due() == months.RECKONED_ANEW


@time_machine.travel("2026-05-05T16:00:00Z")
def test_the_beat_and_the_command_count(capsys):
    paid("2026-03-20")
    tasks.reckon_months()
    paid("2026-03-21")

    call_command("reckon_months")

    assert capsys.readouterr().out == "2 months counted.\n"
    assert [one.members for one in MonthNumbers.objects.between(MARCH, MAY)] == [2, 2]


def test_income_tells_yearly_and_monthly_dues_by_the_rules_of_their_day():
    StandingRulesFactory(annual_dues_cents=50_00, monthly_dues_cents=5_00)
    StandingRulesFactory(effective_from=date(2026, 4, 1), annual_dues_cents=120_00)
    paid("2026-03-31", "2026-04-01", amount_cents=60_00)
    paid("2026-04-02", amount_cents=12_00, kind="reduced")
    paid("2026-04-03", amount_cents=3_00, kind="reduced")
    paid("2026-04-30", amount_cents=7_77, kind="gift")
    paid("2026-05-01", "2026-02-28", amount_cents=1_00)

    assert income(MARCH, APRIL) == [
        Income(MARCH, 60_00, 0, 0, 0),
        Income(APRIL, 12_00, 63_00, 7_77, 0),
    ]


def test_income_has_refunds_where_they_were_given_back_and_nothing_that_was_reversed():
    RefundFactory(undoes__received_on=date(2026, 3, 3), received_on=date(2026, 5, 4))
    ReversalFactory(undoes__received_on=date(2026, 3, 3))

    assert income(MARCH, MAY) == [
        Income(MARCH, 120_00, 0, 0, 0),
        Income(APRIL, 0, 0, 0, 0),
        Income(MAY, 0, 0, 0, -120_00),
    ]


def test_income_takes_two_queries(django_assert_num_queries):
    paid("2026-03-03")

    with django_assert_num_queries(2):
        income(MARCH, MAY)
