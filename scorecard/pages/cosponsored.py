"""Which of the tracked bills somebody cosponsored, session by session."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field

from scorecard.models import AgendaBill, Cosponsorship, Session


@dataclass
class Cosponsored:
    """Of one person in one session; bills in the order of the Sponsorship sheet."""

    signed: list[AgendaBill] = field(default_factory=list)
    unsigned: list[AgendaBill] = field(default_factory=list)

    @property
    def all(self) -> int:
        return len(self.signed) + len(self.unsigned)


# By legislator and session; who stands in no column of a session is absent from it.
Signatures = dict[tuple[int, int], Cosponsored]


def cosponsored_by(people: Collection[int], sessions: Collection[Session]) -> Signatures:
    """What legislators cosponsored, in one query."""
    by_id = {one.pk: one for one in sessions}
    cells = (
        Cosponsorship.objects.filter(column__legislator__in=people, column__session__in=by_id)
        .select_related("bill", "column")
        .order_by("bill__sheet_row")
    )
    found: Signatures = defaultdict(Cosponsored)
    for cell in cells:
        cell.bill.session = by_id[cell.bill.session_id]
        own = found[cell.column.legislator_id or 0, cell.bill.session_id]
        (own.signed if cell.is_yes else own.unsigned).append(cell.bill)
    return dict(found)
