"""Taking an import off the ledger again, and from people what it gave them."""

from collections import defaultdict
from typing import Any

from django.db.models import Exists, OuterRef

from members import addresses, bulk
from members.models import (
    Contribution,
    ContributionKind,
    Import,
    Member,
    MemberAddress,
    SourcePerson,
)
from members.progress import Teller

ENTRIES_PER_BATCH = 2000
# What a reversal bears as the entry that it takes back.
MIRRORED = ["member_id", "received_on", "source", "series"]


def reverse(undone: Import) -> int:
    """Write the reversals; says how many."""
    mine = Contribution.objects.filter(came_with=undone).not_reversed()
    refunds = Contribution.objects.filter(kind=ContributionKind.REFUND).not_reversed()
    told, count = Teller(undone.pk, mine.count()), 0
    # Refunds first: the database lets nothing be reversed that is still refunded.
    for of_kind in (mine.filter(kind=ContributionKind.REFUND), mine):
        free = of_kind.exclude(Exists(refunds.filter(undoes=OuterRef("pk")))).order_by("pk")
        # Locked as `ledger.undo` locks them: nobody refunds by hand what is being reversed.
        locked = free.select_for_update(no_key=True).values_list("pk", "amount_cents", *MIRRORED)
        rows = locked.iterator(chunk_size=ENTRIES_PER_BATCH)
        for batch in bulk.batches(rows, ENTRIES_PER_BATCH):
            _write_reversals(batch, undone)
            count += len(batch)
            told.reach(count)
    return count


def _write_reversals(entries: list[tuple[Any, ...]], undone: Import) -> None:
    bulk.insert_with_defaults(
        Contribution,
        ["undoes_id", "amount_cents", *MIRRORED, "kind", "came_with_id"],
        (
            (pk, -cents, *mirrored, ContributionKind.REVERSAL, undone.pk)
            for pk, cents, *mirrored in entries
        ),
    )


def take_from_people(undone: Import) -> None:
    """Take from people what the import gave them; who is nobody without it leaves the rolls."""
    _take_from_chapters(undone)
    _drop_members(undone)
    SourcePerson.objects.filter(came_with=undone).exclude(member__came_with=undone).delete()
    added = MemberAddress.objects.filter(came_with=undone).exclude(member__came_with=undone)
    removed: dict[int, list[str]] = defaultdict(list)
    for member_id, email in added.values_list("member_id", "email"):
        removed[member_id].append(email)
    added.delete()
    addresses.announce_all({}, removed)


def _take_from_chapters(undone: Import) -> None:
    members: dict[int, list[int]] = defaultdict(list)
    for member_id, chapter_id in undone.people.get("chapters", []):
        members[chapter_id].append(member_id)
    belongs = Member.chapters.through.objects
    for chapter_id, ids in members.items():
        belongs.filter(chapter_id=chapter_id, member_id__in=ids).delete()


def _drop_members(undone: Import) -> None:
    """Members who came with it and of whom nothing else is known: no entry, not even a reversed
    one, no address or number from elsewhere, and no duplicate."""
    by_others = {"member": OuterRef("pk")}
    elsewhere = [
        Exists(MemberAddress.objects.filter(**by_others).exclude(came_with=undone)),
        Exists(SourcePerson.objects.filter(**by_others).exclude(came_with=undone)),
    ]
    Member.objects.filter(
        ~elsewhere[0],
        ~elsewhere[1],
        came_with=undone,
        contributions__isnull=True,
        attendance__isnull=True,
        duplicates__isnull=True,
    ).delete()
