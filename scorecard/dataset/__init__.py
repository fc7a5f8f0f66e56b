"""Everything public as files: which there are, and what apps above add to them.

The app above adds its tables when it starts, each with a function whose text changes when its
rows do; this app asks for no names from there.
"""

from collections.abc import Callable

from scorecard.dataset import agenda, people, state, votes
from scorecard.dataset.table import Column, Table, columns, page
from scorecard.dataset.writing import csv_pieces, json_pieces

__all__ = [
    "Column",
    "Table",
    "added",
    "columns",
    "csv_pieces",
    "json_pieces",
    "page",
    "state_of",
    "table_named",
    "tables",
]
OWN = (
    people.LEGISLATORS,
    votes.SCORES,
    votes.POSITIONS,
    votes.ITEMS,
    votes.SESSIONS,
    votes.MEDIANS,
    votes.TOPICS,
    agenda.BILLS,
    agenda.COSPONSORSHIPS,
    people.SEATS,
    people.SERVICES,
    agenda.CORRECTIONS,
)
# With what tells whether its rows changed, in a query or two.
added: list[tuple[Table, Callable[[], str]]] = []


def tables() -> list[Table]:
    return [*OWN, *(table for table, _ in added)]


def table_named(name: str) -> Table | None:
    return next((one for one in tables() if one.name == name), None)


def state_of(table: Table) -> str:
    """Changes when the rows do; what sessions hold is left out of account."""
    own = {one.name: changes for one, changes in added}
    return own[table.name]() if table.name in own else state.digest()
