"""What a section of the rulebook is made of."""

from __future__ import annotations

from dataclasses import dataclass

from endorsements.pictures.bars import Bar
from endorsements.pictures.flow import Flow
from endorsements.pictures.rounds_table import RoundsTable


@dataclass(frozen=True)
class Prose:
    text: str
    kind: str = "prose"


@dataclass(frozen=True)
class Points:
    """A list of sentences."""

    items: tuple[str, ...]
    kind: str = "points"


@dataclass(frozen=True)
class Table:
    """Cells as texts; `figures` is the number of columns at the right that hold figures."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    figures: int = 0
    kind: str = "table"

    @property
    def words(self) -> int:
        """How many columns at the left hold words."""
        return len(self.head) - self.figures


@dataclass(frozen=True)
class Listing:
    """A program, to be run by whoever doubts it."""

    code: str
    kind: str = "listing"


@dataclass(frozen=True)
class Example:
    """A rule with ballots, and what the counter makes of them.

    Args:
        ballots: numbers of ballots with what they say.
        bars, flow, table: pictures, where this example has them.
        steps: a sentence for each round, where there are several.
    """

    name: str
    purpose: str
    used_by: str
    source: str
    rule: str
    ballots: tuple[tuple[str, str], ...]
    outcome: str
    steps: tuple[str, ...]
    bars: tuple[Bar, ...] = ()
    flow: Flow | None = None
    table: RoundsTable | None = None
    kind: str = "example"


Part = Prose | Points | Table | Listing | Example


@dataclass(frozen=True)
class Section:
    """A chapter; `key` is its anchor on the page."""

    key: str
    title: str
    parts: tuple[Part, ...]
