"""The fields of a contest on the ballot form: each sends one mark of two digits, whatever it says.

Whoever watches the line sees how long a request is. So nothing is left out when it is not marked
("00"), and a mark is a place on the ballot, never a name.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from endorsements.tally.definitions import rule_from_definition
from endorsements.tally.legality import answers_to
from endorsements.tally.vocabulary import (
    ABSTAIN,
    APPROVAL,
    BLANK,
    HIGHEST_SCORE,
    IRV,
    PER_CANDIDATE,
    QUESTION,
    SCORE,
    SINGLE_CHOICE,
    STAR,
    STV,
    WHETHER_WHOM,
    Rule,
)

PREFIX = "contest-"
# No contest's key has a full stop, so no two contests can share a field.
PART = "."
NO_MARK = "00"

CHOICE = "choice"
TICK = "tick"
ANSWER = "answer"
SCORING = "scoring"
RANK = "rank"
TICKED = "ticked"
SCORES = tuple(str(points) for points in range(HIGHEST_SCORE + 1))


@dataclass(frozen=True)
class Field:
    """One field of the form.

    Args:
        kind: `CHOICE` marks one of several options, `TICK` marks one option or does not,
            `ANSWER`, `SCORING` and `RANK` say something about one option.
        about: key of that option; empty for a `CHOICE`.
        meanings: what the marks "01", "02", ... mean.
    """

    name: str
    kind: str
    about: str
    meanings: tuple[str, ...]

    @property
    def marks(self) -> dict[str, str]:
        """What the field may send to what it means; "00" means that nothing is marked."""
        places = {f"{place:02d}": said for place, said in enumerate(self.meanings, start=1)}
        return {NO_MARK: BLANK} | places


def field_name(contest: Mapping[str, Any]) -> str:
    """Name of a contest's only field, or what the names of its fields begin with."""
    return PREFIX + str(contest["key"])


def fields_of(contest: Mapping[str, Any]) -> tuple[Field, ...]:
    """The fields of a contest of a frozen definition, in the ballot's order."""
    rule = rule_from_definition(contest)
    parts = _PARTS[rule.form](rule)
    name = field_name(contest)
    if len(parts) == 1 and parts[0][0] == CHOICE:
        return (Field(name, *parts[0]),)
    return tuple(
        Field(f"{name}{PART}{number:02d}", *part) for number, part in enumerate(parts, start=1)
    )


Part = tuple[str, str, tuple[str, ...]]


def _one_choice(rule: Rule) -> list[Part]:
    return [(CHOICE, "", rule.options())]


def _ticks(rule: Rule) -> list[Part]:
    return [(TICK, key, (TICKED,)) for key in rule.options()]


def _answers(rule: Rule) -> list[Part]:
    return [(ANSWER, key, answers_to(rule)) for key in rule.candidates]


def _scores(rule: Rule) -> list[Part]:
    return [(SCORING, key, SCORES) for key in rule.standing()] + _abstention(rule)


def _ranks(rule: Rule) -> list[Part]:
    most = rule.most_marks or len(rule.standing())
    ranks = tuple(str(rank) for rank in range(1, most + 1))
    return [(RANK, key, ranks) for key in rule.standing()] + _abstention(rule)


def _abstention(rule: Rule) -> list[Part]:
    return [(TICK, ABSTAIN, (TICKED,))] if rule.has_abstain else []


def _two_choices(rule: Rule) -> list[Part]:
    abstain = (ABSTAIN,) if rule.has_abstain else ()
    return [(CHOICE, "", answers_to(rule)), (CHOICE, "", (*rule.candidates, *abstain))]


_PARTS: Mapping[str, Callable[[Rule], list[Part]]] = {
    SINGLE_CHOICE: _one_choice,
    QUESTION: _one_choice,
    APPROVAL: _ticks,
    PER_CANDIDATE: _answers,
    SCORE: _scores,
    STAR: _scores,
    IRV: _ranks,
    STV: _ranks,
    WHETHER_WHOM: _two_choices,
}
