"""Levels follow the rules in force; whether an amount is enough is the rule's own word."""

from datetime import date

import pytest

from members import levels
from members.errors import NotOffered
from tests.factories.members import StandingRulesFactory

pytestmark = pytest.mark.django_db
DAY = date(2026, 5, 5)


def test_levels_are_multiples_of_the_dues_and_the_hardship_rate(settings):
    settings.JOIN_LEVELS = {"Member": "1", "Builder": "2.5"}
    StandingRulesFactory(monthly_dues_cents=9_00, annual_dues_cents=99_00)

    assert [(one.name, one.month, one.year) for one in levels.levels(DAY)] == [
        ("Member", "$9", "$99"),
        ("Builder", "$22.50", "$247.50"),
        ("Hardship rate", "$1", "$12"),
    ]
    assert levels.levels(DAY)[1].cents(levels.MONTH) == 22_50
    assert levels.levels(DAY)[1].cents(levels.ONCE) == 247_50


def test_rules_to_come_play_no_part_yet():
    StandingRulesFactory()
    StandingRulesFactory(effective_from=date(2026, 5, 6), monthly_dues_cents=20_00)

    assert levels.levels(DAY)[0].month == "$10"


@pytest.mark.parametrize(
    ("cents", "period", "kind"),
    [
        (10_00, "month", "dues"),
        (9_99, "month", "reduced"),
        (120_00, "month", "dues"),
        (120_00, "year", "dues"),
        (119_99, "year", "reduced"),
        (12_00, "once", "reduced"),
    ],
)
def test_the_kind_is_what_makes_the_amount_pay_for_the_period(cents, period, kind):
    assert levels.kind_of(cents, period, DAY) == kind


def test_too_little_is_said_with_the_least():
    with pytest.raises(NotOffered, match=r"The least for a year is \$12\."):
        levels.kind_of(11_99, "once", DAY)
