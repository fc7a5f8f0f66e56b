"""Choosing among equals: the rounds looked at, in which order, and what the draw settles."""

import pytest

from endorsements.tally.counts import BY_DRAW, BY_EARLIER_ROUND, Settled
from endorsements.tally.narrowing import Narrowing
from endorsements.tally.vocabulary import LOOKBACK_EARLIEST, LOOKBACK_LATEST, LOOKBACK_NONE

NONE, LATEST, EARLIEST = LOOKBACK_NONE, LOOKBACK_LATEST, LOOKBACK_EARLIEST
DRAWN = ("c", "a", "b")
# a and b are equal at last; a was ahead in round 1, b in round 2. c was never told from b.
ROUNDS = [
    {"a": 5, "b": 4, "c": 4},
    {"a": 5, "b": 6, "c": 6},
    {"a": 7, "b": 7, "c": 7},
]


@pytest.mark.parametrize(
    ("lookback", "lowest", "by", "number"),
    [(NONE, "b", BY_DRAW, None), (LATEST, "a", BY_EARLIER_ROUND, 2), (EARLIEST, "b", BY_DRAW, 1)],
)
def test_who_is_excluded(lookback, lowest, by, number):
    narrowing = Narrowing(lookback, DRAWN)

    assert narrowing.lowest("abc", ROUNDS) == (
        lowest,
        (Settled(("a", "b", "c"), lowest, by, number),),
    )


@pytest.mark.parametrize(
    ("lookback", "highest", "by", "number"),
    [(NONE, "c", BY_DRAW, None), (LATEST, "c", BY_DRAW, 2), (EARLIEST, "a", BY_EARLIER_ROUND, 1)],
)
def test_who_is_elected(lookback, highest, by, number):
    narrowing = Narrowing(lookback, DRAWN)

    assert narrowing.highest("abc", ROUNDS) == (
        highest,
        (Settled(("a", "b", "c"), highest, by, number),),
    )


@pytest.mark.parametrize("lookback", [NONE, LATEST, EARLIEST])
def test_only_those_who_are_equal_now_are_compared(lookback):
    rounds = [{"a": 1, "b": 2, "c": 9}, {"a": 3, "b": 4, "c": 3}]
    narrowing = Narrowing(lookback, ("a", "b", "c"))

    assert narrowing.highest("abc", rounds) == ("b", ())
    lowest, [tie] = narrowing.lowest("abc", rounds)
    assert tie.tied == ("a", "c")
    assert lowest == ("c" if lookback == NONE else "a")


def test_in_the_first_round_there_is_only_the_draw():
    for lookback in (NONE, LATEST, EARLIEST):
        lowest, [tie] = Narrowing(lookback, DRAWN).lowest("ab", [{"a": 1, "b": 1}])
        assert (lowest, tie.by, tie.round_number) == ("b", BY_DRAW, None)


@pytest.mark.parametrize(("lookback", "decided_in"), [(LATEST, 2), (EARLIEST, 3)])
def test_the_tie_is_narrowed_step_by_step(lookback, decided_in):
    """Latest: a, c by round 3, then a by round 2. Earliest: a, b by round 2, then a by round 3."""
    rounds = [
        {"a": 1, "b": 1, "c": 1, "d": 1},
        {"a": 2, "b": 2, "c": 3, "d": 3},
        {"a": 4, "b": 5, "c": 4, "d": 5},
        {"a": 6, "b": 6, "c": 6, "d": 6},
    ]

    lowest, [tie] = Narrowing(lookback, ("a", "b", "c", "d")).lowest("abcd", rounds)

    assert (lowest, tie.by, tie.round_number) == ("a", BY_EARLIER_ROUND, decided_in)


def test_the_draw_is_among_those_whom_earlier_rounds_left():
    rounds = [{"a": 2, "b": 2, "c": 1}, {"a": 3, "b": 3, "c": 3}]

    highest, [tie] = Narrowing(LATEST, ("c", "b", "a")).highest("abc", rounds)

    assert (highest, tie.tied, tie.by, tie.round_number) == ("b", ("a", "b", "c"), BY_DRAW, 1)


def test_everybody_in_order_with_each_tie_on_the_way():
    rounds = [{"a": 1, "b": 2, "c": 2, "d": 9}, {"a": 5, "b": 5, "c": 5, "d": 4}]

    order, ties = Narrowing(LATEST, ("a", "c", "b", "d")).highest_first("abcd", rounds)

    assert order == ("c", "b", "a", "d")
    assert ties == (
        Settled(("a", "b", "c"), "c", BY_DRAW, 1),
        Settled(("a", "b"), "b", BY_EARLIER_ROUND, 1),
    )


def test_nobody_in_order():
    assert Narrowing(LATEST, ()).highest_first((), [{}]) == ((), ())


def test_a_tie_is_never_settled_by_the_order_of_the_ballot():
    with pytest.raises(ValueError, match="not in"):
        Narrowing(NONE, ("a",)).lowest("ab", [{"a": 1, "b": 1}])
