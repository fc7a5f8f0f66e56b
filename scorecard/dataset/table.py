"""What a file of data is: its columns, each with its meaning, and where its rows come from."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.conf import settings

# What a cell may hold; None is an empty cell.
Value = str | int | None


@dataclass(frozen=True)
class Column:
    """A column with what it says, in which unit, and when it is empty. Names never change."""

    name: str
    means: str


@dataclass(frozen=True)
class Table:
    """One file, as CSV and as JSON.

    Args:
        name: in the address of the file.
        holds: one sentence: what a row is, and what is left out.
        rows: gives the rows, one after the other, each with a value for every column.
    """

    name: str
    title: str
    holds: str
    columns: tuple[Column, ...]
    rows: Callable[[], Iterator[tuple[Value, ...]]]

    @property
    def header(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns)


def columns(**meanings: str) -> tuple[Column, ...]:
    return tuple(Column(name, means) for name, means in meanings.items())


def page(address: str) -> str:
    """The whole address of a page of this site."""
    return f"{settings.BASE_URL}{address}"
