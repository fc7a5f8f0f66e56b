"""Addresses of a membership, changed by the member alone.

Whoever reads the mail of an address can vote as its member. So a member adds only an address that
their log-in has shown to be theirs, takes away only such a one and never the last, and every
address that was there before is told. What goes beyond that, staff do.
"""

from dataclasses import dataclass

from allauth.account.models import EmailAddress
from django.db import transaction
from django.db.models.functions import Lower

from members import addresses, audit
from members.errors import NotYours
from members.models import Member, MemberAddress, User


@dataclass(frozen=True)
class AddressRow:
    """An address as it concerns a member; `may_add` and `may_remove` say what they can do."""

    email: str
    is_on_the_roll: bool
    is_proved: bool
    may_add: bool
    may_remove: bool


def rows_of(member: Member, user: User) -> list[AddressRow]:
    """The addresses of the membership, then those of the log-in that could be added."""
    proved = _proved_by(user)
    on_roll = set(MemberAddress.objects.leading_to([member.pk]).values_list("email", flat=True))
    rows = [
        AddressRow(email, True, email in proved, False, email in proved and len(on_roll) > 1)
        for email in sorted(on_roll)
    ]
    return rows + [
        AddressRow(email, False, True, True, False) for email in sorted(proved - on_roll)
    ]


@transaction.atomic
def add(member_id: int, email: str, *, by: User) -> None:
    """Let an address of this log-in lead to the member, too.

    Raises:
        NotYours: the log-in is not this member's, or has not shown the address to be its own.
            (One that another member has makes the log-in nobody's: see `joined_to`.)
    """
    member = _lock_own(member_id, by)
    if email not in _proved_by(by):
        raise NotYours("Add the address to your log-in first, and type in the code we send there.")
    mine = MemberAddress.objects.leading_to([member.pk]).filter(email=email)
    if mine.exists():
        return
    MemberAddress.objects.create(member=member, email=email)
    audit.record("member.address_added", by=by, of=member)
    addresses.announce(member, added=[email], removed=[], by_owner=True)


@transaction.atomic
def remove(member_id: int, email: str, *, by: User) -> None:
    """Let an address no longer lead to the member.

    Raises:
        NotYours: the log-in is not this member's or has not shown the address to be its own, or
            it is the last one.
    """
    member = _lock_own(member_id, by)
    if email not in _proved_by(by):
        raise NotYours("Only an address that this log-in has shown to be yours is taken off here.")
    if not MemberAddress.objects.leading_to([member.pk]).exclude(email=email).exists():
        raise NotYours("This is the only address of your membership. Add another one first.")
    if MemberAddress.objects.leading_to([member.pk]).filter(email=email).delete()[0]:
        audit.record("member.address_removed", by=by, of=member)
        addresses.announce(member, added=[], removed=[email], by_owner=True)


def _lock_own(member_id: int, by: User) -> Member:
    member = Member.objects.select_for_update(no_key=True).get(pk=member_id)
    if Member.objects.joined_to(by) != member:
        raise NotYours("This log-in leads to another membership by now.")
    return member


def _proved_by(user: User) -> set[str]:
    mine = EmailAddress.objects.filter(user=user, verified=True)
    return set(mine.values_list(Lower("email"), flat=True))
