"""Writing very many rows at once, in the transaction at hand."""

from collections.abc import Iterable, Iterator, Sequence
from io import StringIO
from itertools import islice
from typing import Any, TypeVar

from django.db import connection, models

T = TypeVar("T")
ROWS_AT_ONCE = 10_000
# Every trigger first asks which triggers are to be ignored. As long as nobody has said "none" the
# question ends in an error inside a savepoint, whose cost grows with the rows already written:
# 40,000 rows took 7 seconds, and 1.5 with this.
_IGNORE_NONE = "SET LOCAL pgtrigger.ignore = '{}'"


def insert(
    model: type[models.Model], columns: Sequence[str], rows: Iterable[Sequence[Any]]
) -> None:
    """Insert rows by COPY; constraints and triggers hold as always.

    Args:
        columns: of the database, in the order of the values in a row.
        rows: of texts, bytes, whole numbers, days, ids and None.
    """
    quoted = ", ".join(map(connection.ops.quote_name, columns))
    statement = f"COPY {connection.ops.quote_name(model._meta.db_table)} ({quoted}) FROM STDIN"
    left = iter(rows)
    with connection.cursor() as cursor:
        cursor.execute(_IGNORE_NONE)
        while lines := "".join(map(_line, islice(left, ROWS_AT_ONCE))):
            with connection.wrap_database_errors:
                cursor.copy_expert(statement, StringIO(lines))


def insert_with_defaults(
    model: type[models.Model], columns: Sequence[str], rows: Iterable[Sequence[Any]]
) -> None:
    """The same, where what is not named gets the default of its field, reckoned once for all."""
    others: dict[str, Any] = {
        str(field.column): field.get_default()
        for field in model._meta.concrete_fields
        if field.column not in columns and not field.primary_key and not field.generated
    }
    values = tuple(others.values())
    insert(model, [*columns, *others], ((*row, *values) for row in rows))


def next_ids(model: type[models.Model], number: int) -> list[int]:
    """So many ids that no other row of the table has or will get."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)",
            [model._meta.db_table, number],
        )
        return [one for (one,) in cursor.fetchall()]


def batches(things: Iterable[T], size: int) -> Iterator[list[T]]:
    """The things in lists of the size, of which the last may be shorter."""
    iterator = iter(things)
    while batch := list(islice(iterator, size)):
        yield batch


def _line(row: Sequence[Any]) -> str:
    return "\t".join(map(_cell, row)) + "\n"


def _cell(value: Any) -> str:
    if isinstance(value, bytes):
        return "\\\\x" + value.hex()
    if value is None:
        return "\\N"
    return str(value).translate(_ESCAPED)


_ESCAPED = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})
