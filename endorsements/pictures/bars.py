"""A threshold bar: lines on one scale, with the bar to clear across them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from endorsements.pictures.figures import position, share_of
from endorsements.pictures.stored import CANDIDATE

NOTHING = "\u2013"
# Between these, in percent, a label fits on both sides of its mark.
_START, _END = 40, 59


@dataclass(frozen=True)
class Column:
    """The head of a column of figures; one with a `kind` explains that pattern as well."""

    title: str
    kind: str = ""


@dataclass(frozen=True)
class Cell:
    """A figure; `exact` has the fraction of which the figure is cut."""

    text: str
    exact: str = ""

    @property
    def is_empty(self) -> bool:
        return self.text == NOTHING


@dataclass(frozen=True)
class Part:
    """A stretch of a line, in percentages of its width. Solid where it won, else patterned."""

    width: str
    kind: str = CANDIDATE
    x: str = "0"
    is_solid: bool = False


@dataclass(frozen=True)
class Line:
    """One choice: its name, its stretch or stretches on the scale, its figures.

    Args:
        parts: none where the choice is outside of what the scale measures.
        aside: a few words under the name.
    """

    label: str
    cells: tuple[Cell, ...]
    parts: tuple[Part, ...] = ()
    is_winner: bool = False
    aside: str = ""


@dataclass(frozen=True)
class Mark:
    """The bar to clear: where it stands, as a percentage, and its label."""

    position: str
    label: str

    @property
    def anchor(self) -> str:
        """The part of the label that is at the mark, so that it keeps inside a narrow picture."""
        place = float(self.position)
        if _START <= place <= _END:
            return "middle"
        return "start" if place < _START else "end"


@dataclass(frozen=True)
class Bar:
    """A picture, which is a table of the same numbers as well.

    Args:
        key: names the picture's patterns, one of a kind on its page.
        caption: what the table holds, for those who do not see the picture.
        says: what the shares are of, and what the mark stands for.
        mark: None where nothing had to be cleared.
        title: where a result has several pictures.
        heading: of the column of names.
    """

    key: str
    columns: tuple[Column, ...]
    lines: tuple[Line, ...]
    caption: str
    says: str
    mark: Mark | None = None
    title: str = ""
    heading: str = "Choice"


def stretches(
    amounts: Sequence[tuple[str, int]], whole: int, *, is_winner: bool = False
) -> tuple[Part, ...]:
    """Parts of a line one after the other; those without length are left out.

    Args:
        amounts: kind and length of each; the first is what may win.
    """
    parts, begin = [], 0
    for place, (kind, amount) in enumerate(amounts):
        if amount:
            width, x = position(share_of(amount, whole)), position(share_of(begin, whole))
            parts.append(Part(width, kind, x, is_solid=is_winner and not place))
        begin += amount
    return tuple(parts)
