"""A bar of parts that add up to all, ready to draw; the table beside it says the same."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Part:
    """A piece of a bar, in percent of its width; `kind` names its colour and pattern."""

    kind: str
    label: str
    count: int
    x: float
    width: float


def parts_of(counts: Sequence[tuple[str, str, int]]) -> list[Part]:
    """Pieces one after the other, empty ones left out; nothing of nothing.

    Args:
        counts: kind, label and number of each piece.
    """
    whole = sum(count for _, _, count in counts)
    parts, before = [], 0
    for kind, label, count in counts:
        if count:
            x, width = (round(100 * part / whole, 3) for part in (before, count))
            parts.append(Part(kind, label, count, x, width))
        before += count
    return parts
