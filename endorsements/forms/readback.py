"""A ballot's choice read back to its voter, line by line: on the review page and the receipt."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.html import escape
from django.views.decorators.debug import sensitive_variables

from endorsements.tally.definitions import rule_from_definition
from endorsements.tally.selections import read_answers, read_marks, read_ranks, read_steps
from endorsements.tally.vocabulary import (
    ABSTAIN,
    APPROVAL,
    BLANK,
    IRV,
    NO,
    PER_CANDIDATE,
    SCORE,
    STAR,
    STV,
    WHETHER_WHOM,
    YES,
    Rule,
)
from endorsements.tally.words import choice_names, listed, numbered

# How a line is drawn. `ASKED` names a question, `ANSWERED` somebody about whom one is; `REST` is
# what a ranking leaves out.
MARKED, EMPTY, ASKED, ANSWERED = "marked", "empty", "asked", "answered"
SCORED, RANKED, REST = "scored", "ranked", "rest"
# More than the mark-up of two lines can differ by.
ROOM = 80

ANSWER_WORDS = {YES: "Yes", NO: "No", ABSTAIN: "Abstain", BLANK: "No answer"}
ANSWER_SIGNS = {YES: "+", NO: "\N{MINUS SIGN}", ABSTAIN: "=", BLANK: ""}
NO_POINTS = "No points given"
WHETHER, WHOM = "Should we endorse anybody?", "If so, whom?"

Names = Mapping[str, str]


@dataclass(frozen=True)
class Line:
    """One thing that a ballot says.

    Args:
        sign: a rank, or what an answer is at a glance.
        answer: what is said about `name`; empty where naming is enough.
    """

    kind: str
    name: str
    sign: str = ""
    answer: str = ""


@sensitive_variables()
def lines_of(contest: Mapping[str, Any], text: str) -> tuple[Line, ...]:
    """A legal selection in lines, never none."""
    names = choice_names(contest)
    if text == BLANK:
        return (Line(EMPTY, names[BLANK]),)
    if text == ABSTAIN:
        return (Line(MARKED, names[ABSTAIN]),)
    rule = rule_from_definition(contest)
    return tuple(_LINES.get(rule.form, _marks)(rule, text, names))


def longest_lines(contest: Mapping[str, Any]) -> tuple[Line, ...]:
    """Lines that take at least as many bytes on a page as those of any selection."""
    rule, names = rule_from_definition(contest), choice_names(contest)
    options = [_filler(names[key]) for key in rule.options()]
    longest = max([*names.values(), WHETHER, WHOM], key=_size)
    lines = [Line(ANSWERED, name + "x" * ROOM, answer=NO_POINTS) for name in options]
    lines += [Line(ANSWERED, _filler(longest) + "x" * ROOM, answer=_filler(longest))] * 2
    return (*lines, Line(REST, f"Not ranked: {' and '.join(options)}."))


def _filler(words: str) -> str:
    """As long on a page as these words, and nothing in it to escape."""
    return "x" * _size(words)


def _size(words: str) -> int:
    return len(escape(words).encode())


@sensitive_variables()
def _marks(rule: Rule, text: str, names: Names) -> list[Line]:
    return [Line(MARKED, names[key]) for key in read_marks(text)]


@sensitive_variables()
def _answers(rule: Rule, text: str, names: Names) -> list[Line]:
    said = dict(read_answers(text))
    answers = {key: said.get(key, BLANK) for key in rule.candidates}
    return [
        Line(ANSWERED, names[key], ANSWER_SIGNS[answer], ANSWER_WORDS[answer])
        for key, answer in answers.items()
    ]


@sensitive_variables()
def _scores(rule: Rule, text: str, names: Names) -> list[Line]:
    said = dict(read_answers(text))
    return [
        Line(SCORED, names[key], answer=numbered(int(said[key]), "points"))
        if key in said
        else Line(SCORED, names[key], answer=NO_POINTS)
        for key in rule.standing()
    ]


@sensitive_variables()
def _ranks(rule: Rule, text: str, names: Names) -> list[Line]:
    ranks = read_ranks(text)
    lines = [
        Line(RANKED, listed([names[key] for key in keys]), str(place))
        for place, keys in enumerate(ranks, start=1)
        if keys
    ]
    ranked = {key for keys in ranks for key in keys}
    rest = [key for key in rule.standing() if key not in ranked]
    if rest:
        lines.append(Line(REST, f"Not ranked: {listed([names[key] for key in rest])}."))
    return lines


@sensitive_variables()
def _steps(rule: Rule, text: str, names: Names) -> list[Line]:
    whether, whom = read_steps(text)
    return [
        Line(ASKED, WHETHER, answer=ANSWER_WORDS[whether]),
        Line(ASKED, WHOM, answer=names[whom] if whom else ANSWER_WORDS[BLANK]),
    ]


_LINES: Mapping[str, Callable[[Rule, str, Names], list[Line]]] = {
    APPROVAL: _marks,
    PER_CANDIDATE: _answers,
    SCORE: _scores,
    STAR: _scores,
    IRV: _ranks,
    STV: _ranks,
    WHETHER_WHOM: _steps,
}
