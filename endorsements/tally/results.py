"""Results in the shape in which they are stored, hashed and published."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from endorsements.tally.count import count
from endorsements.tally.counts import Count
from endorsements.tally.definitions import rule_from_definition
from endorsements.tally.vocabulary import ENDORSED
from endorsements.tally.words import outcome_in_words

OUTCOME_ONLY = "outcome_only"
COUNTS = "counts"
RECORDS = "records"


def contest_result(
    definition: Mapping[str, Any],
    contest: Mapping[str, Any],
    selections: Iterable[str],
    *,
    eligible: int,
    withdrawn: Iterable[tuple[str, str]] = (),
) -> dict[str, Any]:
    """Count one contest of a frozen definition and say what may be published of it.

    Args:
        contest: one of `definition["contests"]`.
        selections: one per ballot of a style that holds the contest.
        eligible: members on the roll whose style holds the contest.
        withdrawn: (contest key, candidate key) pairs of the whole round.

    Returns:
        A value for `canonical_json`. With fewer ballots than `counts_minimum` it holds the
        outcome but no votes.
    """
    rule = rule_from_definition(dict(contest))
    gone = {candidate for key, candidate in withdrawn if key == contest["key"]}
    counted = count(rule, Counter(selections), eligible=eligible, tie_order=(), withdrawn=gone)
    names = {candidate["key"]: candidate["name"] for candidate in contest["candidates"]}
    shown = how_much_is_public(definition, counted.cast)
    result: dict[str, Any] = {
        "contest": contest["key"],
        "cast": counted.cast,
        "eligible": eligible,
        "outcome": counted.outcome,
        "published": shown,
        "rule": contest["rule"],
        "winners": list(counted.winners),
        "withdrawn": sorted(gone),
        "sentence": short_sentence(counted.outcome, counted.winners, names),
    }
    if shown != OUTCOME_ONLY:
        result |= _numbers(counted)
        result["sentence"] = outcome_in_words(rule, counted, names)
    return result


def how_much_is_public(definition: Mapping[str, Any], cast: int) -> str:
    """`OUTCOME_ONLY`, `COUNTS` or `RECORDS`, by the number of ballots cast in a contest."""
    if cast < definition["counts_minimum"]:
        return OUTCOME_ONLY
    return RECORDS if cast >= definition["records_minimum"] else COUNTS


def styles_with(definition: Mapping[str, Any], contest_key: str) -> list[str]:
    """The ballot styles that hold a contest, in order of their names."""
    return sorted(s for s, contests in definition["styles"].items() if contest_key in contests)


def short_sentence(outcome: str, winners: Sequence[str], names: Mapping[str, str]) -> str:
    """The outcome without a number, for a contest too small to publish any.

    Args:
        names: key to printed name of the candidates.
    """
    return f"{names[winners[0]]} is endorsed." if outcome == ENDORSED else "Nobody is endorsed."


def _numbers(counted: Count) -> dict[str, Any]:
    return {
        "blank": counted.blank,
        "invalid": counted.invalid,
        "marked": counted.marked,
        "tallies": counted.tallies,
        "denominator": counted.denominator,
        "needed": counted.needed,
        "quorum_needed": counted.quorum_needed,
        "tied": list(counted.tied),
    }
