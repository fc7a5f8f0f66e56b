"""The single-choice contests of ../shared/data/tally agree with their expected results."""

import json
from collections import Counter
from fractions import Fraction

import pytest

from endorsements.tally.single_choice import count_single_choice
from endorsements.tally.vocabulary import (
    ALL_BALLOTS,
    ENDORSED,
    NAMED_ONLY,
    NO_ENDORSEMENT,
    NO_QUORUM,
    TIE,
    Quorum,
    Rule,
    Threshold,
)
from tests.__main__ import SHARED_DATA

pytestmark = pytest.mark.shared
BASES = {"valid": ALL_BALLOTS, "decisive": NAMED_ONLY}


def contests():
    file = SHARED_DATA / "tally" / "small" / "plurality.json"
    return json.loads(file.read_text())["contests"] if file.exists() else []


def base_of(contest):
    return contest["rules"].get("threshold", {}).get("base", "valid")


def rule_of(contest):
    threshold = contest["rules"].get("threshold", {"share": "0", "compare": "at_least"})
    quorum = contest["rules"].get("quorum", {})
    return Rule(
        candidates=tuple(key for key in contest["candidates"] if key != contest["none_option"]),
        threshold=Threshold(
            Fraction(threshold["share"]), threshold["compare"], BASES[base_of(contest)]
        ),
        has_no_endorsement=contest["none_option"] is not None,
        quorum=Quorum(
            quorum.get("ballots"), Fraction(quorum["share"]) if "share" in quorum else None
        ),
    )


def selections(contest):
    for marks, count in contest["ballots"]:
        marked = sorted(set(marks))
        text = marked[0] if len(marked) == 1 else "+".join(marked)
        yield from [NO_ENDORSEMENT if text == contest["none_option"] else text] * count


@pytest.mark.parametrize(
    "contest", [c for c in contests() if base_of(c) in BASES], ids=lambda contest: contest["id"]
)
def test_a_contest_is_counted_as_published(contest):
    expected = contest["expected"]
    counted = count_single_choice(
        rule_of(contest),
        Counter(selections(contest)),
        eligible=contest.get("eligible") or 0,
        tie_order=(),
    )
    none = contest["none_option"]
    tallies = {none if key == NO_ENDORSEMENT else key: n for key, n in counted.tallies.items()}
    assert (counted.cast, counted.marked) == (expected["cast"], expected["valid"])
    assert tallies == expected["rounds"][0]["tallies"]
    if counted.outcome == TIE:
        # Here a tie is an outcome; the files settle it by a drawn order.
        assert set(expected["winners"]) <= set(counted.tied)
        return
    assert list(counted.winners) == expected["winners"]
    assert (counted.outcome == ENDORSED) == (expected["outcome"] == "elected")
    assert (counted.outcome == NO_QUORUM) == (expected["outcome"] == "no_quorum")
