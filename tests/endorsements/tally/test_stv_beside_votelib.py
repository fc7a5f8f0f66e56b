"""Our transferable vote by exact fractions beside votelib, which somebody else wrote.

They agree to the last fraction, state by state, on thousands of random profiles, unless

- two candidates are equal on the way: votelib then elects or excludes by its own lights or stops
  with "tie"; it takes no tie order. These profiles are left out;
- somebody is elected while another surplus still waits to be moved: votelib moves all surpluses of
  one count at the same time, so whom the first would elect still receives from the second. The
  Scottish rules move one surplus after the other, the largest first (SSI 2007/42, schedule 1, rules
  48 and 49), and so do we. These profiles are left out too.

One fault of votelib 0.4.0 is worked around: when it looks for the lowest it counts the exhausted
ballots as if they were a candidate, and so excludes two at once when there are many of them
(`test_without_a_retainer_exhausted_ballots_are_in_the_race`). A retainer of its own is not asked
about them. It has no cutting after five decimals; for that there are the published counts of
Scottish wards.
"""

import random
from fractions import Fraction

import pytest
from votelib.evaluate.core import Plurality
from votelib.evaluate.sequential import (
    TransferableVoteDistributor,
    allocation_totals,
    initial_allocation,
)

from endorsements.tally.vocabulary import STV
from tests.endorsements.tally.counting import counted
from tests.endorsements.tally.random_rankings import as_selections, random_profile
from tests.endorsements.tally.rankings import ranked_rule

PROFILES = 1000


def count_here(keys, seats, profile):
    return counted(ranked_rule(STV, keys, seats=seats), as_selections(profile), tie_order=keys)


def states_there(seats, profile, **options):
    """What those who are neither elected nor excluded hold, count by count; then who is elected."""
    counter = TransferableVoteDistributor(**options)
    allocation, valid = initial_allocation(profile), sum(profile.values())
    one_each = dict.fromkeys(allocation, 1)
    elected, states = {}, []
    while allocation and len(elected) < seats:
        totals = allocation_totals(allocation)
        states.append({key: held for key, held in totals.items() if key is not None})
        allocation, newly = counter.next_count(
            allocation, seats, valid, prev_gains=elected, max_seats=one_each
        )
        elected |= newly
    return states, list(elected)


def states_here(count):
    """The same of our rounds, without those in which a surplus waits from an earlier round."""
    elected = set()
    for one in count.rounds:
        if not is_waiting(count, one, elected):
            yield {key: held for key, held in one.tallies.items() if key not in elected}
        elected |= set(one.elected)


def is_waiting(count, one, elected):
    return any(one.tallies[key] > count.quota for key in elected)


def is_elected_while_a_surplus_waits(count):
    elected = set()
    for one in count.rounds:
        if one.elected and is_waiting(count, one, elected):
            return True
        elected |= set(one.elected)
    return False


def is_part(sequence, whole):
    """Whether a sequence is what is left of the whole after leaving some out."""
    rest = iter(whole)
    return all(any(one == other for other in rest) for one in sequence)


@pytest.mark.parametrize(
    ("keys", "seats"), [("abc", 1), ("abcd", 2), ("abcde", 3), ("abcdefgh", 4)]
)
def test_both_count_the_same(keys, seats):
    dice, compared = random.Random(seats), 0
    for _ in range(PROFILES):
        profile = random_profile(dice, keys, kinds=20, most=100)
        ours = count_here(keys, seats, profile)
        if any(one.settled for one in ours.rounds) or is_elected_while_a_surplus_waits(ours):
            continue
        compared += 1
        states, elected = states_there(seats, profile, retainer=Plurality())
        assert ours.winners == tuple(elected)
        assert is_part(states_here(ours), states)
    assert compared > PROFILES * 0.7


def test_they_part_where_somebody_is_elected_while_a_surplus_waits():
    """49 ballots for 4 seats, quota 10: b's surplus of 6 lifts c to 12, then a's 4 have their turn.

    Here they pass over c and lift d to 9, above e. There they went to c together with b's, and c
    hands on a mixture, of which d gets 4 * 6/16.
    """
    profile = {("b", "c"): 16, ("a", "c", "d"): 14, ("c",): 6, ("d",): 5, ("e",): 8}
    ours = count_here("abcde", 4, profile)
    states, elected = states_there(4, profile, retainer=Plurality())

    assert is_elected_while_a_surplus_waits(ours)
    assert (ours.winners, elected) == (("b", "a", "c", "d"), ["b", "a", "c", "e"])
    assert ours.rounds[2].tallies["d"] == 9
    assert states[2] == {"d": Fraction(13, 2), "e": 8}


def test_without_a_retainer_exhausted_ballots_are_in_the_race():
    """When e and d are out, 8 ballots are exhausted; c and b, with fewer, then go both at once."""
    profile = {("a",): 10, ("b",): 7, ("c", "b"): 6, ("d",): 5, ("e",): 3}
    tallies = [{"a": 10, "b": 7, "c": 6}, {"a": 10, "b": 13}]

    faulty, elected = states_there(1, profile)
    mended, elected_when_mended = states_there(1, profile, retainer=Plurality())

    assert (faulty[2:], elected) == ([tallies[0], {"a": 10}], ["a"])
    assert (mended[2:4], elected_when_mended) == (tallies, ["b"])
    assert count_here("abcde", 1, profile).winners == ("b",)
