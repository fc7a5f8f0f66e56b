"""Why somebody is in good standing, or why not, as compact facts.

The rule for one person and the query for everybody both answer in these facts; a roll keeps
them for each member as a short text. `reasons.py` makes sentences of them, and it alone.
"""

from dataclasses import dataclass, fields
from datetime import date
from typing import Any

COVERED, IN_GRACE, LAPSED, TOO_NEW = "covered", "grace", "lapsed", "too_new"
REFUNDED, TOO_LITTLE, GIFTS_ONLY, NOTHING = "refunded", "too_little", "gifts_only", "nothing"
RECORDED_LATE, FIRST_PAID_LATER = "recorded_late", "paid_later"
LEFT, ATTENDANCE = "left", "attendance"

# What each cause rests on, in the order in which its text names it.
FACTS: dict[str, tuple[str, ...]] = {
    COVERED: ("kind", "cents", "paid_on", "until"),
    IN_GRACE: ("kind", "until", "grace_days"),
    LAPSED: ("kind", "until", "grace_days", "back_kind", "back_cents", "back_on"),
    TOO_NEW: ("began", "minimum_days"),
    REFUNDED: ("back_kind", "back_cents", "back_on"),
    TOO_LITTLE: ("cents", "paid_on", "least_cents"),
    GIFTS_ONLY: (),
    NOTHING: (),
    RECORDED_LATE: ("kind", "cents", "paid_on", "recorded_on", "frozen_on"),
    FIRST_PAID_LATER: ("paid_on", "day"),
    LEFT: ("left_on",),
    ATTENDANCE: ("attended", "needed", "since"),
}
GOOD = frozenset({COVERED, IN_GRACE})
# Who never paid for a month is no near miss of a roll, whatever else is on the ledger.
FAR_OFF = frozenset({GIFTS_ONLY, NOTHING})
UNKNOWN = "-"


@dataclass(frozen=True)
class Grounds:
    """A cause and the facts that `FACTS` names for it; what plays no part is None.

    `kind`, `cents` and `paid_on` are of the entry that the answer hangs on, `back_...` of one
    that was given back. `until` is the last covered day, `began` the day that minimum days are
    counted from, `day` the one that was asked about.
    """

    cause: str
    kind: str | None = None
    cents: int | None = None
    paid_on: date | None = None
    until: date | None = None
    grace_days: int | None = None
    back_kind: str | None = None
    back_cents: int | None = None
    back_on: date | None = None
    began: date | None = None
    minimum_days: int | None = None
    least_cents: int | None = None
    recorded_on: date | None = None
    frozen_on: date | None = None
    day: date | None = None
    left_on: date | None = None
    attended: int | None = None
    needed: int | None = None
    since: date | None = None

    @property
    def is_good(self) -> bool:
        return self.cause in GOOD

    @property
    def is_near(self) -> bool:
        """Whether somebody with these grounds is just outside a roll."""
        return self.cause not in GOOD | FAR_OFF

    def __str__(self) -> str:
        values = (getattr(self, name) for name in FACTS[self.cause])
        return " ".join([self.cause, *(UNKNOWN if v is None else str(v) for v in values)])


def read_grounds(text: str) -> Grounds:
    """The facts of a text such as `covered dues 12000 2026-03-03 2027-03-03`.

    Raises:
        ValueError: it is none of ours.
    """
    cause, *values = text.split(" ")
    if cause not in FACTS:
        raise ValueError(f"{cause!r} is no cause of standing")
    names = FACTS[cause]
    return Grounds(cause, **{n: _value(n, v) for n, v in zip(names, values, strict=True)})


def _value(name: str, text: str) -> Any:
    if text == UNKNOWN:
        return None
    return _MAKES[name](text)


_TYPES = {field.name: str(field.type) for field in fields(Grounds)}
_MAKES = {
    name: date.fromisoformat if "date" in kind else int if "int" in kind else str
    for name, kind in _TYPES.items()
}
