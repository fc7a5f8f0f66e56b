"""Names in a narrow column of a picture, where nothing wraps by itself."""

from __future__ import annotations

LONGEST_LINE = 15
MOST_LINES = 2
CUT_OFF = "\u2026"


def wrapped(name: str) -> list[str]:
    """A name in at most two lines; what does not fit ends in dots, and stands in full elsewhere.

    Lines break at spaces and after hyphens.
    """
    pieces = name.replace("-", "-\n").replace(" ", " \n").split("\n")
    lines = [""]
    for piece in pieces:
        is_full = len((lines[-1] + piece).rstrip()) > LONGEST_LINE
        if is_full and lines[-1] and len(lines) < MOST_LINES:
            lines.append("")
        lines[-1] += piece
    return [_shortened(line.rstrip()) for line in lines]


def _shortened(line: str) -> str:
    return line if len(line) <= LONGEST_LINE else line[: LONGEST_LINE - 1].rstrip() + CUT_OFF
