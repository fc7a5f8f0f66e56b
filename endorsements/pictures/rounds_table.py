"""The rounds of a ranked count as a table: who had what, what moved, who got in or out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from endorsements.pictures.bars import Cell
from endorsements.pictures.figures import as_fraction, cut, decimals_for, exact
from endorsements.pictures.stored import Amounts, Stored
from endorsements.tally.counts import EXHAUSTED
from endorsements.tally.vocabulary import NO_ENDORSEMENT, STV

ELECTED, EXCLUDED = "elected", "excluded"
TOGETHER = "Together"


@dataclass(frozen=True)
class RoundCell:
    """What somebody had in a round.

    Args:
        total: None once they are out of the count.
        change: since the round before, with its sign; empty for none.
        fate: `ELECTED`, `EXCLUDED` or empty.
        says: the fate in a word: whoever is no candidate is not elected.
    """

    total: Cell | None
    change: str = ""
    fate: str = ""
    says: str = ""


@dataclass(frozen=True)
class RoundRow:
    """Somebody through all rounds; `is_winner` if they were elected in one of them."""

    label: str
    cells: tuple[RoundCell, ...]
    is_winner: bool = False


@dataclass(frozen=True)
class RoundsTable:
    """Candidates in rows, rounds in columns.

    Args:
        foot: the exhausted, and everything together.
        note: how figures are cut; empty where all are whole.
    """

    caption: str
    numbers: tuple[int, ...]
    rows: tuple[RoundRow, ...]
    foot: tuple[RoundRow, ...]
    note: str


def held_in_rounds(stored: Stored) -> list[Amounts]:
    """Round by round what everybody had, the exhausted among them."""
    return [
        {**held, EXHAUSTED: exact(one["exhausted"])}
        for one, held in zip(stored.rounds, stored.round_tallies, strict=True)
    ]


def fate_of(stored: Stored, key: str, number: int) -> str:
    """Whether somebody was elected or excluded on the numbers of a round, counted from 0."""
    one = stored.rounds[number]
    if key in one["elected"]:
        return ELECTED
    return EXCLUDED if key in one["eliminated"] else ""


def fate_in_words(key: str, fate: str) -> str:
    """The fate in a word: a place that "no endorsement" wins stays empty."""
    return "won" if fate == ELECTED and key == NO_ENDORSEMENT else fate


def rounds_table(stored: Stored) -> RoundsTable:
    """The table of a ranked count."""
    held = held_in_rounds(stored)
    decimals = decimals_for(one.values() for one in held)
    printed = _Figures(held, decimals)
    rows = tuple(_row(stored, printed, key) for key in held[0] if key != EXHAUSTED)
    things = "votes" if stored.rule.form == STV else "ballots"
    quota = stored.numbers["quota"]
    bar = "" if quota is None else f"; the quota is {quota}"
    together = Cell(str(stored.valid))
    return RoundsTable(
        caption=f"How many {things} each had in each round, and how that changed{bar}",
        numbers=tuple(range(1, len(held) + 1)),
        rows=rows,
        foot=(
            RoundRow("Exhausted", printed.cells(EXHAUSTED)),
            RoundRow(TOGETHER, tuple(RoundCell(together) for _ in held)),
        ),
        note=f"Cut after {decimals} decimals; the record has the exact values." if decimals else "",
    )


def _row(stored: Stored, printed: _Figures, key: str) -> RoundRow:
    fates = [fate_of(stored, key, number) for number in range(len(stored.rounds))]
    cells = [
        RoundCell(cell.total, cell.change, fate, fate_in_words(key, fate))
        for cell, fate in zip(printed.cells(key), fates, strict=True)
    ]
    return RoundRow(stored.names[key], tuple(cells), ELECTED in fates)


@dataclass(frozen=True)
class _Figures:
    held: Sequence[Amounts]
    decimals: int

    def cells(self, key: str) -> tuple[RoundCell, ...]:
        before = [None, *(one.get(key) for one in self.held)]
        return tuple(
            self._cell(one.get(key), earlier)
            for one, earlier in zip(self.held, before, strict=False)
        )

    def _cell(self, amount: Fraction | None, before: Fraction | None) -> RoundCell:
        change = (amount or Fraction(0)) - before if before is not None else Fraction(0)
        plus = "+" if change > 0 else ""
        moved = f"{plus}{cut(change, self.decimals)}" if change else ""
        if amount is None:
            return RoundCell(None, moved)
        return RoundCell(Cell(cut(amount, self.decimals), as_fraction(amount)), moved)
