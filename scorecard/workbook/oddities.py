"""What is odd in a workbook: where it stands, what was found, what was made of it."""

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class Oddity:
    """One oddity. `cell` is as people name it ("G14", "row 28"), or empty for a whole sheet."""

    sheet: str
    cell: str
    kind: str
    found: str
    made_of_it: str


class Findings:
    """Oddities of one sheet as they are come across, in that order."""

    def __init__(self, sheet: str) -> None:
        self.sheet = sheet
        self._found: list[Oddity] = []

    def add(self, cell: str, kind: str, found: str, made_of_it: str) -> None:
        self._found.append(Oddity(self.sheet, cell, kind, found, made_of_it))

    def __iter__(self) -> Iterator[Oddity]:
        return iter(self._found)
