"""A table as CSV or as JSON, a row at a time, so that no file is ever whole in memory."""

import json
from collections.abc import Iterator, Mapping

from members import sheets
from scorecard.dataset.table import Table


def csv_pieces(table: Table) -> Iterator[str]:
    """For spreadsheet programs: cells that begin like a formula get an apostrophe in front."""
    return sheets.lines(table.header, table.rows())


def json_pieces(table: Table, about: Mapping[str, object]) -> Iterator[str]:
    """One object: what the file is about, the meaning of its columns, its rows as objects."""
    head = {
        "about": {**about, "table": table.name, "holds": table.holds},
        "columns": {column.name: column.means for column in table.columns},
    }
    yield _text(head)[:-1] + ', "rows": ['
    for number, row in enumerate(table.rows()):
        values = dict(zip(table.header, row, strict=True))
        yield f"{',' if number else ''}\n{_text(values)}"
    yield "\n]}\n"


def _text(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
