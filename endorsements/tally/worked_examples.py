"""The example of each preset in words, with what the counter makes of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from endorsements.tally.count import count
from endorsements.tally.definitions import rule_to_definition
from endorsements.tally.presets import Preset
from endorsements.tally.result_numbers import result_numbers
from endorsements.tally.selection_words import selection_in_words
from endorsements.tally.vocabulary import QUESTION
from endorsements.tally.words import QUESTION_ANSWERS

NAMES = {"ash": "Ash", "birch": "Birch", "cedar": "Cedar", "dogwood": "Dogwood"}


@dataclass(frozen=True)
class Worked:
    """An example with what it comes to, in words.

    Args:
        ballots: numbers of ballots with what they say.
        outcome: the sentence of the result.
        rounds: a sentence for each round of counting, where there are several.
    """

    ballots: tuple[tuple[int, str], ...]
    outcome: str
    rounds: tuple[str, ...]


def worked(preset: Preset) -> Worked:
    """Count a preset's example."""
    contest, numbers = counted_example(preset)
    rounds = [one["sentence"] for one in numbers["rounds"]]
    return Worked(
        tuple((n, selection_in_words(contest, text)) for text, n in preset.example.items()),
        numbers["sentence"],
        tuple(rounds) if len(rounds) > 1 else (),
    )


def counted_example(preset: Preset) -> tuple[dict[str, Any], dict[str, Any]]:
    """The contest of a preset's example, and its result."""
    names = names_in(preset)
    rule = replace(preset.rule, candidates=tuple(names))
    contest = {
        **rule_to_definition(rule),
        "candidates": [{"key": key, "name": name} for key, name in names.items()],
    }
    counted = count(rule, preset.example, eligible=preset.eligible, tie_order=rule.standing())
    decided = {"outcome": counted.outcome, "winners": list(counted.winners)}
    return contest, {**decided, **result_numbers(contest, counted)}


def names_in(preset: Preset) -> dict[str, str]:
    """Key to name of the candidates in a preset's example; Yes and No of a question."""
    if preset.rule.form == QUESTION:
        return QUESTION_ANSWERS
    said = " ".join(preset.example)
    return {key: name for key, name in NAMES.items() if key in said}
