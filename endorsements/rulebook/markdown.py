"""The rulebook as Markdown: docs/how-we-count.md."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from endorsements.pictures.bars import Bar
from endorsements.pictures.rounds_table import RoundCell, RoundsTable
from endorsements.rulebook.contents import STANDFIRST, TITLE, contents
from endorsements.rulebook.parts import Example, Listing, Points, Prose, Section, Table

TARGET = Path(__file__).resolve().parents[2] / "docs" / "how-we-count.md"
WIDTH = 100
WRITTEN_BY = (
    "This page is written by `python manage.py build_how_we_count`; the site has the same content "
    "under “How we count”. Change the texts in `endorsements/rulebook/`, not here."
)


def document() -> str:
    """The whole file."""
    pieces = [f"# {TITLE}", _wrapped(STANDFIRST), _wrapped(WRITTEN_BY)]
    for section in contents():
        pieces += _section(section)
    return "\n\n".join(pieces) + "\n"


def _section(section: Section) -> Iterator[str]:
    yield f"## {section.title}"
    for part in section.parts:
        yield from _WRITERS[part.kind](part)


def _prose(part: Prose) -> Iterator[str]:
    yield _wrapped(part.text)


def _points(part: Points) -> Iterator[str]:
    yield "\n".join(_wrapped(item, first="- ", then="  ") for item in part.items)


def _listing(part: Listing) -> Iterator[str]:
    yield f"```python\n{part.code}\n```"


def _table(part: Table) -> Iterator[str]:
    yield _rows(part.head, part.rows, part.figures)


def _example(part: Example) -> Iterator[str]:
    yield f"### {part.name}"
    yield _wrapped(f"{part.purpose} {part.used_by} <{part.source}>")
    yield _wrapped(part.rule, first="> ", then="> ")
    yield _rows(("An example", "Ballots"), [(text, n) for n, text in part.ballots], figures=1)
    yield _wrapped(f"**{part.outcome}**")
    for bar in part.bars:
        yield from _bar(bar)
    if part.table:
        yield _rounds(part.table)
    if part.steps:
        yield from _points(Points(part.steps))


def _bar(bar: Bar) -> Iterator[str]:
    head = (bar.title or bar.heading, *(column.title for column in bar.columns))
    rows = [
        (_named(line.label, line.aside), *(cell.text for cell in line.cells)) for line in bar.lines
    ]
    yield _rows(head, rows, figures=len(bar.columns))
    yield _wrapped(bar.says.replace(" The upright line marks", " The bar is at"))


def _named(label: str, aside: str) -> str:
    return f"{label} ({aside})" if aside else label


def _rounds(table: RoundsTable) -> str:
    head = ("", *(f"Round {number}" for number in table.numbers))
    rows = [(row.label, *map(_cell, row.cells)) for row in (*table.rows, *table.foot)]
    return _rows(head, rows, figures=len(table.numbers))


def _cell(cell: RoundCell) -> str:
    total = cell.total.text if cell.total else ""
    change = f"({cell.change})" if cell.change else ""
    return " ".join(filter(None, [total, change, cell.says]))


def _rows(head: Sequence[str], rows: Iterable[Sequence[str]], figures: int) -> str:
    words = len(head) - figures
    ruler = ["---"] * words + ["---:"] * figures
    return "\n".join(f"| {' | '.join(cells)} |" for cells in (head, ruler, *rows))


def _wrapped(text: str, *, first: str = "", then: str = "") -> str:
    return textwrap.fill(
        text,
        WIDTH,
        initial_indent=first,
        subsequent_indent=then,
        break_long_words=False,
        break_on_hyphens=False,
    )


_WRITERS: dict[str, Callable[[Any], Iterator[str]]] = {
    "prose": _prose,
    "points": _points,
    "listing": _listing,
    "table": _table,
    "example": _example,
}
