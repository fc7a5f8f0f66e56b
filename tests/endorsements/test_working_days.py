"""Days on which a vote should end."""

from datetime import date

import pytest

from endorsements.working_days import is_working_day


@pytest.mark.parametrize(
    "day",
    [
        date(2026, 1, 1),
        date(2026, 1, 19),
        date(2026, 2, 16),
        date(2026, 5, 25),
        date(2026, 6, 19),
        date(2026, 9, 7),
        date(2026, 10, 12),
        date(2026, 11, 11),
        date(2026, 11, 26),
        date(2026, 12, 25),
        date(2026, 8, 1),
        date(2026, 8, 2),
    ],
)
def test_holidays_and_weekends_are_none(day):
    assert not is_working_day(day)


@pytest.mark.parametrize(
    "day", [date(2026, 1, 12), date(2026, 5, 18), date(2026, 11, 19), date(2026, 11, 27)]
)
def test_days_beside_them_are(day):
    assert is_working_day(day)
