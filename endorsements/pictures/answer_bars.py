"""Yes, No and abstain for each candidate: every line has its own denominator."""

from __future__ import annotations

from collections.abc import Mapping

from endorsements.pictures.bars import Bar, Cell, Column, Line, stretches
from endorsements.pictures.scales import REST, Scale, base_of
from endorsements.pictures.stored import CANDIDATE, Stored
from endorsements.tally.vocabulary import ABSTAIN, NO, YES
from endorsements.tally.words import base_in_words


def answer_bars(stored: Stored) -> tuple[Bar, ...]:
    """One picture; each line is as long as all ballots that count for that candidate."""
    rule = stored.rule
    columns = [Column("Yes", CANDIDATE), Column("No", NO)]
    if rule.has_abstain:
        columns.append(Column("Abstain", ABSTAIN))
    scales = {key: answer_scale(stored, key) for key in stored.tallies}
    mark = next((scale.mark for scale in scales.values()), None)
    return (
        Bar(
            key=stored.key,
            columns=(*columns, Column("Share of Yes")),
            lines=tuple(_line(stored, key, scale) for key, scale in scales.items()),
            caption="How many said Yes and No to each candidate",
            says=_says(mark.label if mark else ""),
            mark=mark,
        ),
    )


def answer_scale(stored: Stored, key: str) -> Scale:
    """The scale of one candidate's answers."""
    rule, details = stored.rule, stored.numbers["details"]
    base = base_of(rule, rule.threshold)
    number, needed = details["denominators"][key], details["needed"][key]
    return Scale(rule.form, base, rule.threshold, number, needed)


def _line(stored: Stored, key: str, scale: Scale) -> Line:
    given = stored.numbers["details"]["answers"][key]
    offered = (YES, NO, ABSTAIN) if stored.rule.has_abstain else (YES, NO)
    return Line(
        stored.names[key],
        (*(Cell(str(given[answer])) for answer in offered), scale.share_cell(given[YES])),
        stretches(_in_the_total(given, scale), scale.number, is_winner=stored.is_winner(key)),
        stored.is_winner(key),
        "; ".join(filter(None, [_needed(scale), stored.aside(key, given[YES], scale.needed)])),
    )


def _in_the_total(given: Mapping[str, int], scale: Scale) -> list[tuple[str, int]]:
    amounts = [(CANDIDATE, given[YES]), (NO, given[NO])]
    if scale.counts(ABSTAIN):
        amounts.append((ABSTAIN, given[ABSTAIN]))
    return [*amounts, (REST, scale.number - sum(amount for _, amount in amounts))]


def _needed(scale: Scale) -> str:
    of = base_in_words(scale.number, scale.base, scale.form)
    return f"{scale.needed} of {of} needed" if scale.needed is not None else f"of {of}"


def _says(label: str) -> str:
    each = "Each line is all the ballots that count for that candidate."
    return f"{each} The upright line marks {label.removesuffix(' needed')}." if label else each
