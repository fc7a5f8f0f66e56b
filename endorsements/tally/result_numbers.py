"""All numbers of a count and its sentences, as values for JSON."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from endorsements.tally.counts import Amount, Count, CountingRound, Settled, written
from endorsements.tally.definitions import rule_from_definition
from endorsements.tally.outcome_words import outcome_in_words
from endorsements.tally.step_words import round_in_words
from endorsements.tally.vocabulary import Rule
from endorsements.tally.words import choice_names


def result_numbers(contest: Mapping[str, Any], counted: Count) -> dict[str, Any]:
    """What of a result is left out where only the outcome may be published, and the sentence.

    Args:
        contest: as a definition has it; its rule and the names of its candidates are used.
    """
    rule, names = rule_from_definition(contest), choice_names(contest)
    return {
        "blank": counted.blank,
        "invalid": counted.invalid,
        "marked": counted.marked,
        "abstained": counted.abstained,
        "tallies": _amounts(rule, counted.tallies),
        "denominator": counted.denominator,
        "needed": counted.needed,
        "quorum_needed": counted.quorum_needed,
        "tied": list(counted.tied),
        "quota": counted.quota,
        "touched": dict(counted.touched),
        "details": dict(counted.details),
        "rounds": [
            {**_round(rule, one), "sentence": round_in_words(rule, counted, number, names)}
            for number, one in enumerate(counted.rounds, start=1)
        ],
        "sentence": outcome_in_words(rule, counted, names),
    }


def _round(rule: Rule, one: CountingRound) -> dict[str, Any]:
    return {
        "tallies": _amounts(rule, one.tallies),
        "exhausted": _amount(rule, one.exhausted),
        "elected": list(one.elected),
        "eliminated": list(one.eliminated),
        "transfers": {giver: _amounts(rule, moved) for giver, moved in one.transfers.items()},
        "settled": [_settled(tie) for tie in one.settled],
    }


def _settled(tie: Settled) -> dict[str, Any]:
    return {
        "tied": list(tie.tied),
        "chosen": tie.chosen,
        "by": tie.by,
        "round": tie.round_number,
    }


def _amounts(rule: Rule, amounts: Mapping[str, Amount]) -> dict[str, int | str]:
    return {key: _amount(rule, amount) for key, amount in amounts.items()}


def _amount(rule: Rule, amount: Amount) -> int | str:
    return written(amount, rule.ranked.arithmetic if rule.ranked else "")
