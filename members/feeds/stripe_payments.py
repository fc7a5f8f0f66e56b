"""What `members.gateway` was told about a payment or a subscription of Stripe, as rows.

A payment is always told whole, with all that was given back since, so that it does not matter
which event came first. Its name on the ledger is its invoice, or without one its payment intent;
its series is the subscription. A gift on top is a row of its own (`<name>:gift`).

What was given back is taken from the part that it equals, else from the gift before the dues. A
dispute counts once it is lost, from the day on which it was opened: then the money left.
"""

import functools
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from members.errors import BadCell, Unreadable
from members.feeds.reading import person
from members.feeds.rows import Foreign, Frame, Outcome, Person, Refusal, Row

MARK = "membership"
DUES, GIFT = "dues", "gift"
KINDS = {DUES, "reduced", GIFT}
CURRENCY = "usd"
ONE_TIME = "invoice_item_details"
Facts = dict[str, Any]


def document(kind: str, facts: Facts) -> bytes:
    """What an import keeps: "payment" or "subscription", and what was told about it."""
    return json.dumps({kind: facts}, sort_keys=True).encode()


def read(content: bytes, frame: Frame, *, is_live: bool) -> Iterator[Outcome]:
    """The rows of one document, numbered from 1."""
    kind, facts = _parse(content)
    if facts.get("livemode") is not is_live:
        raise Unreadable("Real payments and those of the test mode are kept apart.")
    return _each(_payment if kind == "payment" else _end, facts, frame)


read_live = functools.partial(read, is_live=True)
read_test = functools.partial(read, is_live=False)


def _parse(content: bytes) -> tuple[str, Facts]:
    try:
        [(kind, facts)] = json.loads(content).items()
    except (ValueError, AttributeError, RecursionError) as fault:
        raise Unreadable("This is not what Stripe told about one payment.") from fault
    if kind not in ("payment", "subscription") or not isinstance(facts, dict):
        raise Unreadable("This is not what Stripe told about one payment.")
    return kind, facts


def _each(rows_of: Any, facts: Facts, frame: Frame) -> Iterator[Outcome]:
    try:
        yield from rows_of(facts, frame)
    except BadCell as refusal:
        yield Refusal(1, str(refusal))
    except (KeyError, TypeError, AttributeError, ValueError, IndexError):
        yield Refusal(1, "Stripe told this payment in a shape that is not known here.")


def _end(facts: Facts, frame: Frame) -> Iterator[Outcome]:
    """A series that has ended for good; one that goes on says nothing to the ledger."""
    marks = facts["metadata"] or {}
    if MARK not in marks:
        yield Foreign(1)
    elif facts["status"] == "canceled":
        yield Row(
            line=1,
            person=_payer(marks, facts["customer"]),
            received_on=_day(facts["ended_at"] or facts["canceled_at"], frame),
            kind="cancellation",
            external_id=f"cancellation:{facts['id']}",
            series=facts["id"],
        )


@dataclass
class _Part:
    """Dues or gift of a payment: what is left of it, and under which name on the ledger."""

    kind: str
    name: str
    cents: int


def _payment(facts: Facts, frame: Frame) -> Iterator[Outcome]:
    invoice, intents = facts["invoice"], facts["intents"]
    told = invoice or intents[0]
    details = _details(invoice)
    marks = (details if invoice else told)["metadata"] or {}
    if MARK not in marks:
        yield Foreign(1)
        return
    cents = told["amount_paid"] if invoice else told["amount_received"]
    if told["status"] not in ("paid", "succeeded") or not cents:
        return
    if told["currency"] != CURRENCY:
        raise BadCell(f'A payment in "{told["currency"]}" cannot be reckoned in dollars.')
    parts = _parts(told, marks, cents)
    paid = told["status_transitions"]["paid_at"] if invoice else told["charge"]["created"]
    for line, part in enumerate(parts, start=1):
        yield Row(
            line=line,
            person=_payer(marks, told["customer"]),
            received_on=_day(paid, frame),
            kind=part.kind,
            amount_cents=part.cents,
            external_id=part.name,
            series=details.get("subscription") or "",
        )
    yield from _given_back(facts, parts, _payer(marks, told["customer"]), frame)


def _details(invoice: Facts | None) -> Facts:
    parent = (invoice or {}).get("parent") or {}
    return parent.get("subscription_details") or {"metadata": {}}


def _parts(told: Facts, marks: Facts, cents: int) -> list[_Part]:
    """Dues, then gift; lines of an invoice that do not come back are the gift."""
    kind = marks[MARK]
    if kind not in KINDS:
        raise BadCell(f'"{kind}" is no kind of payment.')
    if kind == GIFT:
        return [_Part(GIFT, told["id"], cents)]
    lines = told.get("lines")
    if lines is None:
        gift = int(marks.get(GIFT) or 0)
    else:
        gift = sum(line["amount"] for line in lines if line["parent"]["type"] == ONE_TIME)
    gift = min(max(gift, 0), cents)
    parts = [_Part(kind, told["id"], cents - gift), _Part(GIFT, f"{told['id']}:gift", gift)]
    return [part for part in parts if part.cents]


def _given_back(facts: Facts, parts: list[_Part], payer: Person, frame: Frame) -> Iterator[Outcome]:
    gone = [one for one in facts["refunds"] if one["status"] == "succeeded"]
    gone += [one for one in facts["disputes"] if one["status"] == "lost"]
    line = len(parts)
    for one in sorted(gone, key=lambda one: (one["created"], one["id"])):
        rest = one["amount"]
        equal = [part for part in parts if part.cents == rest]
        for part in equal[:1] or reversed(parts):
            taken = min(rest, part.cents)
            if not taken:
                continue
            line, rest = line + 1, rest - taken
            name = one["id"] if part is parts[0] else f"{one['id']}:gift"
            yield Row(
                line=line,
                person=payer,
                received_on=_day(one["created"], frame),
                kind="refund",
                amount_cents=taken,
                external_id=name,
                refund_of=part.name,
            )
            # What is left of a payment is a payment of its own on the ledger.
            part.name, part.cents = f"{name}:rest", part.cents - taken
    for one in facts["refunds"]:
        if one["status"] == "failed":
            line += 1
            yield Refusal(line, f"The refund {one['id']} failed: the money is with us again.")


def _payer(marks: Facts, customer: Any) -> Person:
    return person(
        name=marks.get("name", ""),
        emails=[marks.get("email", "")],
        own_number=customer or "",
        chapters=tuple(filter(None, [marks.get("chapter", "")])),
    )


def _day(moment: Any, frame: Frame) -> date:
    found = datetime.fromtimestamp(int(moment), frame.zone).date()
    if found > frame.today:
        raise BadCell(f"The day {found} lies in the future.")
    return found
