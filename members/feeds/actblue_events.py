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
    """The rows of one event; its line items are counted as lines, from 1."""
    event = parse(content)
    contribution = _part(event, "contribution")
    return _each(event, contribution, frame, kind_of)


def parse(content: bytes) -> dict[str, Any]:
    """Raises:
    Unreadable: this is no event, or was cut off.
    """
    try:
        event = json.loads(content)
    except (ValueError, RecursionError) as fault:
        raise Unreadable("This is not JSON, or was cut off.") from fault
    if not isinstance(event, dict) or not isinstance(event.get("contribution"), dict):
        raise Unreadable("This is not an event of ActBlue: it has no contribution.")
    return event


def _each(
    event: dict[str, Any], contribution: dict[str, Any], frame: Frame, kind_of: KindOf
) -> Iterator[Outcome]:
    if contribution.get("cancelledAt"):
        try:
            yield _cancellation(event, contribution, frame)
        except BadCell as refusal:
            yield Refusal(1, str(refusal))
        return
    items = event.get("lineitems")
    for line, item in enumerate(items if isinstance(items, list) else [], start=1):
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
    recurs = _text(contribution, "recurringPeriod").lower() not in ONCE
    return Row(
        line=line,
        person=_donor(event),
        received_on=cells.day(_text(item, "paidAt") or _text(contribution, "createdAt"), frame),
        kind=kind_of(_text(contribution, "contributionForm"), frame),
        amount_cents=cells.cents(_text(item, "amount")),
        external_id=lineitem,
        series=_order(contribution) if recurs else "",
        refund=Refund(f"refund:{lineitem}", cells.day(refunded, frame)) if refunded else None,
    )


def _cancellation(event: dict[str, Any], contribution: dict[str, Any], frame: Frame) -> Row:
    series = _order(contribution)
    if not series:
        raise BadCell("The orderNumber of the series that was cancelled is missing.")
    return Row(
        line=1,
        person=_donor(event),
        received_on=cells.day(_text(contribution, "cancelledAt"), frame),
        kind="cancellation",
        external_id=f"cancellation:{series}",
        series=series,
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
