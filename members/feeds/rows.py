"""What a reader makes of a line: a row for the ledger, a refusal, or something not ours."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, tzinfo

PERSON_ONLY = ""


@dataclass(frozen=True)
class Person:
    """Whom a row is about. At least an address or the source's own number is there."""

    name: str = ""
    emails: tuple[str, ...] = ()
    number: str = ""
    town: str = ""
    chapters: tuple[str, ...] = ()
    # Tags that are no chapter mean nothing; a chapter that nobody knows is a slip of the pen.
    are_tags: bool = True


@dataclass(frozen=True)
class Refund:
    """A row's payment was given back, in full."""

    external_id: str
    received_on: date


@dataclass(frozen=True)
class Row:
    """One line that can go onto the ledger.

    `kind` is a kind of contribution, or PERSON_ONLY. A refund that stands on a line of its own
    names the payment in `refund_of`; its amount is what was given back, 0 for all of it.
    """

    line: int
    person: Person
    received_on: date
    kind: str = PERSON_ONLY
    amount_cents: int = 0
    external_id: str = ""
    series: str = ""
    covers_until: date | None = None
    refund: Refund | None = None
    refund_of: str = ""


@dataclass(frozen=True)
class Refusal:
    """A line that cannot go onto the ledger, and why."""

    line: int
    reason: str


@dataclass(frozen=True)
class Foreign:
    """A line that is right and none of ours, as the part of a gift that others got."""

    line: int


@dataclass(frozen=True)
class Frame:
    """What a reader must know besides the file.

    `kinds_of_pages` says which kind a payment is by the page it came through; the key "*" is
    for all other pages. Payments to none of `recipients` are foreign; empty means all are ours.
    """

    zone: tzinfo
    today: date
    kinds_of_pages: Mapping[str, str] = field(default_factory=lambda: {"*": "dues"})
    recipients: frozenset[str] = frozenset()


Outcome = Row | Refusal | Foreign
Reader = Callable[[bytes, Frame], Iterator[Outcome]]
