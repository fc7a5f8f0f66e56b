"""How strongly a winner is supported, as a list says it."""

from dataclasses import replace
from fractions import Fraction

import pytest

from endorsements.pictures.stored import Stored
from endorsements.pictures.support import Support, support
from endorsements.tally.vocabulary import (
    APPROVAL,
    MAXIMUM_SCORE,
    PER_CANDIDATE,
    QUESTION,
    SCORE,
    STAR,
    WHETHER_WHOM,
    Rule,
    Threshold,
)
from tests.endorsements.pictures import counted
from tests.endorsements.pictures.ranked_counts import RUN_OFF, run_off, seats

HALF = Threshold(Fraction(1, 2))
PLAIN = Rule((), HALF, has_no_endorsement=False)


@pytest.mark.parametrize(
    ("rule", "profile", "key", "told"),
    [
        (PLAIN, {"ash": 3, "birch": 1}, "ash", ("75\u00a0%", "3 of 4 ballots")),
        (
            replace(PLAIN, form=QUESTION, candidates=("yes", "no")),
            {"no": 3, "yes": 1},
            "no",
            ("75\u00a0%", "3 of 4 ballots"),
        ),
        (
            replace(PLAIN, form=APPROVAL, seats=2),
            {"ash birch": 3, "cedar": 1},
            "birch",
            ("75\u00a0%", "3 of 4 ballots"),
        ),
        (
            replace(PLAIN, form=PER_CANDIDATE),
            {"ash:yes": 2, "ash:no birch:yes": 1, "birch:no": 4},
            "ash",
            ("66.7\u00a0%", "2 of 3 ballots"),
        ),
        (
            replace(PLAIN, form=SCORE, threshold=Threshold(Fraction(1, 2), base=MAXIMUM_SCORE)),
            {"ash:4": 2},
            "ash",
            ("80\u00a0%", "8 of 10 points possible"),
        ),
        (
            replace(PLAIN, form=STAR, threshold=None),
            {"ash:4 birch:5": 2, "ash:1": 1},
            "birch",
            ("66.7\u00a0%", "2 of 3 ballots with a preference in the final"),
        ),
        (
            replace(PLAIN, form=STAR, threshold=None, candidates=("ash",)),
            {"ash:4": 2},
            "ash",
            ("", "the only candidate"),
        ),
        (
            replace(PLAIN, form=WHETHER_WHOM, whom_threshold=HALF),
            {"yes:ash": 3, "yes:": 2, "yes:birch": 1},
            "ash",
            ("75\u00a0%", "3 of 4 ballots"),
        ),
        (
            RUN_OFF,
            {"ash": 3, "birch": 1},
            "ash",
            ("75\u00a0%", "3 of 4 ballots that still counted"),
        ),
    ],
)
def test_support_is_the_share_by_which_the_form_decides(rule, profile, key, told):
    assert support(Stored(*counted(rule, profile)), key) == Support(*told)


def test_a_later_round_is_named():
    assert support(run_off(), "birch") == Support(
        "58.3\u00a0%", "56 of 96 ballots that still counted in round 3"
    )


def test_several_seats_go_by_the_quota():
    told = [support(seats(), key).base for key in ("ash", "birch")]

    assert told == [
        "elected in round 1 with 7 votes; the quota was 4",
        "elected in round 2 with 4.14 votes; the quota was 4",
    ]
