"""A ledger over the years: the periods in which a member's standing was one and the same."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from members.dues.cover import Entry, Rules, rules_on
from members.dues.judgement import Standing, judge

PAID, GRACE, WAITING, LAPSED, NEVER = "paid", "grace", "waiting", "lapsed", "never"
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Period:
    """Days of one state, both ends included."""

    start: date
    end: date
    state: str


def state_of(standing: Standing, day: date) -> str:
    """What a standing on its day amounts to, in one word.

    In good standing are those who have paid and those in grace. Waiting are those whose dues cover
    the day and who are members for too short a time.
    """
    if standing.until is None:
        return NEVER
    if standing.is_good:
        return PAID if day <= standing.until else GRACE
    return WAITING if day <= standing.until else LAPSED


def periods(
    contributions: Iterable[Entry], rulebook: Sequence[Rules], first: date, last: date
) -> list[Period]:
    """The days from first to last, in order and without gaps, told apart by state.

    Each day is judged by what had come in by then: a refund changes nothing before its own day.
    """
    entries = list(contributions)
    turns = sorted({one.received_on for one in entries} | {one.effective_from for one in rulebook})
    found: list[Period] = []
    day = first
    while day <= last:
        standing = judge(entries, rulebook, day)
        coming = [turn for turn in (*turns, *_turns_of(standing, rulebook, day)) if turn > day]
        end = min([last, *(turn - ONE_DAY for turn in coming)])
        state = state_of(standing, day)
        if found and found[-1].state == state:
            found[-1] = Period(found[-1].start, end, state)
        else:
            found.append(Period(day, end, state))
        day = end + ONE_DAY
    return found


def _turns_of(standing: Standing, rulebook: Sequence[Rules], day: date) -> Iterator[date]:
    """Days on which this standing turns into another, if nothing comes in."""
    if standing.since is None or standing.until is None:
        return
    rules = rules_on(rulebook, day)
    # Who came back after a lapse may have to wait again, from the day of coming back.
    yield (standing.grounds.began or standing.since) + timedelta(days=rules.minimum_days)
    yield standing.until + ONE_DAY
    yield standing.until + timedelta(days=rules.grace_days) + ONE_DAY
