"""Dated rules."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from members.models import StandingRules
from tests.factories.members import StandingRulesFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("day", "start"),
    [
        (date(2024, 12, 31), date(2025, 1, 1)),
        (date(2025, 1, 1), date(2025, 1, 1)),
        (date(2025, 12, 31), date(2025, 1, 1)),
        (date(2026, 1, 1), date(2026, 1, 1)),
        (date(2030, 1, 1), date(2026, 1, 1)),
    ],
)
def test_in_force_on_is_the_latest_that_has_started(day, start):
    StandingRulesFactory(effective_from=date(2025, 1, 1))
    StandingRulesFactory(effective_from=date(2026, 1, 1))

    assert StandingRules.objects.in_force_on(day).effective_from == start


def test_the_hardship_rate_costs_something():
    for changes in ({"reduced_monthly_cents": 0}, {"reduced_annual_cents": 99}):
        with (
            pytest.raises(IntegrityError, match="standing_rules_hardship_rate_costs_something"),
            transaction.atomic(),
        ):
            StandingRulesFactory(**changes)


def test_in_force_on_falls_back_on_the_defaults():
    rules = StandingRules.objects.in_force_on(date(2026, 1, 1))

    assert (rules.annual_dues_cents, rules.monthly_dues_cents) == (120_00, 10_00)
    assert (rules.grace_days, rules.waiver_months, rules.minimum_days) == (30, 12, 30)
    assert rules.pk is None


def test_rulebook_holds_every_version_the_earliest_first():
    later = StandingRulesFactory(effective_from=date(2026, 1, 1))
    earlier = StandingRulesFactory(effective_from=date(2025, 1, 1))

    assert StandingRules.objects.rulebook() == [earlier, later]


def test_rulebook_is_never_empty():
    [rules] = StandingRules.objects.rulebook()

    assert rules.effective_from == date.min


def test_two_versions_cannot_start_on_one_day():
    rules = StandingRulesFactory()

    with pytest.raises(IntegrityError, match="standing_rules_start_on_a_day_of_their_own"):
        StandingRulesFactory(effective_from=rules.effective_from)


def test_dues_of_nothing_are_refused():
    with pytest.raises(IntegrityError, match="standing_rules_monthly_dues_above_zero"):
        StandingRulesFactory(monthly_dues_cents=0)


def test_a_year_that_costs_less_than_a_month_is_refused():
    with pytest.raises(IntegrityError, match="standing_rules_year_costs_no_less_than_month"):
        StandingRulesFactory(annual_dues_cents=9_99)


def test_a_waiver_of_no_months_is_refused():
    with pytest.raises(IntegrityError, match="standing_rules_waiver_covers_something"):
        StandingRulesFactory(waiver_months=0)


@pytest.mark.parametrize(
    ("columns", "name"),
    [
        ({"period": "lunar"}, "standing_rules_period_is_known"),
        ({"next_year_from": 1}, "standing_rules_next_year_begins_in_a_month"),
        ({"next_year_from": 14}, "standing_rules_next_year_begins_in_a_month"),
        ({"waits_again": "perhaps"}, "standing_rules_waiting_again_is_known"),
    ],
)
def test_periods_and_waiting_are_of_those_that_there_are(columns, name):
    with pytest.raises(IntegrityError, match=name):
        StandingRulesFactory(**columns)


def test_rules_are_called_by_their_first_day():
    assert str(StandingRulesFactory.build()) == "Rules from 1 January 2020"
