"""Whose standing an import changes: everybody's ledger judged without its entries and with them."""

from collections.abc import Iterator
from datetime import date
from itertools import groupby
from operator import itemgetter
from typing import Any

from django.db.models import QuerySet
from django.db.models.functions import Coalesce

from members.dues import Entry, Standing, judge
from members.models import Contribution, Import, Member
from members.standing import rulebook

ENTRIES_PER_QUERY = 5000
MOST_LISTED = 1000
FIELDS = ("id", "kind", "amount_cents", "received_on", "undoes_id", "covers_until")


def outcomes(came_with: Import, day: date) -> tuple[dict[str, int], list[dict[str, Any]]]:
    """How many gain and how many lose good standing on the day, and the first of them.

    Called inside the transaction that wrote the entries.
    """
    numbers = {"gained": 0, "lost": 0}
    listed: list[tuple[int, Standing, Standing]] = []
    for member_id, before, after in _compared(came_with, day):
        if before.is_good == after.is_good:
            continue
        numbers["gained" if after.is_good else "lost"] += 1
        if len(listed) < MOST_LISTED:
            listed.append((member_id, before, after))
    members = Member.objects.in_bulk([member_id for member_id, _, _ in listed])
    return numbers, [
        {
            "member": member_id,
            "name": str(members[member_id]),
            "before": before.reason,
            "after": after.reason,
            "is_good": after.is_good,
            # The id of somebody whom a preview made is nobody's, or soon another's.
            "is_new": members[member_id].came_with_id == came_with.pk,
        }
        for member_id, before, after in listed
    ]


def _compared(came_with: Import, day: date) -> Iterator[tuple[int, Standing, Standing]]:
    """Each person's number, and how they stand without the import and with it."""
    book = rulebook()
    rows = _ledgers(came_with).iterator(chunk_size=ENTRIES_PER_QUERY)
    for person_id, entries in groupby(rows, key=itemgetter(0)):
        with_import = [(left, came, Entry(*entry)) for _, left, came, *entry in entries]
        left_on = with_import[0][0]
        before = [entry for _, came, entry in with_import if came != came_with.pk]
        after = [entry for _, _, entry in with_import]
        yield (
            person_id,
            judge(before, book, day, left_on=left_on),
            judge(after, book, day, left_on=left_on),
        )


def _ledgers(came_with: Import) -> QuerySet[Contribution, tuple[Any, ...]]:
    """All entries of the people of whom the import wrote one, whichever of their rows has it: the
    person's number, when they left, the import of the entry, and the entry."""
    written = Contribution.objects.filter(came_with=came_with).values("member_id")
    rows = Member.objects.filter(pk__in=written)
    people = rows.values(person=Coalesce("merged_into_id", "pk"))
    # A union, which two indexes answer; one condition or the other would read all members.
    theirs = Member.objects.filter(pk__in=people).values("pk")
    of_people = theirs.union(Member.objects.filter(merged_into__in=people).values("pk"))
    person = Coalesce("member__merged_into_id", "member_id")
    left = Coalesce("member__merged_into__left_on", "member__left_on")
    entries = Contribution.objects.filter(member__in=of_people).annotate(person=person, left=left)
    return entries.order_by("person").values_list("person", "left", "came_with_id", *FIELDS)
