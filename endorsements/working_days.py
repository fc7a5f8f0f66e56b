"""Days on which somebody is likely to be there: a vote should not end on any other."""

from datetime import date, timedelta

MONDAY, THURSDAY, SATURDAY = 0, 3, 5
# Month and day of the federal holidays that do not move.
FIXED = {(1, 1), (6, 19), (7, 4), (11, 11), (12, 25)}
# Month, weekday and which one of the month: the others; -1 is the last.
MOVING = {
    (1, MONDAY, 3),
    (2, MONDAY, 3),
    (5, MONDAY, -1),
    (9, MONDAY, 1),
    (10, MONDAY, 2),
    (11, THURSDAY, 4),
}


def is_working_day(day: date) -> bool:
    """Monday to Friday, and no federal holiday of the United States (5 U.S.C. 6103)."""
    if day.weekday() >= SATURDAY or (day.month, day.day) in FIXED:
        return False
    from_the_start = (day.month, day.weekday(), (day.day - 1) // 7 + 1)
    is_last = (day + timedelta(days=7)).month != day.month
    return from_the_start not in MOVING and not (
        is_last and (day.month, day.weekday(), -1) in MOVING
    )
