"""Our STAR beside starvote, which somebody else wrote, on thousands of random ballots.

They agree wherever no tie is left to the draw. starvote looks at more before it draws: of equals
for the final it takes those who win more head-to-head comparisons, then those with more ballots of
five points, and of equals in the run-off the one with more of these. Of a single candidate's name
it returns the first letter. It has no bar, no quorum and no withdrawals.
"""

import random
from collections import Counter

import pytest
import starvote

from endorsements.tally.counts import BY_DRAW
from endorsements.tally.selections import write_answers
from endorsements.tally.vocabulary import ENDORSED, STAR, TIE_DRAW, Rule
from tests.endorsements.tally.counting import counted

CANDIDATES = ("ash", "birch", "cedar", "dogwood", "elm")
DRAWN = ("dogwood", "ash", "elm", "birch", "cedar")
PROFILES = 1500


def rule_for(number):
    return Rule(CANDIDATES[:number], None, has_no_endorsement=False, form=STAR, ties=TIE_DRAW)


def random_ballots(dice, rule):
    """Between small and middling: small ones bring ties, middling ones orders that turn round."""
    return [
        {key: dice.randint(0, 5) for key in rule.candidates if dice.random() < 0.8}
        for _ in range(dice.randint(2, 25))
    ]


def winner_of_starvote(ballots, drawn):
    everybody = [{key: ballot.get(key, 0) for key in drawn} for ballot in ballots]
    order = starvote.predefined_permutation_tiebreaker(list(drawn))
    [winner] = starvote.star_voting(everybody, tiebreaker=order)
    return winner


def is_drawn(result):
    return any(tie.by == BY_DRAW for one in result.rounds for tie in one.settled)


@pytest.mark.parametrize("number", [2, 3, 5])
def test_both_elect_the_same(number):
    dice, rule, compared = random.Random(number), rule_for(number), 0
    drawn = [key for key in DRAWN if key in rule.candidates]
    for _ in range(PROFILES):
        ballots = [ballot for ballot in random_ballots(dice, rule) if ballot]
        result = counted(rule, Counter(map(write_answers, ballots)), tie_order=drawn)
        if is_drawn(result) or not any(result.tallies.values()):
            continue
        compared += 1
        assert result.outcome == ENDORSED
        assert result.winners == (winner_of_starvote(ballots, drawn),)
    assert compared > PROFILES * 0.8


@pytest.mark.parametrize(
    ("ballots", "ours", "theirs"),
    [
        # Ash and cedar have 3 points: two ballots prefer ash, the draw puts cedar into the final.
        ([{"birch": 5, "cedar": 3}, {"ash": 1}, {"ash": 2}], "birch", "ash"),
        # Level in preferences and points: ash has a ballot of five points, birch the draw.
        ([{"birch": 3}, {"ash": 3, "birch": 3}, {"ash": 5, "birch": 2}], "birch", "ash"),
    ],
)
def test_where_we_draw_starvote_looks_further(ballots, ours, theirs):
    drawn = ["birch", "cedar", "ash"]

    result = counted(rule_for(3), Counter(map(write_answers, ballots)), tie_order=drawn)

    assert is_drawn(result)
    assert (result.winners, winner_of_starvote(ballots, drawn)) == ((ours,), theirs)


def test_starvote_loses_the_name_of_a_single_candidate():
    assert starvote.star_voting([{"ash": 5}]) == ["a"]
