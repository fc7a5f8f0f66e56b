"""Everything that is drawn and said of a count whose numbers are public."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from endorsements.pictures.bars import Bar
from endorsements.pictures.figures import NO_BREAK_SPACE
from endorsements.pictures.flow import Flow, flow
from endorsements.pictures.particulars import Drawn, Reading, drawn, readings, remarks, steps
from endorsements.pictures.results import result_bars
from endorsements.pictures.rounds_table import RoundsTable, rounds_table
from endorsements.pictures.score_bars import ScoreRow, score_rows
from endorsements.pictures.stored import Stored
from endorsements.tally.vocabulary import RANKED_FORMS, SCORED_FORMS


@dataclass(frozen=True)
class Count:
    """The count behind an outcome, where its numbers are public.

    Args:
        table, flow: of ranked counts in which something moved.
        scores: how many ballots gave how many points, in forms with scores.
        steps: a sentence for each round.
    """

    bars: tuple[Bar, ...]
    remarks: tuple[str, ...]
    table: RoundsTable | None
    flow: Flow | None
    steps: tuple[str, ...]
    scores: tuple[ScoreRow, ...]
    readings: tuple[Reading, ...]
    drawn: Drawn | None


def count_of(contest: Mapping[str, Any], numbers: Mapping[str, Any]) -> Count:
    """Everything that is drawn and said of a stored result."""
    stored = Stored(contest, numbers)
    is_ranked = stored.rule.form in RANKED_FORMS and len(stored.rounds) > 1
    return Count(
        bars=result_bars(contest, numbers),
        remarks=tuple(map(in_one_piece, remarks(stored))),
        table=rounds_table(stored) if is_ranked else None,
        flow=flow(stored) if is_ranked else None,
        steps=steps(stored),
        scores=score_rows(stored) if stored.rule.form in SCORED_FORMS else (),
        readings=readings(stored),
        drawn=drawn(stored),
    )


def in_one_piece(sentence: str) -> str:
    """A sentence in which no line ends between a number and its percent sign."""
    return sentence.replace(" %", f"{NO_BREAK_SPACE}%")
