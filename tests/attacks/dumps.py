"""What somebody sees who has copied the whole database: every row, hidden columns included."""

import re

from django.apps import apps
from django.db import connection

_PASSING = re.compile(r"\d{4}-\d\d-\d\d [\d:.]+\+\d\d|(?<=[,(])\d+(?=[,)])")
Dump = dict[str, dict[str, str]]


def tables() -> list[str]:
    return sorted(model._meta.db_table for model in apps.get_models(include_auto_created=True))


def dump() -> Dump:
    """Table to {where the row lies and which transaction wrote it: the row as text}."""
    with connection.cursor() as cursor:
        found = {}
        for table in tables():
            cursor.execute(f'SELECT ctid::text || xmin::text, t::text FROM "{table}" t')  # noqa: S608
            found[table] = dict(cursor.fetchall())
    return found


def changes(before: Dump, after: Dump) -> dict[str, list[str]]:
    """Table to the rows that are new or written anew, and to those that are gone."""
    changed = {}
    for table in before:
        new = [row for key, row in after[table].items() if key not in before[table]]
        gone = [f"gone: {row}" for key, row in before[table].items() if key not in after[table]]
        if new or gone:
            changed[table] = sorted(new + gone)
    return changed


def shapes(changed: dict[str, list[str]]) -> dict[str, list[int]]:
    """The same as lengths of rows, but for times and running numbers."""
    return {table: [len(_PASSING.sub("n", row)) for row in rows] for table, rows in changed.items()}


def order_of(table: str, column: str, by: str) -> list[str]:
    """A column's values, as text, in the order of another (or of `ctid`, `xmin`)."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column}::text FROM {table} t ORDER BY {by}")  # noqa: S608
        return [value for (value,) in cursor.fetchall()]
