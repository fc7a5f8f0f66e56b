"""The events that ActBlue's webhooks send: a payment, a refund or a cancellation, as JSON.

Nothing in an event names its type: a cancellation has `contribution.cancelledAt`, a refund
`refundedAt` on its line items. A refund repeats the payment, so that events may come in any order.
Fields that are not read here are kept with the event.
"""

import json
from collections.abc import Callable, Iterator
from typing import Any

from members.errors import BadCell, Unreadable
from members.feeds import cells
from members.feeds.reading import person
from members.feeds.rows import Foreign, Frame, Outcome, Person, Refund, Refusal, Row

ONCE = {"", "once"}
KindOf = Callable[[str, Frame], str]


def read(content: bytes, frame: Frame, kind_of: KindOf) -> Iterator[Outcome]:
    """The rows of one event, or of several in a list, as a backfill may send them; the line items
    and cancellations are counted as lines, from 1."""
    document = parse(content)
    events = document if isinstance(document, list) and document else [document]
    return _rows(events, frame, kind_of)


def _rows(events: list[Any], frame: Frame, kind_of: KindOf) -> Iterator[Outcome]:
    line = 1
    for event in events:
        for outcome in _each(line, event, frame, kind_of):
            yield outcome
            line += 1


def parse(content: bytes) -> Any:
    """Raises:
    Unreadable: this is no JSON, or was cut off.
    """
    try:
        document = json.loads(content)
    except (ValueError, RecursionError) as fault:
        raise Unreadable("This is not JSON, or was cut off.") from fault
    if not isinstance(document, dict | list):
        raise Unreadable("This is no event, nor a list of events.")
    return document


def _each(first: int, event: Any, frame: Frame, kind_of: KindOf) -> Iterator[Outcome]:
    is_event = isinstance(event, dict) and isinstance(event.get("contribution"), dict)
    contribution = event["contribution"] if is_event else {}
    items = event.get("lineitems") if is_event else None
    if contribution.get("cancelledAt"):
        try:
            yield _cancellation(first, event, contribution, frame)
        except BadCell as refusal:
            yield Refusal(first, str(refusal))
        return
    if not isinstance(items, list) or not items:
        yield Refusal(first, "This is not an event that we know: it has no line items.")
        return
    for line, item in enumerate(items, start=first):
        try:
            yield _payment(line, item, event, frame, kind_of)
        except BadCell as refusal:
            yield Refusal(line, str(refusal))


def _payment(
    line: int, item: Any, event: dict[str, Any], frame: Frame, kind_of: KindOf
) -> Row | Foreign:
    if not isinstance(item, dict):
        raise BadCell("The line item is empty.")
    if frame.recipients and _text(item, "entityId") not in frame.recipients:
        return Foreign(line)
    contribution = _part(event, "contribution")
    lineitem = cells.number(_text(item, "lineitemId"), "lineitemId")
    if not lineitem:
        raise BadCell("The lineitemId is missing: without it a payment could count twice.")
    refunded = _text(item, "refundedAt")
    return Row(
        line=line,
        person=_donor(event),
        received_on=cells.day(_text(item, "paidAt") or _text(contribution, "createdAt"), frame),
        kind=kind_of(_text(contribution, "contributionForm"), frame),
        amount_cents=cells.cents(_text(item, "amount")),
        external_id=lineitem,
        series=_order(contribution) if _recurs(contribution) else "",
        refund=Refund(f"refund:{lineitem}", cells.day(refunded, frame)) if refunded else None,
    )


def _cancellation(
    line: int, event: dict[str, Any], contribution: dict[str, Any], frame: Frame
) -> Row:
    series = _order(contribution)
    if not series:
        raise BadCell("The orderNumber of the series that was cancelled is missing.")
    return Row(
        line=line,
        person=_donor(event),
        received_on=cells.day(_text(contribution, "cancelledAt"), frame),
        kind="cancellation",
        external_id=f"cancellation:{series}",
        series=series,
    )


def _recurs(contribution: dict[str, Any]) -> bool:
    """By the period; `isRecurring` comes as a truth or as a word, and may be alone."""
    period = _text(contribution, "recurringPeriod").lower()
    return period not in ONCE or (
        not period and _text(contribution, "isRecurring").lower() == "true"
    )


def _order(contribution: dict[str, Any]) -> str:
    return cells.number(_text(contribution, "orderNumber"), "orderNumber")


def _donor(event: dict[str, Any]) -> Person:
    donor = _part(event, "donor")
    return person(
        name=f"{_text(donor, 'firstname')} {_text(donor, 'lastname')}",
        emails=[_text(donor, "email")],
        own_number="",
        town=_text(donor, "city"),
    )


def _part(event: dict[str, Any], name: str) -> dict[str, Any]:
    part = event.get(name)
    return part if isinstance(part, dict) else {}


def _text(part: dict[str, Any], name: str) -> str:
    """A value as text: amounts come as "5.0" or as 5.0, numbers as either."""
    value = part.get(name)
    return str(value).strip() if isinstance(value, str | int | float) else ""
