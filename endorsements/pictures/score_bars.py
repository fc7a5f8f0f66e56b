"""Points of the highest possible, with the mean; for STAR the run-off of the two best besides."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from endorsements.pictures.bars import Bar, Cell, Column, Line
from endorsements.pictures.choice_bars import COLUMNS
from endorsements.pictures.figures import cut, share_of
from endorsements.pictures.scales import Scale, base_of
from endorsements.pictures.stored import Stored, kind_of
from endorsements.tally.counts import EXHAUSTED
from endorsements.tally.vocabulary import HIGHEST_SCORE, MAXIMUM_SCORE, SCORE, Threshold

POINT_COLUMNS = (Column("Points"), Column("Average"), Column("Share"))
GOES_ON = "goes into the final"


def score_bars(stored: Stored) -> tuple[Bar, ...]:
    """One line per candidate: points of the highest possible."""
    points, needed = stored.tallies, stored.numbers["needed"]
    return (
        _points(
            stored,
            stored.rule.threshold,
            stored.key,
            lambda key: stored.aside(key, points[key], needed),
        ),
    )


def star_bars(stored: Stored) -> tuple[Bar, ...]:
    """The points, then the final; a contest of one may have no final."""
    if len(stored.rounds) == 1:
        return (_points(stored, None, stored.key, lambda key: ""),)
    finalists = stored.round_tallies[1]
    first = _points(
        stored, None, f"{stored.key}-points", lambda key: GOES_ON if key in finalists else ""
    )
    return first, _final(stored)


def _points(
    stored: Stored, threshold: Threshold | None, key: str, aside: Callable[[str], str]
) -> Bar:
    highest = stored.valid * HIGHEST_SCORE
    scale = Scale(SCORE, MAXIMUM_SCORE, threshold, highest, stored.numbers["needed"])
    is_all = stored.rule.form == SCORE or len(stored.rounds) == 1
    says = scale.in_words if is_all else scale.in_words.removesuffix(" No bar was set.")
    return Bar(
        key=key,
        columns=POINT_COLUMNS,
        lines=tuple(
            Line(
                stored.names[one],
                (Cell(str(points)), _mean(points, stored.valid), scale.share_cell(points)),
                (scale.part(points, kind_of(one), is_all and stored.is_winner(one)),),
                is_all and stored.is_winner(one),
                aside(one),
            )
            for one, points in stored.round_tallies[0].items()
        ),
        caption="Points, average and share of the highest possible score of each candidate",
        says=f"{says} The average is of {stored.valid} ballots.",
        mark=scale.mark,
        title="" if is_all else "First the points",
    )


def _mean(points: Fraction, ballots: int) -> Cell:
    mean = share_of(points, ballots)
    return Cell(cut(mean, 2), f"{points}/{ballots}" if ballots else "")


def final_scale(stored: Stored) -> Scale:
    """The scale of STAR's final."""
    rule, numbers = stored.rule, stored.numbers
    preferring = sum(int(ballots) for ballots in stored.round_tallies[1].values())
    number = numbers["denominator"] if rule.threshold else preferring
    base = base_of(rule, rule.threshold)
    return Scale(rule.form, base, rule.threshold, number, numbers["needed"])


def _final(stored: Stored) -> Bar:
    rule, last, votes = stored.rule, stored.rounds[1], stored.round_tallies[1]
    scale = final_scale(stored)
    lines = [
        scale.line(stored.names[key], ballots, kind_of(key), is_winner=stored.is_winner(key))
        for key, ballots in votes.items()
    ]
    lines.append(scale.line("No preference", last["exhausted"], EXHAUSTED))
    lines += scale.rest_lines(stored.valid, abstain=rule.has_abstain)
    return Bar(
        key=f"{stored.key}-final",
        columns=COLUMNS,
        lines=tuple(lines),
        caption="Ballots and share of each finalist",
        says=scale.in_words,
        mark=scale.mark,
        title="Then the final between the two best",
    )


@dataclass(frozen=True)
class ScoreRow:
    """How many ballots gave a candidate 0, 1, ... 5 points."""

    label: str
    ballots: tuple[int, ...]


def score_rows(stored: Stored) -> tuple[ScoreRow, ...]:
    """Score contests only: the ballots behind the points."""
    scores = stored.numbers["details"]["scores"]
    return tuple(
        ScoreRow(stored.names[key], tuple(scores[key]))
        for key in stored.rule.standing()
        if key in scores
    )
