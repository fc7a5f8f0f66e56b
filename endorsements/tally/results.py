"""Results in the shape in which they are stored, hashed and published."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from endorsements.tally.count import count
from endorsements.tally.counts import Count
from endorsements.tally.definitions import rule_from_definition
from endorsements.tally.draw import tie_order
from endorsements.tally.outcome_words import short_sentence
from endorsements.tally.possible import possible_ballots
from endorsements.tally.result_numbers import result_numbers
from endorsements.tally.vocabulary import (
    QUESTION,
    RANKED_FORMS,
    SINGLE_CHOICE,
    STAR,
    TIE_DRAW,
    TIE_ENDORSES_BOTH,
    Rule,
)
from endorsements.tally.words import choice_names

OUTCOME_ONLY = "outcome_only"
COUNTS = "counts"
RECORDS = "records"
FORMS_WITHOUT_PATTERNS = (SINGLE_CHOICE, QUESTION)


def contest_result(
    definition: Mapping[str, Any],
    contest: Mapping[str, Any],
    profile: Mapping[str, int],
    *,
    eligible: int,
    seed: bytes,
    withdrawn: Iterable[tuple[str, str]] = (),
) -> dict[str, Any]:
    """Count one contest of a frozen definition and say what may be published of it.

    Args:
        contest: one of `definition["contests"]`.
        profile: selection to the number of ballots that say so, of all ballots of a style that
            holds the contest.
        eligible: members on the roll whose style holds the contest.
        seed: of the public draw: the head of the log at `close`.
        withdrawn: (contest key, candidate key) pairs of the whole round.

    Returns:
        As `result_of`.
    """
    rule, gone = rule_from_definition(contest), withdrawn_from(contest, withdrawn)
    order = drawn_order(contest, seed)
    counted = count(rule, profile, eligible=eligible, tie_order=order, withdrawn=gone)
    return result_of(definition, contest, counted, tie_order=order, withdrawn=gone)


def result_of(
    definition: Mapping[str, Any],
    contest: Mapping[str, Any],
    counted: Count,
    *,
    tie_order: Sequence[str],
    withdrawn: Collection[str],
) -> dict[str, Any]:
    """A count as it is stored, hashed and published.

    Args:
        withdrawn: candidates of this contest.

    Returns:
        A value for `canonical_json`. With fewer ballots than `counts_minimum` it holds the
        outcome but no votes.
    """
    rule = rule_from_definition(contest)
    shown = how_much_is_public(definition, contest, counted.cast)
    result = {
        "contest": contest["key"],
        "form": rule.form,
        "cast": counted.cast,
        "eligible": counted.eligible,
        "outcome": counted.outcome,
        "published": shown,
        "rule": contest["rule"],
        "winners": list(counted.winners),
        "withdrawn": sorted(withdrawn),
    }
    if shown == OUTCOME_ONLY:
        names = choice_names(contest)
        sentence = short_sentence(rule, counted.outcome, counted.winners, names)
        return {**result, "sentence": sentence}
    drawn = list(tie_order) if may_be_drawn(rule) else []
    return {**result, **result_numbers(contest, counted), "tie_order": drawn}


def withdrawn_from(
    contest: Mapping[str, Any], withdrawn: Iterable[tuple[str, str]]
) -> frozenset[str]:
    """Candidates of a contest who withdrew, from the pairs of a whole round."""
    return frozenset(candidate for key, candidate in withdrawn if key == contest["key"])


def drawn_order(contest: Mapping[str, Any], seed: bytes) -> tuple[str, ...]:
    """The order of the public draw among everything that can win in a contest."""
    return tie_order(seed, contest["key"], rule_from_definition(contest).standing())


def how_much_is_public(definition: Mapping[str, Any], contest: Mapping[str, Any], cast: int) -> str:
    """`OUTCOME_ONLY`, `COUNTS` or `RECORDS`, by the number of ballots cast in a contest."""
    if cast < definition["counts_minimum"]:
        return OUTCOME_ONLY
    return RECORDS if cast >= fewest_for_records(definition, contest) else COUNTS


def fewest_for_records(definition: Mapping[str, Any], contest: Mapping[str, Any]) -> int:
    """Fewest ballots of a contest with which single records are published.

    Where a ballot can be filled in more ways than there are ballots, a rare way could give its
    voter away, or show to a buyer the very ballot that was bought: unless the definition says
    otherwise ("patterns"), there must be as many ballots as ways.
    """
    fewest: int = definition["records_minimum"]
    if definition["patterns"] or contest["form"] in FORMS_WITHOUT_PATTERNS:
        return fewest
    return max(fewest, possible_ballots(rule_from_definition(contest)))


def may_be_drawn(rule: Rule) -> bool:
    """Whether the public draw may decide anything in a contest, be it in which order all win."""
    is_drawn = rule.ties in (TIE_DRAW, TIE_ENDORSES_BOTH) or rule.seats > 1
    return is_drawn or rule.form in (*RANKED_FORMS, STAR)


def styles_with(definition: Mapping[str, Any], contest_key: str) -> list[str]:
    """The ballot styles that hold a contest, in order of their names."""
    return sorted(s for s, contests in definition["styles"].items() if contest_key in contests)
