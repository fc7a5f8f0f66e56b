"""A report of Action Network: people and their tags. Of its columns only `email` is certain."""

from collections.abc import Iterator

from members.feeds.reading import each, person, tags
from members.feeds.rows import Frame, Outcome, Row
from members.feeds.tables import Line, Table

KNOWN = {"uuid", "email", "first_name", "last_name", "can2_user_city", "can2_user_tags"}


def read(content: bytes, frame: Frame) -> Iterator[Outcome]:
    table = Table(content, KNOWN)
    table.require("email")
    return each(table, lambda line: _read(line, frame))


def _read(line: Line, frame: Frame) -> Row:
    return Row(
        line=line.number,
        person=person(
            name=f"{line.get('first_name')} {line.get('last_name')}",
            emails=[line.get("email")],
            own_number=line.get("uuid"),
            town=line.get("can2_user_city"),
            chapters=tags(line.get("can2_user_tags")),
        ),
        received_on=frame.today,
    )
