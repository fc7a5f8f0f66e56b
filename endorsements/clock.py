"""The clock that decides: PostgreSQL's, the same for every process."""

from datetime import UTC, datetime

from django.db import connection


def database_now() -> datetime:
    """The database's present time, aware; moves on within a transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        return cursor.fetchone()[0]


def as_text(moment: datetime) -> str:
    """A moment as the log writes it: UTC, microseconds always, so that texts sort as times."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
