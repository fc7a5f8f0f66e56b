"""What dues buy: from a member's ledger to good standing on a day, without database or clock."""

from members.dues.cover import Cover, Entry, Rules, add_months, latest_cover, rules_on
from members.dues.judgement import Standing, judge, near_miss
from members.dues.periods import Period, periods, state_of

__all__ = [
    "Cover",
    "Entry",
    "Period",
    "Rules",
    "Standing",
    "add_months",
    "judge",
    "latest_cover",
    "near_miss",
    "periods",
    "rules_on",
    "state_of",
]
