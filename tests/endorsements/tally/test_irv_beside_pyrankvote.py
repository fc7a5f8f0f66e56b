"""Our instant run-off beside pyrankvote, which somebody else wrote, on thousands of profiles.

They elect the same wherever no two candidates are equal on the way, and have the same tallies in
every round with the same candidates left. pyrankvote has no tie order (it looks at second choices,
then throws dice), no thresholds and no rules for reading overvotes, gaps and repetitions.

Its rounds are not always ours. Of an odd number of ballots it asks for one more than a majority
before it stops, so we compare counts that go on until two are left. And it excludes several at once
when all their votes together cannot lift the best of them above the next one. That is sound; but it
tests one candidate after the other, and so may drop somebody and keep another who has fewer votes,
which no rule of this kind knows (`test_it_may_drop_the_third_and_keep_the_fourth`). The winner
stays the same.
"""

import random

import pyrankvote
import pytest

from endorsements.tally.vocabulary import ENDORSED, STOP_AT_TWO_LEFT, TIE, TIE_ENDORSES_NOBODY
from tests.endorsements.tally.counting import counted
from tests.endorsements.tally.random_rankings import as_selections, random_profile
from tests.endorsements.tally.rankings import ranked_rule

PROFILES = 1000


def count_here(keys, profile):
    rule = ranked_rule(candidates=keys, stop=STOP_AT_TWO_LEFT, ties=TIE_ENDORSES_NOBODY)
    return counted(rule, as_selections(profile), tie_order=keys)


def count_there(keys, profile):
    candidates = {key: pyrankvote.Candidate(key) for key in keys}
    ballots = [
        pyrankvote.Ballot([candidates[key] for key in ranking])
        for ranking, number in profile.items()
        for _ in range(number)
    ]
    return pyrankvote.instant_runoff_voting(list(candidates.values()), ballots)


def tallies_there(result):
    """Tallies of everybody who was still in the count, round by round."""
    excluded = set()
    for one in result.rounds:
        votes = {one.candidate.name: one.number_of_votes for one in one.candidate_results}
        yield {key: number for key, number in votes.items() if key not in excluded}
        excluded |= {r.candidate.name for r in one.candidate_results if r.status == "Rejected"}


@pytest.mark.parametrize("keys", ["abc", "abcde", "abcdefgh"])
def test_both_count_the_same(keys):
    dice, compared, rounds = random.Random(len(keys)), 0, []
    random.seed(1)  # pyrankvote's dice
    for _ in range(PROFILES):
        profile = random_profile(dice, keys, kinds=25, most=9)
        ours = count_here(keys, profile)
        if ours.outcome == TIE or any(one.settled for one in ours.rounds):
            continue
        compared += 1
        theirs = count_there(keys, profile)
        assert ours.outcome == ENDORSED
        assert ours.winners == tuple(map(str, theirs.get_winners()))
        tallies = {frozenset(one.tallies): one.tallies for one in ours.rounds}
        for there in tallies_there(theirs):
            rounds.append(frozenset(there) in tallies)
            assert there == tallies.get(frozenset(there), there)
    assert compared > PROFILES / 2
    assert sum(rounds) > 0.9 * len(rounds)


def test_it_may_drop_the_third_and_keep_the_fourth():
    """4 + 3 + 2 votes cannot lift c above b, so c goes; 3 + 2 could lift d above c, so d stays."""
    profile = {("a",): 12, ("b",): 10, ("c",): 4, ("d",): 3, ("e",): 2}

    assert [set(one) for one in tallies_there(count_there("abcde", profile))][:2] == [
        {"a", "b", "c", "d", "e"},
        {"a", "b", "d"},
    ]
