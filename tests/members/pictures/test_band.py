"""Standing over time as a band with its table."""

from datetime import date

from members.dues import Period
from members.dues.periods import GRACE, LAPSED, NEVER, PAID
from members.pictures.band import Row, Stretch, Year, band

TODAY = date(2026, 12, 31)
# A hundred days of each of two states, and two hundred of another.
PERIODS = [
    Period(date(2026, 6, 15), date(2026, 9, 22), NEVER),
    Period(date(2026, 9, 23), date(2026, 12, 31), PAID),
    Period(date(2027, 1, 1), date(2027, 7, 19), LAPSED),
]


def test_a_band_has_a_stretch_for_each_period_and_no_gaps():
    assert band(PERIODS, TODAY).stretches == (
        Stretch("0", "25", 94, 6, NEVER),
        Stretch("25", "25", 0, 100, PAID),
        Stretch("50", "50", 94, 6, LAPSED),
    )


def test_a_band_marks_years_and_today():
    drawn = band(PERIODS, TODAY)

    assert drawn.years == (Year("50", "2027"),)
    assert drawn.today == "49.75"


def test_a_band_has_a_table_and_a_key_of_what_occurs():
    drawn = band(PERIODS, TODAY)

    assert drawn.rows[1] == Row(date(2026, 9, 23), date(2026, 12, 31), "in good standing")
    assert [state for state, _ in drawn.states] == [PAID, LAPSED, NEVER]


def test_a_band_says_itself_in_words_up_to_today():
    assert band(PERIODS, TODAY).says == (
        "Today in good standing. In good standing on 100 of 200 days so far."
    )


def test_of_many_years_some_are_named():
    long = [Period(date(1990, 6, 1), date(2026, 12, 31), GRACE)]

    assert [year.label for year in band(long, TODAY).years][:3] == ["1991", "1994", "1997"]
