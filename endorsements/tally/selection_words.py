"""A ballot's choice in one contest in words, as its voter reads it: on receipt, list and report."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from functools import partial
from typing import Any

from endorsements.tally.definitions import rule_from_definition
from endorsements.tally.legality import illegal_among
from endorsements.tally.selections import read_answers, read_marks, read_ranks, read_steps
from endorsements.tally.vocabulary import (
    ABSTAIN,
    APPROVAL,
    BLANK,
    IRV,
    PER_CANDIDATE,
    SCORE,
    STAR,
    STV,
    WHETHER_WHOM,
)
from endorsements.tally.words import QUESTION_ANSWERS, Names, choice_names, listed

BETWEEN_CHOICES = "; "
ANSWERS = {**QUESTION_ANSWERS, ABSTAIN: "abstain", BLANK: "left blank"}


def selection_in_words(contest: Mapping[str, Any], text: str) -> str:
    """A ballot's choice in one contest, for example "1. Ash Alder; 2. Birch Beech".

    Args:
        contest: of a frozen definition.
        text: the selection as a record holds it. One that the contest's rule does not allow is
            said to be invalid.
    """
    return selections_in_words(contest, [text])[text]


def selections_in_words(contest: Mapping[str, Any], texts: Collection[str]) -> dict[str, str]:
    """Many choices in one contest to the same words; much faster than one after the other."""
    rule, names = rule_from_definition(contest), choice_names(contest)
    invalid = illegal_among(rule, list(dict.fromkeys(texts)))
    in_words = partial(_in_words, names, _WORDERS.get(rule.form, _one_mark))
    return {text: f"Invalid: “{text}”" if text in invalid else in_words(text) for text in texts}


def _in_words(names: Names, in_words: Callable[[str, Names], str], text: str) -> str:
    return names[text] if text in (BLANK, ABSTAIN) else in_words(text, names)


def _one_mark(text: str, names: Names) -> str:
    return names[text]


def _approvals(text: str, names: Names) -> str:
    return BETWEEN_CHOICES.join(names[key] for key in read_marks(text))


def _answers(text: str, names: Names) -> str:
    return BETWEEN_CHOICES.join(
        f"{names[key]}: {ANSWERS.get(answer, answer)}" for key, answer in read_answers(text)
    )


def _ranks(text: str, names: Names) -> str:
    return BETWEEN_CHOICES.join(
        f"{place}. {listed([names[key] for key in keys]) if keys else ANSWERS[BLANK]}"
        for place, keys in enumerate(read_ranks(text), start=1)
    )


def _steps(text: str, names: Names) -> str:
    whether, whom = read_steps(text)
    of_whom = ANSWERS[whom] if whom in (BLANK, ABSTAIN) else names[whom]
    return f"Endorse anybody: {ANSWERS[whether]}{BETWEEN_CHOICES}whom: {of_whom}"


_WORDERS: dict[str, Callable[[str, Names], str]] = {
    APPROVAL: _approvals,
    PER_CANDIDATE: _answers,
    SCORE: _answers,
    STAR: _answers,
    IRV: _ranks,
    STV: _ranks,
    WHETHER_WHOM: _steps,
}
