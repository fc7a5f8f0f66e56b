"""Contests ready to print: as a ballot to mark, and as a ballot to check before it is cast."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Self

from django.utils.html import escape
from django.views.decorators.debug import sensitive_variables

from endorsements.forms.fields import (
    ANSWER,
    CHOICE,
    NO_MARK,
    RANK,
    SCORING,
    Field,
    field_name,
    fields_of,
)
from endorsements.forms.readback import ANSWER_WORDS, WHETHER, WHOM, Line, lines_of, longest_lines
from endorsements.forms.reading import has_gap
from endorsements.tally.definitions import rule_from_definition
from endorsements.tally.form_words import marking_in_words
from endorsements.tally.rule_words import rule_in_words
from endorsements.tally.vocabulary import ABSTAIN, BLANK, NO_ENDORSEMENT, QUESTION, WHETHER_WHOM
from endorsements.tally.words import choice_names

NOTES = {
    NO_ENDORSEMENT: "Our organisation should endorse nobody here.",
    ABSTAIN: "I take part, but leave the decision to others.",
}
NO_POSITION_NOTE = "Our organisation should take no position."
NAMES_OF_MARKS: Mapping[str, Mapping[str, str]] = {
    ANSWER: ANSWER_WORDS,
    SCORING: {BLANK: "No points"},
    RANK: {BLANK: "\N{EN DASH}"},
}
CLOSED_UP = "You left out a rank, so the choices after it moved up. Their order is as you gave it."
LONG_RULE, SHORT_RULE = 600, 200
SENTENCE_END = re.compile(r"(?<=\.) ")
Sent = Mapping[str, Sequence[str]]
Notes = Mapping[tuple[str, str], str]


@dataclass(frozen=True)
class Option:
    """One place to mark; `mark` is what the field then sends, `key` what it means."""

    mark: str
    key: str
    name: str
    note: str = ""
    is_chosen: bool = False
    is_withdrawn: bool = False


@dataclass(frozen=True)
class FieldRow:
    """One field of a contest with everything it may send; the first option marks nothing.

    Args:
        label: the option that it is about, or the question; empty where the contest is.
    """

    name: str
    kind: str
    key: str
    label: str
    note: str
    options: tuple[Option, ...]
    is_withdrawn: bool

    @property
    def blank(self) -> Option:
        return self.options[0]

    @property
    def places(self) -> tuple[Option, ...]:
        return self.options[1:]


@dataclass(frozen=True)
class ContestRow:
    """One contest on the ballot.

    Args:
        how: what to mark.
        rule: how it is counted; what of that is too long to stand above the options is in
            `fine_print`.
        cards: of candidates who sit or sat in the legislature; the same for every voter.
        recommendation: of the committee; the same for every voter.
        asks: the question on the public's ballot; the same for every voter.
    """

    number: int
    key: str
    anchor: str
    office: str
    district: str
    election: str
    how: str
    rule: str
    fine_print: str
    fields: tuple[FieldRow, ...]
    error: str
    cards: tuple[Any, ...] = ()
    recommendation: Any = None
    asks: Any = None

    @property
    def kind(self) -> str:
        """How the contest is marked: the kind of its fields, an abstention beside them aside."""
        return self.fields[0].kind

    @property
    def error_room(self) -> int:
        """More characters than any mistake in this contest takes to tell."""
        options = [option.name for field in self.fields for option in field.options]
        names = [*options, *(field.label for field in self.fields)]
        return 300 + len(escape(self.office)) + sum(40 + len(escape(name)) for name in names)

    def longest(self) -> Self:
        """This row where it takes most room; marks take the same room wherever they stand."""
        return replace(self, error="ü" * self.error_room)


@dataclass(frozen=True)
class ReviewRow:
    """One contest on the review page.

    Args:
        marks: name and mark of every field, to be sent on.
        remark: what was done to the marks to make a ballot of them.
    """

    office: str
    district: str
    marks: tuple[tuple[str, str], ...]
    lines: tuple[Line, ...]
    remark: str
    most_lines: tuple[Line, ...]

    def longest(self) -> Self:
        return replace(self, lines=self.most_lines, remark=CLOSED_UP)


@sensitive_variables()
def contest_row(
    number: int,
    contest: Mapping[str, Any],
    sent: Sent,
    *,
    notes: Notes,
    withdrawn: set[str],
    error: str,
) -> ContestRow:
    """A contest with the marks that were sent for it."""
    rule = rule_from_definition(contest)
    how = marking_in_words(rule)
    in_short, fine_print = _in_two(rule_in_words(rule).removeprefix(how).strip())
    # Lists, not generators: the frames of these would show marks in the report of a fault.
    fields = [
        _field_row(contest, field, label, sent.get(field.name, ()), notes, withdrawn)
        for field, label in _labelled(contest)
    ]
    return ContestRow(
        number=number,
        key=contest["key"],
        anchor=field_name(contest),
        office=contest["office"],
        district=contest["district"],
        election=contest["election"],
        how=how,
        rule=in_short,
        fine_print=fine_print,
        fields=tuple(fields),
        error=error,
    )


@sensitive_variables()
def review_row(contest: Mapping[str, Any], sent: Sent, selection: str) -> ReviewRow:
    """A contest as it will be cast."""
    marks = [(field.name, _chosen(field, sent.get(field.name, ()))) for field in fields_of(contest)]
    return ReviewRow(
        office=contest["office"],
        district=contest["district"],
        marks=tuple(marks),
        lines=lines_of(contest, selection),
        remark=CLOSED_UP if has_gap(contest, sent) else "",
        most_lines=longest_lines(contest),
    )


def _in_two(rule: str) -> tuple[str, str]:
    """A rule's first sentences, and the rest where the whole is long."""
    if len(rule) <= LONG_RULE:
        return rule, ""
    first, *rest = SENTENCE_END.split(rule)
    while len(first) < SHORT_RULE:
        first = f"{first} {rest.pop(0)}"
    return first, " ".join(rest)


def _labelled(contest: Mapping[str, Any]) -> list[tuple[Field, str]]:
    fields = fields_of(contest)
    if contest["form"] == WHETHER_WHOM:
        return list(zip(fields, (WHETHER, WHOM), strict=True))
    names = choice_names(contest)
    return [(field, names[field.about] if field.about else "") for field in fields]


@sensitive_variables()
def _field_row(
    contest: Mapping[str, Any],
    field: Field,
    label: str,
    sent: Sequence[str],
    notes: Notes,
    withdrawn: set[str],
) -> FieldRow:
    chosen, names = _chosen(field, sent), _meaning_names(contest, field)
    is_choice = field.kind == CHOICE
    options = [
        Option(
            mark=mark,
            key=key,
            name=names.get(key, key),
            note=_note(contest, key, notes) if is_choice else "",
            is_chosen=mark == chosen,
            is_withdrawn=is_choice and key in withdrawn,
        )
        for mark, key in field.marks.items()
    ]
    return FieldRow(
        name=field.name,
        kind=field.kind,
        key=field.about,
        label=label,
        note=_note(contest, field.about, notes),
        options=tuple(options),
        is_withdrawn=field.about in withdrawn,
    )


@sensitive_variables()
def _chosen(field: Field, sent: Sequence[str]) -> str:
    known = [mark for mark in sent if field.marks.get(mark)]
    return known[0] if known else NO_MARK


def _meaning_names(contest: Mapping[str, Any], field: Field) -> Mapping[str, str]:
    """What the marks of a field are called; a number is called by itself."""
    if field.kind == CHOICE:
        return {**ANSWER_WORDS, **choice_names(contest)}
    return NAMES_OF_MARKS.get(field.kind, {})


def _note(contest: Mapping[str, Any], key: str, notes: Notes) -> str:
    if key == NO_ENDORSEMENT and contest["form"] == QUESTION:
        return NO_POSITION_NOTE
    return NOTES.get(key) or notes.get((contest["key"], key), "")
