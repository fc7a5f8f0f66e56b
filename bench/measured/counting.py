"""Counting a table of records: ours from the column to the result, others from the profile."""

from dataclasses import dataclass
from functools import partial
from typing import Any

from bench.measured import table
from bench.measured.contests import Measure, Outside
from bench.measured.measuring import Clock, Measured, in_child
from endorsements.tally.count import count
from endorsements.tally.definitions import rule_to_definition
from endorsements.tally.results import contest_result
from endorsements.tally.vocabulary import Rule

SECONDS_FOR_OTHERS = 60
ROUND = {"counts_minimum": 1, "records_minimum": 1, "patterns": True, "full_patterns": True}
SCAN, READ, PROFILE, COUNT, OURS = "scan", "read", "profile", "count", "ours"


@dataclass(frozen=True)
class Ours:
    """What it took to count a table.

    Args:
        distinct: selections.
    """

    measured: Measured
    distinct: int

    def __getitem__(self, name: str) -> float:
        """Seconds of one of the things measured."""
        return self.measured.seconds[name]


def count_ours(measure: Measure, candidates: int, repetitions: int) -> Ours:
    """Count the table again and again, with a bare scan each time."""
    rule = measure.rule(candidates)
    contest = _contest(rule)

    def to_the_result(clock: Clock) -> dict[str, int]:
        profile: dict[str, int] = clock.time(PROFILE, table.records().profile)
        voters = sum(profile.values())
        contest_result(ROUND, contest, profile, eligible=voters, seed=bytes(32))
        return profile

    def repetition(clock: Clock) -> int:
        clock.time(SCAN, table.scan)
        clock.time(READ, table.read)
        profile = clock.time(OURS, partial(to_the_result, clock))
        order = rule.standing()
        clock.time(COUNT, lambda: count(rule, profile, eligible=0, tie_order=order))
        return len(profile)

    measured = in_child(lambda clock: [repetition(clock) for _ in range(repetitions)])
    return Ours(measured, measured.found[0])


def _contest(rule: Rule) -> dict[str, Any]:
    names = [{"key": key, "name": key.title()} for key in rule.candidates]
    words = {"key": "bench", "office": "Office", "district": "", "election": "", "rule": ""}
    return {**words, "candidates": names, **rule_to_definition(rule)}


class Others:
    """Other people's counters, given up for larger tables where they are too slow."""

    def __init__(self, *, are_wanted: bool) -> None:
        self._are_wanted = are_wanted
        self._slow: set[tuple[str, str, int]] = set()

    def of(self, measure: Measure, candidates: int) -> dict[str, float | None]:
        """Name to the seconds that each took for the profile of the table; None: too many."""
        if not self._are_wanted:
            return {}
        return {
            name: self._seconds((measure.name, name, candidates), counter)
            for name, counter in measure.outside.items()
        }

    def _seconds(self, key: tuple[str, str, int], counter: Outside) -> float | None:
        seconds = None if key in self._slow else _count_outside(counter)
        # The next table is ten times as large.
        if seconds is None or seconds * 10 > SECONDS_FOR_OTHERS:
            self._slow.add(key)
        return seconds


def _count_outside(counter: Outside) -> float | None:
    def act(clock: Clock) -> None:
        profile = table.records().profile()
        clock.time(COUNT, lambda: counter(profile))

    try:
        return in_child(act, limit=SECONDS_FOR_OTHERS).seconds[COUNT]
    except TimeoutError:
        return None
