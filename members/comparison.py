"""Whose standing an import changes: everybody's ledger judged without its entries and with them."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from members.dues import judge
from members.models import Contribution, Import, Member
from members.standing import entry_of, rulebook

MEMBERS_PER_QUERY = 2000
MOST_LISTED = 1000


def outcomes(came_with: Import, day: date) -> tuple[dict[str, int], list[dict[str, Any]]]:
    """How many gain and how many lose good standing on the day, and the first of them by name.

    Called inside the transaction that wrote the entries.
    """
    book = rulebook()
    numbers = {"gained": 0, "lost": 0}
    listed: list[dict[str, Any]] = []
    for member in _touched(came_with):
        rows = list(member.contributions.all())
        before = judge([entry_of(r) for r in rows if r.came_with_id != came_with.pk], book, day)
        after = judge(map(entry_of, rows), book, day)
        if before.is_good == after.is_good:
            continue
        numbers["gained" if after.is_good else "lost"] += 1
        if len(listed) < MOST_LISTED:
            listed.append(
                {
                    "member": member.pk,
                    "name": str(member),
                    "before": before.reason,
                    "after": after.reason,
                    "is_good": after.is_good,
                    # The id of somebody whom a preview made is nobody's, or soon another's.
                    "is_new": member.came_with_id == came_with.pk,
                }
            )
    return numbers, listed


def _touched(came_with: Import) -> Iterator[Member]:
    written = Contribution.objects.filter(came_with=came_with)
    members = Member.objects.filter(pk__in=written.values("member_id")).order_by("pk")
    return members.prefetch_related("contributions").iterator(chunk_size=MEMBERS_PER_QUERY)
