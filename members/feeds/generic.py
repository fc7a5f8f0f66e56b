"""A CSV with a header of our own, for every source that has no reader; docs/membership.md
describes the columns."""

from collections.abc import Iterator
from datetime import date

from members.errors import BadCell
from members.feeds import cells
from members.feeds.reading import each, person, tags
from members.feeds.rows import Frame, Outcome, Row
from members.feeds.tables import Line, Table

KNOWN = {
    "id",
    "date",
    "kind",
    "amount",
    "email",
    "name",
    "person",
    "town",
    "series",
    "refund of",
    "until",
    "chapters",
}
OF_MONEY = ("dues", "reduced", "gift")
KINDS = (*OF_MONEY, "waiver", "credit", "refund", "cancellation")


def read(content: bytes, frame: Frame) -> Iterator[Outcome]:
    table = Table(content, KNOWN)
    table.require("id", "date", "kind")
    return each(table, lambda line: _read(line, frame))


def _read(line: Line, frame: Frame) -> Row:
    kind, own_id = line.get("kind").lower(), cells.number(line.get("id"), "id")
    if kind not in KINDS:
        raise BadCell(f'"{cells.shown(kind)}" is no kind; it is one of {", ".join(KINDS)}.')
    if not own_id:
        raise BadCell("The id is missing: without it the line could count twice.")
    return Row(
        line=line.number,
        person=person(
            name=line.get("name"),
            emails=[line.get("email")],
            own_number=line.get("person"),
            town=line.get("town"),
            chapters=tags(line.get("chapters")),
            are_tags=False,
        ),
        received_on=cells.day(line.get("date"), frame),
        kind=kind,
        amount_cents=_amount(line, kind),
        external_id=own_id,
        series=_only(line, "series", "cancellation", kind, is_free=kind in OF_MONEY),
        covers_until=_until(line, kind, frame),
        refund_of=_only(line, "refund of", "refund", kind),
    )


def _amount(line: Line, kind: str) -> int:
    text = line.get("amount")
    if kind in OF_MONEY or (kind == "refund" and text):
        return cells.cents(text)
    if text.strip("$0. "):
        raise BadCell(f"A {kind} has no amount.")
    return 0


def _only(line: Line, column: str, needed_by: str, kind: str, *, is_free: bool = False) -> str:
    """A cell that one kind must have, and the others may not."""
    text = cells.number(line.get(column), column)
    if bool(text) != (kind == needed_by) and not is_free:
        raise BadCell(f"A {needed_by} and nothing else has {column}.")
    return text


def _until(line: Line, kind: str, frame: Frame) -> date | None:
    text = _only(line, "until", "credit", kind)
    return cells.past_or_coming(text, frame.zone) if text else None
