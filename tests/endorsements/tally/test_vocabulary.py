"""Rules read from a definition, and what a bar or a quorum needs."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from endorsements.tally.definitions import rule_from_definition
from endorsements.tally.vocabulary import (
    ABSTAIN,
    AT_LEAST,
    MORE_THAN,
    NAMED_ONLY,
    NO_ENDORSEMENT,
    Quorum,
    Rule,
    Threshold,
)
from tests.endorsements.tally.contests import PLAIN

CONTEST = {
    "candidates": [{"key": "ash", "name": "Ash"}, {"key": "birch", "name": "Birch"}],
    "threshold": {"share": "3/5", "compare": AT_LEAST, "base": NAMED_ONLY},
    **PLAIN,
    "no_endorsement": True,
    "abstain": False,
    "quorum": None,
}
SHARES = st.fractions(min_value=Fraction(1, 1000), max_value=1, max_denominator=1000)
NUMBERS = st.integers(0, 10_000)


@pytest.mark.parametrize(
    ("share", "compare", "denominator", "needed"),
    [
        ("3/5", AT_LEAST, 5, 3),
        ("3/5", AT_LEAST, 4, 3),
        ("3/5", AT_LEAST, 1000, 600),
        ("3/5", AT_LEAST, 0, 1),
        ("1/2", AT_LEAST, 10, 5),
        ("1/2", MORE_THAN, 10, 6),
        ("1/2", MORE_THAN, 11, 6),
        ("2/3", AT_LEAST, 100, 67),
        ("2/3", MORE_THAN, 99, 67),
        ("1/1", AT_LEAST, 7, 7),
    ],
)
def test_the_fewest_votes_that_clear_a_bar(share, compare, denominator, needed):
    assert Threshold(Fraction(share), compare).needed(denominator) == needed


@given(SHARES, NUMBERS, NUMBERS)
def test_a_bar_is_reached_exactly_from_its_share_on(share, votes, denominator):
    is_reached = Threshold(share).is_reached(votes, denominator)

    assert is_reached == (denominator > 0 and votes > 0 and votes >= share * denominator)


@given(SHARES, NUMBERS, NUMBERS)
def test_more_than_leaves_the_share_itself_below(share, votes, denominator):
    is_reached = Threshold(share, MORE_THAN).is_reached(votes, denominator)

    assert is_reached == (denominator > 0 and votes > share * denominator)


@pytest.mark.parametrize(
    ("quorum", "needed"),
    [
        (Quorum(), 0),
        (Quorum(ballots=12), 12),
        (Quorum(ballots=0), 0),
        (Quorum(share=Fraction(1, 4)), 3),
        (Quorum(share=Fraction(1, 3)), 4),
    ],
)
def test_what_a_quorum_needs_of_ten_members(quorum, needed):
    assert quorum.needed(10) == needed


def test_a_rule_is_read_from_a_definition():
    assert rule_from_definition(CONTEST) == Rule(
        candidates=("ash", "birch"),
        threshold=Threshold(Fraction(3, 5), AT_LEAST, NAMED_ONLY),
        has_no_endorsement=True,
        has_abstain=False,
        quorum=Quorum(),
    )


@pytest.mark.parametrize(
    ("written", "quorum"),
    [
        ({"ballots": 40}, Quorum(ballots=40)),
        ({"share": "1/4"}, Quorum(share=Fraction(1, 4))),
        (None, Quorum()),
    ],
)
def test_a_quorum_is_read_from_a_definition(written, quorum):
    assert rule_from_definition(CONTEST | {"quorum": written}).quorum == quorum


@pytest.mark.parametrize(
    ("offers", "options"),
    [
        ({}, ("ash", "birch", NO_ENDORSEMENT)),
        ({"abstain": True}, ("ash", "birch", NO_ENDORSEMENT, ABSTAIN)),
        ({"no_endorsement": False, "abstain": True}, ("ash", "birch", ABSTAIN)),
        ({"no_endorsement": False}, ("ash", "birch")),
    ],
)
def test_no_endorsement_stands_after_the_candidates(offers, options):
    assert rule_from_definition(CONTEST | offers).options() == options
