"""Every round of counting in words: who had what, who got on or went, where ballots moved."""

import pytest

from endorsements.tally.count import count
from endorsements.tally.step_words import round_in_words
from endorsements.tally.vocabulary import (
    APPROVAL,
    CONTINUING,
    DECIMAL5,
    IRV,
    LOOKBACK_EARLIEST,
    PER_CANDIDATE,
    SCORE,
    SINGLE_CHOICE,
    STAR,
    STV,
    TIE_DRAW,
    WHETHER_WHOM,
    RankedRules,
)
from tests.endorsements.tally.contests import CANDIDATES, NAMES
from tests.endorsements.tally.forms import bar, of_form

NONE = "no-endorsement"
FOUR = (*CANDIDATES, "dove")


def steps(rule, profile):
    counted = count(rule, profile, eligible=100, tie_order=rule.standing())
    names = {**NAMES, "dove": "Dove Dale"}
    return [
        round_in_words(rule, counted, number, names)
        for number, _ in enumerate(counted.rounds, start=1)
    ]


@pytest.mark.parametrize(
    ("form", "fields", "profile", "sentence"),
    [
        (
            SINGLE_CHOICE,
            {"has_abstain": True},
            {"ash": 3, "birch": 1, "abstain": 2},
            "Votes: Ash Alder 3, Birch Beech 1, Cedar Cane 0, “No endorsement” 0, abstained 2.",
        ),
        (
            SINGLE_CHOICE,
            {"ties": TIE_DRAW, "threshold": None, "has_no_endorsement": False},
            {"ash": 3, "birch": 3},
            "Votes: Ash Alder 3, Birch Beech 3, Cedar Cane 0. Ash Alder and Birch Beech are "
            "equal; the public draw decides that Ash Alder comes first.",
        ),
        (
            APPROVAL,
            {},
            {"ash birch": 3, NONE: 1},
            "Marks: Ash Alder 3, Birch Beech 3, Cedar Cane 0, “No endorsement” 1.",
        ),
        (
            PER_CANDIDATE,
            {},
            {"ash:yes birch:no": 3},
            "Yes: Ash Alder 3, Birch Beech 0, Cedar Cane 0.",
        ),
        (SCORE, {}, {"ash:5 birch:1": 3}, "Points: Ash Alder 15, Birch Beech 3, Cedar Cane 0."),
        (
            WHETHER_WHOM,
            {},
            {"yes:ash": 3, ":birch": 1},
            "Votes: Ash Alder 3, Birch Beech 1, Cedar Cane 0.",
        ),
        (
            STAR,
            {"candidates": ("ash",), "threshold": None},
            {"ash:2": 1},
            "Points: Ash Alder 2.",
        ),
    ],
)
def test_what_is_counted_once_is_one_list(form, fields, profile, sentence):
    assert steps(of_form(form, **fields), profile) == [sentence]


def test_star_has_a_final():
    profile = {"ash:5 birch:4": 3, "birch:5": 2, "cedar:1": 1}

    assert steps(of_form(STAR), profile) == [
        "Round 1: Points: Ash Alder 15, Birch Beech 22, Cedar Cane 1. Birch Beech and Ash Alder go "
        "into the final.",
        "Round 2: 2 ballots give Birch Beech more points, 3 Ash Alder. 1 ballot gives both the "
        "same.",
    ]


def test_star_says_what_settled_its_ties():
    rule = of_form(STAR, threshold=None)

    assert steps(rule, {"ash:5 cedar:2": 1, "birch:3": 1, "cedar:1 birch:0 ash:0": 0}) == [
        "Round 1: Points: Ash Alder 5, Birch Beech 3, Cedar Cane 2. Ash Alder and Birch Beech go "
        "into the final.",
        "Round 2: 1 ballot gives Ash Alder more points, 1 Birch Beech. Ash Alder and Birch Beech "
        "are equal; Ash Alder has more points.",
    ]
    assert steps(rule, {"ash:3": 2, "birch:2 cedar:2": 1, "birch:1 cedar:1": 2})[0] == (
        "Round 1: Points: Ash Alder 6, Birch Beech 4, Cedar Cane 4. Birch Beech and Cedar Cane are "
        "equal; the public draw decides that Birch Beech comes first. Ash Alder and Birch Beech go "
        "into the final."
    )


def test_instant_run_off_tells_where_ballots_move():
    profile = {"ash": 40, "birch": 35, "cedar>ash": 8, "cedar>birch": 2, "cedar": 3, NONE: 1}

    assert steps(of_form(IRV, threshold=None), profile) == [
        "Round 1: “No endorsement” has the fewest, 1, and is excluded; 1 ballot is exhausted.",
        "Round 2: Cedar Cane has the fewest, 13, and is excluded; 8 ballots move to Ash Alder, 2 "
        "to Birch Beech, 3 are exhausted.",
        "Round 3: Ash Alder wins with 48 of 85 ballots still counting.",
    ]


def test_one_ballot_moves_in_the_singular():
    rule = of_form(IRV, threshold=None, has_no_endorsement=False)

    assert steps(rule, {"ash": 3, "birch": 2, "cedar>ash": 1, "": 1}) == [
        "Round 1: Cedar Cane has the fewest, 1, and is excluded; 1 ballot moves to Ash Alder.",
        "Round 2: Ash Alder wins with 4 of 6 ballots still counting.",
    ]


def test_instant_run_off_says_what_settled_a_tie():
    ranked = RankedRules(lookback=LOOKBACK_EARLIEST)
    rule = of_form(IRV, threshold=None, candidates=FOUR, has_no_endorsement=False, ranked=ranked)
    profile = {"ash": 5, "birch": 4, "cedar": 2, "dove>cedar": 2}

    assert steps(rule, profile) == [
        "Round 1: Cedar Cane and Dove Dale are equal; the public draw decides that Dove Dale goes. "
        "Dove Dale has the fewest, 2, and is excluded; 2 ballots move to Cedar Cane.",
        "Round 2: Birch Beech and Cedar Cane are equal; Cedar Cane had the least of them in round "
        "1 and goes. Cedar Cane has the fewest, 4, and is excluded; 4 ballots are exhausted.",
        "Round 3: Ash Alder wins with 5 of 9 ballots still counting.",
    ]


@pytest.mark.parametrize(
    ("fields", "profile", "sentence"),
    [
        (
            {},
            {"ash": 5, "birch": 4, "cedar": 1},
            "Round 3: Ash Alder (5) and Birch Beech (4) are left, of 9 ballots still counting, "
            "and the count ends.",
        ),
        ({"threshold": bar("1/2", CONTINUING)}, {"": 2}, "No ballot counts for anybody."),
        (
            {},
            {NONE: 1},
            "“No endorsement” wins with 1 of 1 ballot still counting.",
        ),
    ],
)
def test_instant_run_off_says_how_it_ended(fields, profile, sentence):
    assert steps(of_form(IRV, **fields), profile)[-1] == sentence


def test_several_seats_tell_quota_surplus_and_exclusion():
    rule = of_form(
        STV, candidates=FOUR, has_no_endorsement=False, ranked=RankedRules(arithmetic=DECIMAL5)
    )
    profile = {"ash>birch": 25, "ash>cedar": 12, "ash": 3, "birch": 2, "cedar>birch": 10, "dove": 2}

    assert steps(rule, profile) == [
        "Round 1: Ash Alder (40) has the quota of 19. Ash Alder has 21 more than the quota; 13.12 "
        "votes move to Birch Beech, 6.3 to Cedar Cane, 1.57 are exhausted.",
        "Round 2: Dove Dale has the least, 2, and is excluded; 2 votes are exhausted.",
        "Round 3: Birch Beech has the least, 15.12, and is excluded; 15.12 votes are exhausted.",
        "Round 4: Cedar Cane (16.3) gets a place without the quota: no more are left than places.",
    ]


def test_several_seats_say_what_settled_ties():
    rule = of_form(STV, candidates=FOUR, has_no_endorsement=False)

    assert steps(rule, {"ash": 3, "birch": 3}) == [
        "Ash Alder (3) and Birch Beech (3) have the quota of 3. Ash Alder and Birch Beech are "
        "equal; the public draw decides that Ash Alder comes first."
    ]
    assert steps(rule, {"ash": 1})[-1] == (
        "Round 3: Birch Beech (0) gets a place without the quota: no more are left than places."
    )


def test_several_seats_without_a_ballot():
    assert steps(of_form(STV), {}) == ["Nobody has a vote."]
