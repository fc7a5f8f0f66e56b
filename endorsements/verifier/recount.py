"""What a contest that is too small to publish whole should look like, from what is published."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from endorsements.protocol.entries import is_number
from endorsements.tally.definitions import rule_from_definition
from endorsements.tally.outcome_words import short_sentence
from endorsements.tally.results import contest_result
from endorsements.tally.vocabulary import (
    BAR_NOT_REACHED,
    BLANK,
    ENDORSED,
    NO_ENDORSEMENT_WON,
    TIE,
)
from endorsements.tally.words import choice_names
from endorsements.verifier.examination import Examination

NOT_A_CHOICE = "?"


def expected_from_numbers(
    ex: Examination, contest: Mapping[str, Any], published: Mapping[str, Any]
) -> dict[str, Any]:
    """The result that follows from the published sums, where single records are not published.

    Sums that cannot be those of so many ballots give the result of blank ballots.
    """
    ballots = ex.ballots_in(contest["key"])
    tallies = published.get("tallies")
    numbers = dict(tallies) if isinstance(tallies, dict) else {}
    numbers[BLANK], numbers[NOT_A_CHOICE] = published.get("blank"), published.get("invalid")
    if not all(map(is_number, numbers.values())) or sum(numbers.values()) != ballots:
        return _counted(ex, contest, [BLANK] * ballots)
    return _counted(ex, contest, [key for key, votes in numbers.items() for _ in range(votes)])


def expected_from_outcome(
    ex: Examination, contest: Mapping[str, Any], published: Mapping[str, Any]
) -> dict[str, Any]:
    """The result as published where not even sums are, with all put right that is known.

    Known are ballots, voters, rule, withdrawals, a missed quorum, and that outcome, winner and
    sentence must fit each other.
    """
    ballots = ex.ballots_in(contest["key"])
    expected = _counted(ex, contest, [BLANK] * ballots)
    rule = rule_from_definition(dict(contest))
    outcome, winners = published.get("outcome"), published.get("winners")
    if ballots == 0 or ballots < rule.quorum.needed(expected["eligible"]):
        return expected
    if outcome in (BAR_NOT_REACHED, NO_ENDORSEMENT_WON, TIE):
        winners = []
    elif outcome != ENDORSED or winners not in [[key] for key in _standing(ex, contest)]:
        return expected
    sentence = short_sentence(rule, str(outcome), list(winners or []), choice_names(contest))
    return {**expected, "outcome": outcome, "winners": winners, "sentence": sentence}


def _counted(ex: Examination, contest: Mapping[str, Any], selections: list[str]) -> dict[str, Any]:
    return contest_result(
        ex.record.definition,
        contest,
        Counter(selections),
        eligible=ex.voters_in(contest["key"]),
        seed=ex.seed,
        withdrawn=ex.state.withdrawn,
    )


def _standing(ex: Examination, contest: Mapping[str, Any]) -> list[str]:
    """Candidates who have not withdrawn."""
    keys = [candidate["key"] for candidate in contest["candidates"]]
    return [key for key in keys if (contest["key"], key) not in ex.state.withdrawn]
