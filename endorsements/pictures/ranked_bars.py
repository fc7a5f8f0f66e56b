"""Ranked counts: the last round of an instant run-off; of several seats, who came to the quota."""

from __future__ import annotations

from fractions import Fraction

from endorsements.pictures.bars import Bar, Cell, Column, Line, Mark, Part
from endorsements.pictures.choice_bars import COLUMNS
from endorsements.pictures.figures import (
    as_fraction,
    cut,
    decimals_for,
    exact,
    position,
    share_of,
)
from endorsements.pictures.scales import Scale, bar_to_clear, base_of
from endorsements.pictures.stored import Stored, kind_of
from endorsements.tally.counts import EXHAUSTED
from endorsements.tally.vocabulary import CONTINUING, NO_ENDORSEMENT
from endorsements.tally.words import numbered

ELECTED = "elected"


def instant_run_off_bars(stored: Stored) -> tuple[Bar, ...]:
    """Who had what in the last round."""
    rule, last, held = stored.rule, stored.rounds[-1], stored.round_tallies[-1]
    scale = last_round_scale(stored)
    lines = [
        scale.line(stored.names[key], ballots, kind_of(key), is_winner=stored.is_winner(key))
        for key, ballots in held.items()
    ]
    if last["exhausted"]:
        lines.append(scale.line("Exhausted", last["exhausted"], EXHAUSTED))
    if scale.base != CONTINUING:
        lines += scale.rest_lines(stored.valid, abstain=rule.has_abstain)
    rounds = len(stored.rounds)
    return (
        Bar(
            key=stored.key,
            columns=COLUMNS,
            lines=tuple(lines),
            caption="Ballots and share of each who is left in the last round",
            says=scale.in_words,
            mark=scale.mark,
            title=f"Round {rounds}, the last" if rounds > 1 else "",
        ),
    )


def last_round_scale(stored: Stored) -> Scale:
    """The scale of an instant run-off's last round."""
    rule, threshold = stored.rule, bar_to_clear(stored.rule)
    continuing = sum(int(ballots) for ballots in stored.round_tallies[-1].values())
    number = stored.numbers["denominator"] if rule.threshold else continuing
    needed = threshold.needed(number) if threshold else None
    return Scale(rule.form, base_of(rule, threshold), threshold, number, needed)


def quota_bars(stored: Stored) -> tuple[Bar, ...]:
    """Several seats: what everybody had when elected or excluded, with the quota as the bar."""
    quota = stored.numbers["quota"]
    held = {key: decisive(stored, key) for key in stored.tallies}
    whole = max([Fraction(quota), *(amount for amount, _ in held.values())])
    decimals = decimals_for([[amount for amount, _ in held.values()]])
    valid = numbered(stored.valid, "ballots")
    return (
        Bar(
            key=stored.key,
            columns=(Column("Votes"),),
            lines=tuple(
                _quota_line(stored, key, whole, decimals, held[key]) for key in stored.tallies
            ),
            caption="Votes of each when elected or excluded, or at the end",
            says=f"Votes of each when elected or excluded, or at the end. The quota is {quota} of "
            f"{valid}.",
            mark=Mark(position(share_of(Fraction(quota), whole)), f"quota {quota}"),
        ),
    )


def _quota_line(
    stored: Stored, key: str, whole: Fraction, decimals: int, held: tuple[Fraction, str]
) -> Line:
    amount, aside = held
    is_winner = stored.is_winner(key)
    return Line(
        stored.names[key],
        (Cell(cut(amount, decimals), as_fraction(amount)),),
        (Part(position(share_of(amount, whole)), kind_of(key), is_solid=is_winner),),
        is_winner,
        aside,
    )


def decisive(stored: Stored, key: str) -> tuple[Fraction, str]:
    """What somebody had in the round that decided about them, and what was decided."""
    for number, one in enumerate(stored.rounds, start=1):
        for keys, what in ((one["elected"], ELECTED), (one["eliminated"], "excluded")):
            if key in keys:
                where = f"{what} in round {number}" if len(stored.rounds) > 1 else what
                if key == NO_ENDORSEMENT and what == ELECTED:
                    where = f"{where}: this place stays empty"
                return exact(one["tallies"][key]), where
    return stored.tallies[key], "not elected"
