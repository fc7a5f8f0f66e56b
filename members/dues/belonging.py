"""From which day the minimum time as a member is counted.

Standing rules choose what a lapse means. A membership is unbroken as long as dues, a waiver or
a credit came in before its days of grace were over, so that paying late within them costs
nothing.

- `never`: the time runs from the first covered day of all; who comes back is no stranger.
- `always`: who comes back after a lapse waits again, from the day of coming back.
- `unless_prior_year`: so does who comes back, except where the membership before covered a day
  of the year of coming back or of the calendar year before it (the prior-year exception).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from members.dues.cover import (
    AGAIN,
    NOT_AGAIN,
    Cover,
    Entry,
    Rules,
    carried_on,
    covers_something,
    rules_on,
)


@dataclass(frozen=True)
class Belonging:
    """The present membership: when it began, and the last covered day of the one before it."""

    began: date
    before: date | None


def waits_from(
    cover: Cover, entries: Sequence[Entry], rulebook: Sequence[Rules], day: date
) -> date:
    """The day from which the minimum days are counted, by the rules in force on the day.

    Args:
        entries: those that made the cover, oldest first.
    """
    waits_again = rules_on(rulebook, day).waits_again
    if waits_again == NOT_AGAIN:
        return cover.since
    present = present_membership(entries, rulebook)
    if present is None or present.before is None:
        return cover.since
    was_here = present.before.year >= present.began.year - 1
    return present.began if waits_again == AGAIN or not was_here else cover.since


def present_membership(entries: Sequence[Entry], rulebook: Sequence[Rules]) -> Belonging | None:
    """The last membership without a break; None for entries that cover nothing."""
    present: Belonging | None = None
    cover: Cover | None = None
    reach: date | None = None
    for entry in entries:
        if not covers_something(entry, rulebook):
            continue
        grace = rules_on(rulebook, entry.received_on).grace_days
        if reach is None or (entry.received_on - reach).days > grace:
            present = Belonging(entry.received_on, reach)
        cover = carried_on(cover, entry, rulebook)
        ends = [entry.covers_until, cover.until if cover else None, reach]
        reach = max(end for end in ends if end is not None)
    return present
