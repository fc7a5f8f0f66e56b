"""Bars of forms in which ballots name candidates: single choice, question, approval, two steps."""

from __future__ import annotations

from dataclasses import replace

from endorsements.pictures.bars import Bar, Column, Line
from endorsements.pictures.scales import LEFT_OUT, Scale, bar_to_clear, base_of
from endorsements.pictures.stored import CANDIDATE, Stored, kind_of
from endorsements.tally.vocabulary import ABSTAIN, APPROVAL, NO, YES

COLUMNS = (Column("Ballots"), Column("Share"))
SEVERAL_MARKS = "A ballot may mark several, so the shares need not add up to 100\u00a0%."
_WHETHER = {
    YES: ("Yes, endorse", CANDIDATE),
    NO: ("No, endorse nobody", NO),
    ABSTAIN: ("Abstain", ABSTAIN),
}


def one_mark_bars(stored: Stored) -> tuple[Bar, ...]:
    """Single choice and question: everybody's votes, and what else is in the denominator."""
    scale = scale_of(stored)
    rest = scale.rest_lines(stored.numbers["marked"], abstain=False)
    return (_bar(stored, scale, _lines(stored, scale) + rest, scale.in_words),)


def approval_bars(stored: Stored) -> tuple[Bar, ...]:
    """Approval: one line per candidate, each with its own share of all."""
    scale = scale_of(stored)
    return (_bar(stored, scale, _lines(stored, scale), f"{scale.in_words} {SEVERAL_MARKS}"),)


def scale_of(stored: Stored) -> Scale:
    """The scale of the numbers that decide."""
    rule, threshold = stored.rule, bar_to_clear(stored.rule)
    base, numbers = base_of(rule, threshold), stored.numbers
    return Scale(rule.form, base, threshold, numbers["denominator"], numbers["needed"])


def _lines(stored: Stored, scale: Scale) -> list[Line]:
    lines = [
        replace(
            scale.line(stored.names[key], amount, kind_of(key), is_winner=stored.is_winner(key)),
            aside=_aside(stored, scale, key),
        )
        for key, amount in stored.tallies.items()
    ]
    if stored.rule.has_abstain:
        lines.append(scale.line("Abstain", stored.numbers["abstained"], ABSTAIN))
    return lines


def _aside(stored: Stored, scale: Scale, key: str) -> str:
    if not scale.counts(kind_of(key)):
        return LEFT_OUT
    return stored.aside(key, stored.tallies[key], scale.needed)


def _bar(stored: Stored, scale: Scale, lines: list[Line], says: str) -> Bar:
    what = "candidate" if stored.rule.form == APPROVAL else "choice"
    return Bar(
        key=stored.key,
        columns=COLUMNS,
        lines=tuple(lines),
        caption=f"Ballots and share of each {what}",
        says=says,
        mark=scale.mark,
    )


def whether_whom_bars(stored: Stored) -> tuple[Bar, ...]:
    """Two steps, two bars."""
    return _whether(stored), _whom(stored)


def _whether(stored: Stored) -> Bar:
    rule, given = stored.rule, stored.numbers["details"]["whether"]
    base = base_of(rule, rule.threshold)
    scale = Scale(rule.form, base, rule.threshold, given["denominator"], given["needed"])
    offered = (YES, NO, ABSTAIN) if rule.has_abstain else (YES, NO)
    lines = [
        scale.line(name, given[key], kind, is_winner=key == YES and given["is_reached"])
        for key, (name, kind) in _WHETHER.items()
        if key in offered
    ]
    lines += scale.rest_lines(sum(given[key] for key in offered), abstain=False)
    more = "" if rule.threshold else " Yes needed more ballots than No."
    return Bar(
        key=f"{stored.key}-whether",
        columns=COLUMNS,
        lines=tuple(lines),
        caption="How many said Yes and No to endorsing anybody",
        says=scale.in_words + more,
        mark=scale.mark,
        title="First question: whether to endorse anybody",
    )


def _whom(stored: Stored) -> Bar:
    scale = scale_of(stored)
    lines = [
        scale.line(stored.names[key], amount, CANDIDATE, is_winner=stored.is_winner(key))
        for key, amount in stored.tallies.items()
    ]
    # How many abstain in the second step alone is not stored: they are what is left.
    named = sum(int(ballots) for ballots in stored.tallies.values())
    lines += scale.rest_lines(named, abstain=stored.rule.has_abstain)
    return Bar(
        key=f"{stored.key}-whom",
        columns=COLUMNS,
        lines=tuple(lines),
        caption="Ballots and share of each candidate",
        says=scale.in_words,
        mark=scale.mark,
        title="Second question: whom",
    )
