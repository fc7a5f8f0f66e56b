"""From marks to a selection: what a voter marked in one contest, written in its canonical way.

A mistake is a sentence for the voter; nothing is dropped and nothing is guessed.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.views.decorators.debug import sensitive_variables

from endorsements.forms.fields import CHOICE, NO_MARK, Field, fields_of
from endorsements.tally.definitions import rule_from_definition
from endorsements.tally.selections import write_answers, write_marks, write_ranks, write_steps
from endorsements.tally.vocabulary import (
    ABSTAIN,
    APPROVAL,
    BLANK,
    IRV,
    NO_ENDORSEMENT,
    PER_CANDIDATE,
    QUESTION,
    SCORE,
    SINGLE_CHOICE,
    STAR,
    STV,
    WHETHER_WHOM,
    Rule,
)
from endorsements.tally.words import choice_names, listed

Names = Mapping[str, str]
# What is said about each option: "ticked", an answer, a score, a rank; without what says nothing.
Said = dict[str, str]


@sensitive_variables()
def read_selection(
    contest: Mapping[str, Any], sent: Mapping[str, Sequence[str]], withdrawn: set[str]
) -> str:
    """The selection that the marks of a contest come to.

    Args:
        sent: name of a field to every mark that was sent for it.
        withdrawn: keys of candidates who withdrew.

    Raises:
        ValidationError: the marks do not make a ballot; the sentence says why.
    """
    names = choice_names(contest)
    meanings = [
        (field, _meaning(contest, field, sent.get(field.name, ()))) for field in fields_of(contest)
    ]
    for field, meaning in meanings:
        marked = meaning if field.kind == CHOICE else field.about if meaning else BLANK
        if marked in withdrawn:
            raise ValidationError(f"{names[marked]} has withdrawn. Please choose again.")
    rule = rule_from_definition(contest)
    if rule.form in (SINGLE_CHOICE, QUESTION):
        return meanings[0][1]
    if rule.form == WHETHER_WHOM:
        return _steps(*[meaning for _, meaning in meanings])
    said = {field.about: meaning for field, meaning in meanings if meaning}
    return _SELECTIONS[rule.form](rule, _without_abstention(said), names) if said else BLANK


@sensitive_variables()
def _meaning(contest: Mapping[str, Any], field: Field, sent: Sequence[str]) -> str:
    marks = {mark for mark in sent if mark not in (BLANK, NO_MARK)}
    if len(marks) > 1:
        raise ValidationError(
            f"Please mark one choice only in the contest for {contest['office']}."
        )
    meaning = field.marks.get(marks.pop() if marks else NO_MARK)
    if meaning is None:
        raise ValidationError(f"That is not a choice in the contest for {contest['office']}.")
    return meaning


@sensitive_variables()
def _without_abstention(said: Said) -> Said:
    if ABSTAIN in said and len(said) > 1:
        raise ValidationError(
            "“Abstain” is marked, and something else too. Please keep the one or the other."
        )
    return said


@sensitive_variables()
def _steps(whether: str, whom: str) -> str:
    return ABSTAIN if whether == whom == ABSTAIN else write_steps(whether, whom)


@sensitive_variables()
def _approvals(rule: Rule, said: Said, names: Names) -> str:
    if NO_ENDORSEMENT in said and len(said) > 1:
        raise ValidationError(
            "“No endorsement” is marked, and a candidate too. Please keep the one or the other."
        )
    if rule.most_marks is not None and len(said) > rule.most_marks:
        raise ValidationError(
            f"{len(said)} candidates are marked; at most {rule.most_marks} may be. "
            f"Please take {len(said) - rule.most_marks} of them back."
        )
    return write_marks(list(said))


@sensitive_variables()
def _answers(rule: Rule, said: Said, names: Names) -> str:
    return ABSTAIN if ABSTAIN in said else write_answers(said)


@sensitive_variables()
def _ranks(rule: Rule, said: Said, names: Names) -> str:
    """Whoever is ranked, in order. A rank left out is closed up: the order says the same."""
    if ABSTAIN in said:
        return ABSTAIN
    at_rank: dict[int, list[str]] = defaultdict(list)
    for key, rank in said.items():
        at_rank[int(rank)].append(key)
    shared = [
        f"You gave rank {rank} to {'both ' if len(keys) == 2 else ''}"
        f"{listed([names[key] for key in keys])}."
        for rank, keys in sorted(at_rank.items())
        if len(keys) > 1
    ]
    if shared:
        raise ValidationError(f"{' '.join(shared)} Please give each rank once.")
    return write_ranks([keys for _, keys in sorted(at_rank.items())])


_SELECTIONS: Mapping[str, Callable[[Rule, Said, Names], str]] = {
    APPROVAL: _approvals,
    PER_CANDIDATE: _answers,
    SCORE: _answers,
    STAR: _answers,
    IRV: _ranks,
    STV: _ranks,
}


@sensitive_variables()
def has_gap(contest: Mapping[str, Any], sent: Mapping[str, Sequence[str]]) -> bool:
    """Whether the marks of a ranked contest leave out a rank before the last one given."""
    if rule_from_definition(contest).ranked is None:
        return False
    given = {
        int(mark)
        for field in fields_of(contest)
        if field.about != ABSTAIN
        for mark in sent.get(field.name, ())
        if mark in field.marks and mark != NO_MARK
    }
    return bool(given) and max(given) > len(given)
