"""Two rows of the rolls that are one person, and the way back.

The ledger is never rewritten, so a merge is a pointer: the duplicate keeps its entries, addresses,
numbers and chapters, and points at the row that stands. Undoing takes the pointer away, and every
thing is where it was.

Whoever reads the mail of either row can vote as the person afterwards. So both are told, nobody
merges a row of their own, and a row on the roll of a vote that has not ended is left alone.
"""

from collections.abc import Callable
from datetime import date

from allauth.account.models import EmailAddress
from django.db import transaction
from django.db.models.functions import Lower

from members import addresses, audit
from members.dues import Standing, judge
from members.errors import CannotBeMerged
from members.models import Contribution, Member, MemberAddress, User
from members.standing import entry_of, rulebook

# What speaks against merging (duplicate, into), in sentences. Apps above add to it when they
# start; each is called inside the transaction, and may lock what it looks at.
Objection = Callable[[Member, Member], list[str]]
objections: list[Objection] = []


@transaction.atomic
def merge(duplicate_id: int, *, into: int, by: User, reason: str) -> Member:
    """Let one row of the rolls stand for the person of another; returns the one that stands.

    Raises:
        CannotBeMerged: no reason, or what `obstacles` says.
    """
    duplicate, person = _lock(duplicate_id, into)
    _require_reason(reason)
    if barred := obstacles(duplicate, person, by=by):
        raise CannotBeMerged(" ".join(barred))
    duplicate.merged_into = person
    duplicate.save(update_fields=["merged_into"])
    audit.record("member.merged", by=by, of=duplicate, into=person.pk, reason=reason.strip())
    audit.record("member.took_in", by=by, of=person, row=duplicate.pk, reason=reason.strip())
    addresses.announce_merge(duplicate, person)
    return person


@transaction.atomic
def unmerge(duplicate_id: int, *, by: User, reason: str) -> Member:
    """Undo a merge: two people again, each with what was theirs; returns the former duplicate.

    Raises:
        CannotBeMerged: no reason, or the row is not merged.
    """
    _require_reason(reason)
    duplicate = Member.objects.select_for_update(no_key=True).get(pk=duplicate_id)
    person = duplicate.merged_into
    if person is None:
        raise CannotBeMerged(f"{duplicate} is not merged with anybody.")
    duplicate.merged_into = None
    duplicate.save(update_fields=["merged_into"])
    audit.record("member.unmerged", by=by, of=duplicate, former=person.pk, reason=reason.strip())
    audit.record("member.let_go", by=by, of=person, row=duplicate.pk, reason=reason.strip())
    addresses.announce_merge(duplicate, person, undone=True)
    return duplicate


def obstacles(duplicate: Member, into: Member, *, by: User) -> list[str]:
    """Why the one cannot be merged into the other now; empty when it can.

    Called inside a transaction.
    """
    if duplicate.pk == into.pk:
        return ["These are not two entries, but one."]
    return [
        *_obstacles_of_rows(duplicate, into),
        *_obstacles_of_staff(duplicate, into, by),
        *(sentence for objection in objections for sentence in objection(duplicate, into)),
    ]


def _obstacles_of_rows(duplicate: Member, into: Member) -> list[str]:
    barred = [f"{row} is merged already." for row in (duplicate, into) if row.merged_into_id]
    if Member.objects.filter(merged_into=duplicate).exists():
        barred.append(
            f"Other entries were merged into {duplicate}: let that entry stand, "
            "or undo those merges first."
        )
    # Whoever closed their account is nobody's duplicate: it would give them their name back.
    barred += [f"{row} has closed the account." for row in (duplicate, into) if row.left_on]
    return barred


def _obstacles_of_staff(duplicate: Member, into: Member, by: User) -> list[str]:
    own = EmailAddress.objects.filter(user_id=by.pk, verified=True).values(lower=Lower("email"))
    lead_to = MemberAddress.objects.leading_to([duplicate.pk, into.pk])
    if lead_to.filter(email__in=own).exists():
        return ["One of these entries has an address of yours: somebody else has to do this."]
    return []


def standing_together(*rows: Member, on: date) -> Standing:
    """How one person would stand to whom all these rows belong."""
    entries = Contribution.objects.filter(member__in=[row.pk for row in rows])
    return judge(map(entry_of, entries), rulebook(), on)


def _lock(*ids: int) -> list[Member]:
    """The rows in the order asked for, locked in the order of their ids: no deadlock."""
    locked = Member.objects.select_for_update(no_key=True).order_by("pk").filter(pk__in=ids)
    found = {member.pk: member for member in locked}
    if missing := [one for one in ids if one not in found]:
        raise CannotBeMerged(f"There is no entry with the number {missing[0]}.")
    return [found[one] for one in ids]


def _require_reason(reason: str) -> None:
    if not reason.strip():
        raise CannotBeMerged("Say why, for whoever reads the trail.")
