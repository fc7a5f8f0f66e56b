"""Counting in tests: a rule and a profile in, with a tie order that is not the ballot's."""

from dataclasses import replace

from endorsements.tally.count import count
from endorsements.tally.vocabulary import NO, NO_ENDORSEMENT, YES

DRAWN = ("dogwood", "cedar", NO_ENDORSEMENT, "ash", "birch", NO, YES)


def counted(rule, profile, *, eligible=1000, tie_order=DRAWN, withdrawn=()):
    return count(rule, profile, eligible=eligible, tie_order=tie_order, withdrawn=withdrawn)


def outcome_of(rule, profile, **more):
    """The outcome with who is endorsed."""
    result = counted(rule, profile, **more)
    return result.outcome, result.winners


def without_bar(rule, **fields):
    return replace(rule, threshold=None, **fields)
