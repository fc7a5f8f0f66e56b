"""Real elections, each in a file of `elections/`, come to the stages that were published.

A file holds ballots as `number selection` and one or more counts of them; a line of a count is a
round: who holds what, who is elected on it, who is out after it.
"""

import tomllib
from fractions import Fraction
from pathlib import Path

import pytest

from endorsements.tally.count import count
from endorsements.tally.counts import written
from endorsements.tally.vocabulary import RankedRules, Rule, Threshold

FILES = sorted((Path(__file__).parent / "elections").glob("*.toml"))


def counts():
    for file in FILES:
        election = tomllib.loads(file.read_text(encoding="utf-8"))
        for number, expected in enumerate(election["counts"], start=1):
            yield pytest.param(election, expected, id=f"{file.stem}-{number}")


COUNTS = list(counts())


def profile_of(election):
    lines = (line.partition(" ") for line in election["ballots"].splitlines())
    return {selection: int(number) for number, _, selection in lines}


def rule_of(election, expected):
    threshold = expected.get("threshold")
    return Rule(
        candidates=tuple(election["candidates"]),
        threshold=threshold and Threshold(**threshold | {"share": Fraction(threshold["share"])}),
        has_no_endorsement=False,
        form=expected["form"],
        seats=expected["seats"],
        ranked=RankedRules(**expected["ranked"]),
    )


def line_of(one, arithmetic):
    amounts = {**one.tallies, "exhausted": one.exhausted}
    parts = [", ".join(f"{key} {written(amounts[key], arithmetic)}" for key in amounts)]
    parts += [f"elected {' '.join(one.elected)}"] if one.elected else []
    parts += [f"out {' '.join(one.eliminated)}"] if one.eliminated else []
    return "; ".join(parts)


def test_there_are_elections():
    assert len(FILES) == 7


@pytest.mark.parametrize(("election", "expected"), COUNTS)
def test_an_election_comes_to_its_published_stages(election, expected):
    rule = rule_of(election, expected)
    profile = profile_of(election)

    counted = count(rule, profile, eligible=10**6, tie_order=rule.candidates)

    assert [line_of(one, rule.ranked.arithmetic) for one in counted.rounds] == expected[
        "rounds"
    ].splitlines()
    assert (counted.cast, counted.valid) == (sum(profile.values()), expected["valid"])
    assert (counted.quota, counted.outcome) == (expected.get("quota"), expected["outcome"])
    assert list(counted.winners) == expected["winners"]


@pytest.mark.parametrize(("election", "expected"), COUNTS)
def test_every_ballot_is_somewhere_in_every_stage(election, expected):
    rule = rule_of(election, expected)

    counted = count(rule, profile_of(election), eligible=10**6, tie_order=rule.candidates)

    for one in counted.rounds:
        assert sum(one.tallies.values()) + one.exhausted == counted.valid
